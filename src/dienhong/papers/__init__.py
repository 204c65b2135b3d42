"""Draws the papers that ``core.papers`` describes; the only room that knows Typst."""
