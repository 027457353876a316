"""Full-text search over the public records: analysis, query language, engines."""
