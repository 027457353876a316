"""Settings of the test suite: a throw-away home, fast passwords, no network."""

import os
import tempfile

os.environ.setdefault("HUIYINBI_HOME", tempfile.mkdtemp(prefix="huiyinbi-test-"))

from cms.settings.base import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
