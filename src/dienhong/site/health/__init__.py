"""What ``dienhong doctor`` asks: each check says what it found and, if need be, the cure."""
