"""How people sign in without e-mail: slips, passwords, a second factor, keys, sessions."""
