"""The settings an operator may change: environment variables, and nothing else."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cms.translating import gettext_noop, translator

_DATABASES = ("postgres://", "postgresql://", "sqlite://")


class SettingFault(Exception):
    """A setting nothing can start with; ``str()`` is Chinese, as Django is not there yet."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(translator()(message) % values)


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, its default as text, and what it means."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("HUIYINBI_HOME", "./var", gettext_noop("Folder where all data lives")),
    Setting(
        "DATABASE_URL",
        "",
        gettext_noop("Private database as postgres://user:pass@host/db; empty: SQLite"),
    ),
    Setting(
        "SEARCH_URL",
        "",
        gettext_noop(
            "Elasticsearch as https://host:9200/index; empty: the index in public.sqlite3"
        ),
    ),
    Setting("SEARCH_API_KEY", "", gettext_noop("API key of Elasticsearch")),
    Setting("SEARCH_CA_FILE", "", gettext_noop("Certificate authority file of Elasticsearch")),
    Setting("SITE_URL", "", gettext_noop("Public address of the site, for feeds and citations")),
    Setting("SITE_TITLE", "回音壁", gettext_noop("Name of the public site")),
    Setting("SITE_OFFICE", "", gettext_noop("Office that publishes the site")),
    Setting("SITE_CONTACT", "", gettext_noop("Public telephone or address for questions")),
    Setting("SITE_LICENCE", "", gettext_noop("On what terms others may use the public data")),
    Setting(
        "LOG_KEY",
        "",
        gettext_noop("Secret key of the publication log; empty: log-key in HUIYINBI_HOME"),
    ),
    Setting("LOG_WITNESS_URL", "", gettext_noop("Where others keep checkpoints of the log")),
    Setting(
        "LOG_WITNESSES",
        "",
        gettext_noop("Witnesses that cosign the log, as KEY ADDRESS, separated by commas"),
    ),
    Setting("SIGNUP_URL", "", gettext_noop("Address of sign-ups; empty: /signup/ beside the site")),
    Setting(
        "SIGNUP_WEEKS", "4", gettext_noop("Weeks after an activity when sign-ups are forgotten")
    ),
    Setting("SITE_PRECOMPRESS", "", gettext_noop("1 writes a .gz beside each text file")),
    Setting("SITE_BUCKET", "", gettext_noop("S3 bucket of the site as s3://bucket/folder")),
    Setting("AWS_ENDPOINT_URL", "", gettext_noop("Address of the bucket's server; empty: AWS")),
    Setting("AWS_REGION", "us-east-1", gettext_noop("Region of the bucket")),
    Setting("AWS_ACCESS_KEY_ID", "", gettext_noop("Key that may write to the bucket")),
    Setting("AWS_SECRET_ACCESS_KEY", "", gettext_noop("Secret of that key")),
    Setting("SECRET_KEY", "", gettext_noop("Signing key; empty: made once in HUIYINBI_HOME")),
    Setting(
        "ALLOWED_HOSTS",
        "localhost,127.0.0.1,[::1]",
        gettext_noop("Host names the CMS answers to, separated by commas"),
    ),
    Setting(
        "PROXIES",
        "0",
        gettext_noop("How many proxies stand before the CMS and add X-Forwarded-For"),
    ),
    Setting(
        "REQUIRE_SECOND_FACTOR",
        "",
        gettext_noop("1 asks every user of the CMS for a second factor"),
    ),
    Setting(
        "PRIVATE_MONTHS",
        "",
        gettext_noop("Months after closing that `huiyinbi purge` keeps private data; empty: none"),
    ),
    Setting(
        "DISPUTE_DAYS",
        "7",
        gettext_noop("Days in which confirmed hours of volunteers can be disputed"),
    ),
    Setting("API_TOKEN_DAYS", "180", gettext_noop("Days after which an API token expires")),
    Setting("API_RATE", "240/min", gettext_noop("Requests that one API token may make")),
    Setting("DEBUG", "", gettext_noop("1 shows details of errors; never in production")),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def read(name: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return the variable ``name``, or its default. Unknown names raise KeyError."""
    return environ.get(name) or _DEFAULTS[name]


def home() -> Path:
    """Return the data folder as an absolute path, made if it is missing.

    Raises ``SettingFault`` where it cannot be made.
    """
    folder = Path(read("HUIYINBI_HOME")).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = gettext_noop("HUIYINBI_HOME: the folder %(path)s cannot be made: %(error)s.")
        raise SettingFault(message, path=folder, error=error.strerror) from error
    return folder


def database_url(folder: Path) -> str:
    """Return ``DATABASE_URL``, or that of the SQLite file in ``folder``.

    Raises ``SettingFault`` for a database that is neither PostgreSQL nor SQLite. The value may
    hold a password, so the message does not repeat it.
    """
    url = read("DATABASE_URL") or f"sqlite:///{folder / 'private.sqlite3'}"
    if not url.startswith(_DATABASES):
        message = gettext_noop(
            "DATABASE_URL must look like postgres://user:pass@host/db, or be empty for SQLite."
        )
        raise SettingFault(message)
    return url


def secret_key(folder: Path) -> str:
    """Return ``SECRET_KEY``, or the key kept in ``folder``, made at first use."""
    if key := read("SECRET_KEY"):
        return key
    path = folder / "secret-key"
    try:
        with open(path, "x", opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()
