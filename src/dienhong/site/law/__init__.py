"""``dienhong law``: the law engine on the command line, without database, settings or Django."""
