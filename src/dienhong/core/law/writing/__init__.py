"""A tree written out: lines of JSON, a list, a page, Akoma Ntoso."""
