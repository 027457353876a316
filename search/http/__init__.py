"""Search over HTTP: JSON, downloads and feeds. Knows werkzeug and an engine, nothing of pages."""
