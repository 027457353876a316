"""Wagtail's own API for editors' integrations: tokens, bounds, the door's answers."""
