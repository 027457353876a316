"""The files of every page: contexts for the templates, feeds, sitemaps."""
