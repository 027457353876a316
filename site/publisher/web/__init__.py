"""The public process: serves a release of the site and the search page. Plain WSGI, no Django."""
