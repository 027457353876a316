"""Copies the living site to where others serve it."""
