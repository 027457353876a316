"""WSGI application of the private side (the Wagtail admin)."""

import os

from django.core.wsgi import get_wsgi_application

from cms.collector import loading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.base")
with loading():
    application = get_wsgi_application()
