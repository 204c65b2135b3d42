"""From lines to a tree: which line opens a node, continues one, or lies outside."""
