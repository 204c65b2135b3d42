"""Tables of moves: who may do what, from which state, by which clause."""
