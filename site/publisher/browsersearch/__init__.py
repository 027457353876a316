"""The static index that browsers search when no server does; see docs/reference/browser-search.md.

It uses the search's own analysis and documents, and no engine.
"""
