"""Engines: each keeps one index of the public records and answers queries from it."""
