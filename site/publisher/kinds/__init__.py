"""Kinds of public records with pages of their own, one module a kind; cases stay apart."""
