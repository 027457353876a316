"""What an office configures about its public site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from publisher.transparency.notes import KeptSigner, KeyFault, Signer
from publisher.transparency.witnesses import witnesses_from

_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message says how to mend it."""


@dataclass(frozen=True)
class SiteSettings:
    """Settings of the static site; a change of any of them makes the next build full.

    ``base_url`` is absolute and ends in "/", or is empty: then the site has no
    canonical links and no sitemap, and works in any folder. ``precompress``
    writes a ``.gz`` beside each text file, ``json`` the public record beside
    each case page, ``feeds`` Atom feeds and (with a ``base_url``) sitemaps,
    ``search_index`` what browsers search where no server does.
    ``signer`` signs the log's checkpoints; without it the site has no ``log/``.
    ``witness_url`` is where others keep checkpoints of this log, ``witness_keys`` are the keys of
    those who are asked to cosign them, one a line, ``key_changes`` the notes of earlier keys.
    ``synonyms`` are the office's own, as the search's file has them, for browsers that search.
    ``sign_up_url``, which ends in "/", is where the CMS takes sign-ups; empty: ``signup/``
    beside this site. Under ``home`` lies the folder of public pictures; without it pages show none.
    """

    title: str = "回音壁"
    office: str = ""
    base_url: str = ""
    language: str = "zh-hans"
    contact: str = ""
    precompress: bool = False
    json: bool = True
    feeds: bool = True
    search_index: bool = True
    witness_url: str = ""
    witness_keys: str = ""
    key_changes: str = ""
    synonyms: str = ""
    sign_up_url: str = ""
    signer: Signer | KeptSigner | None = field(default=None, repr=False)
    home: Path | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Complete ``base_url``; raise :class:`SettingsError` if it is not a web address."""
        url = self.base_url.strip()
        if not url:
            object.__setattr__(self, "base_url", "")
            return
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query:
            raise SettingsError(
                f"SITE_URL is {url!r}, which is not a web address; "
                "write it in full, such as https://example.org/wall/"
            )
        object.__setattr__(self, "base_url", url if url.endswith("/") else url + "/")

    def as_dict(self) -> dict[str, Any]:
        """Return what the pages depend on, for the fingerprint of a release; of the key its
        public half."""
        values = {**vars(self), "signer": str(self.signer.verifier) if self.signer else ""}
        del values["home"]
        return values


def _folder(url: str) -> str:
    return url if not url or url.endswith("/") else url + "/"


def _witness_keys(environ: Mapping[str, str]) -> str:
    try:
        return "\n".join(str(one.key) for one in witnesses_from(environ))
    except KeyFault as error:
        raise SettingsError(str(error)) from error


def from_environment(environ: Mapping[str, str]) -> SiteSettings:
    """Read ``SITE_TITLE, SITE_OFFICE, SITE_URL, SITE_LANGUAGE, SITE_CONTACT, SITE_PRECOMPRESS,
    SITE_SEARCH_INDEX, LOG_WITNESS_URL, LOG_WITNESSES, SIGNUP_URL``; the key is none of them, see
    ``transparency.keys``.

    Raises :class:`SettingsError` for a value that cannot be used.
    """
    standard = SiteSettings()
    return SiteSettings(
        title=environ.get("SITE_TITLE", "").strip() or standard.title,
        office=environ.get("SITE_OFFICE", "").strip(),
        base_url=environ.get("SITE_URL", ""),
        language=environ.get("SITE_LANGUAGE", "").strip() or standard.language,
        contact=environ.get("SITE_CONTACT", "").strip(),
        precompress=environ.get("SITE_PRECOMPRESS", "").strip().lower() in _TRUE,
        search_index=environ.get("SITE_SEARCH_INDEX", "").strip().lower() not in _FALSE,
        witness_url=environ.get("LOG_WITNESS_URL", "").strip(),
        witness_keys=_witness_keys(environ),
        sign_up_url=_folder(environ.get("SIGNUP_URL", "").strip()),
    )
