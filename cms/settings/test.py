"""Settings of the test suite: a throw-away home, fast passwords, no network."""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - not for a file of a known name, but for folders of mkdtemp
_ENOUGH = 2 << 30


def _stay_in_memory() -> None:
    """Let temporary folders lie in memory, where there is room, and not elsewhere asked for.

    Builds, databases and servers wait for the disk as long as they work: what is to survive
    a power cut they write with care. Nothing of a test run is.
    """
    if "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK):
        return
    programs_run = not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC
    if programs_run and shutil.disk_usage(_MEMORY).free > _ENOUGH:
        os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)


gc.disable()  # until the tests are collected: see tests/conftest.py
_stay_in_memory()
if "HUIYINBI_HOME" not in os.environ:
    os.environ["HUIYINBI_HOME"] = tempfile.mkdtemp(prefix="huiyinbi-test-")
    atexit.register(shutil.rmtree, os.environ["HUIYINBI_HOME"], ignore_errors=True)

from cms.settings.base import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
