"""Boards of procedures for citizens: what each must say, where it hangs, and who looks after it."""
