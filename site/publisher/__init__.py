"""Builds the public transparency site, static files, from the publication log."""
