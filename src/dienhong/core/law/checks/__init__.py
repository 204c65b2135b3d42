"""What the linter looks for, one module a matter; each check yields doubts on a text."""
