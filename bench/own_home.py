"""Opens a throw-away home: an installation of its own, with its private database."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.core.management import call_command


def open_home(home: Path) -> None:
    """Make ``home`` the installation of this process, once; other models import after it."""
    os.environ["HUIYINBI_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.base"
    for name in ("DATABASE_URL", "SEARCH_URL", "SITE_URL", "STORAGE_URL"):
        os.environ.pop(name, None)
    home.mkdir(parents=True, exist_ok=True)
    django.setup()
    call_command("migrate", verbosity=0)
