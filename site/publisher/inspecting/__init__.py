"""Looks at a finished site: whether it is sound, and why a page is there."""
