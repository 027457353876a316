"""The publication log from the command line: its key, its checkpoints, checking any log."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from cms.cli.work import Projections
from cms.clock import moment
from cms.publication.log_table.purging import purge_bodies, purge_copies, purge_version
from cms.settings.environment import read
from cms.translating import translator
from publisher.build import current_root
from publisher.dumps.reading import Dump, DumpFault
from publisher.dumps.source import DumpSource
from publisher.output.release import living
from publisher.transparency.checkpoints import Checkpoint
from publisher.transparency.checkpoints import read as read_checkpoint
from publisher.transparency.cosignatures import witness_keys
from publisher.transparency.keys import VARIABLE, key_path, make_key, replace_key
from publisher.transparency.notes import KeyFault, NoteFault, parse_verifier
from publisher.transparency.sources import (
    Folder,
    Source,
    SourceFault,
    Web,
    checkpoint_of,
    open_source,
)
from publisher.transparency.verify import Since, verify
from search.engine import EngineUnavailable

Progress = Callable[[int, int], None]


class LogRefused(Exception):
    """A command about the log cannot be carried out; ``str()`` says why and what to do."""


def new_key(lost: str) -> dict[str, Any]:
    """Replace the key of this installation: the same log goes on under another key.

    ``lost`` is the public half of a key that is gone and cannot sign that it is followed.
    """
    home = Path(settings.HUIYINBI_HOME)
    if os.environ.get(VARIABLE):
        raise LogRefused(
            _("LOG_KEY is set. Put that key into %(path)s instead, then replace it there.")
            % {"path": key_path(home)}
        )
    day = moment(datetime.now(UTC))[:10]
    try:
        signer, kept = replace_key(home, day, parse_verifier(_text(lost)) if lost else None)
    except FileExistsError as error:
        raise LogRefused(
            _("The key was replaced today already: %(path)s") % {"path": error}
        ) from error
    except KeyFault as error:
        raise LogRefused(str(error)) from error
    return {
        "path": str(key_path(home)),
        "name": signer.name,
        "public_key": str(signer.verifier),
        "old_kept": str(kept) if kept else None,
        "signed_by_old": not lost,
    }


def keygen(name: str) -> dict[str, Any]:
    """Make the key of this installation; return where it is, and its public half."""
    name = name or _name_of_site()
    if not name:
        raise LogRefused(_("Give the log a name: set SITE_URL, or use --name example.org/log."))
    path = key_path(Path(settings.HUIYINBI_HOME))
    if os.environ.get(VARIABLE):
        raise LogRefused(_("LOG_KEY is set, so there is a key already."))
    try:
        signer = make_key(path.parent, name)
    except FileExistsError as error:
        raise LogRefused(
            _(
                "%(path)s exists already. To go on with the same log under a new key, "
                "run: huiyinbi log keygen --replace"
            )
            % {"path": path}
        ) from error
    except KeyFault as error:
        raise LogRefused(str(error)) from error
    return {"path": str(path), "name": name, "public_key": str(signer.verifier)}


def _name_of_site() -> str:
    """Return the site's address without its scheme, with the log's folder."""
    parts = urlsplit(read("SITE_URL"))
    return f"{parts.netloc}{parts.path.rstrip('/')}/log" if parts.netloc else ""


def living_checkpoint() -> tuple[Checkpoint, bytes]:
    """Return the checkpoint of the site that is served, and its signed bytes."""
    try:
        note = checkpoint_of(Folder(current_root(Path(settings.HUIYINBI_HOME))))
        return read_checkpoint(note.decode()), note
    except (SourceFault, NoteFault) as error:
        raise LogRefused(
            _("There is no checkpoint yet. Run: huiyinbi log keygen, then: huiyinbi build")
        ) from error


def save_checkpoint(folder: Path | None) -> dict[str, Any]:
    """Return the checkpoint; with ``folder``, keep it there under a name that tells it apart."""
    checkpoint, note = living_checkpoint()
    report: dict[str, Any] = {
        "size": checkpoint.size,
        "root": checkpoint.root_text,
        "checkpoint": note.decode(),
        "path": None,
    }
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"checkpoint-{checkpoint.short}.txt"
        path.write_bytes(note)
        report["path"] = str(path)
    return report


def purge(kind: str, key: str, version: int | None = None) -> dict[str, Any]:
    """Empty what a withdrawn record said: in the database, the public store, the search's files.

    With ``version``, what this one version said that a later one replaced; the site is built
    anew then, since its pages told the difference between the two.
    ``ok`` is false, with the reason, where a search engine could not rewrite its files.
    """
    projections = Projections()
    try:
        # The search forgets it word by word while its text is still there to be read.
        error = projections.catch_up_store_and_search().search_error
        purged = purge_version(kind, key, version) if version else purge_bodies(kind, key)
        copies = purge_copies(projections.store, kind, key)
        try:
            projections.engine.expunge(projections.store)
        except EngineUnavailable as unavailable:
            error = str(unavailable)
        if version and living(Path(settings.HUIYINBI_HOME)):
            projections.catch_up(anew=True)
    finally:
        projections.close()
    report = {"kind": kind, "key": key, "version": version, "purged": purged, "copies": copies}
    return {**report, "search_error": error, "ok": not error}


def check_log(
    place: str,
    *,
    keys: Sequence[str],
    since: str,
    records: bool,
    witnesses: Sequence[str] = (),
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Check the log at an address, in a folder or in a dump; see :func:`verify` for the report."""
    try:
        source = _source(place)
        report = verify(
            source,
            [parse_verifier(line) for text in keys for line in _text(text).split()],
            since=_since(since),
            witnesses=[one for text in witnesses for one in witness_keys(_text(text))],
            records=records,
            progress=progress,
        )
    except (SourceFault, KeyFault, DumpFault) as error:
        raise LogRefused(str(error)) from error
    for seq, name in source.wrong if isinstance(source, DumpSource) else ():
        report.add("record", seq, key=name)
    return report.as_dict(translator())


def _source(place: str) -> Source:
    path = Path(place)
    return DumpSource(Dump(path)) if path.is_file() else open_source(place)


def _text(text: str) -> str:
    """Return what stands in the file of this name, or the text itself where there is none."""
    path = Path(text)
    return path.read_text("utf-8") if path.is_file() else text


def _since(place: str) -> Since | None:
    """Return what was kept: a checkpoint's file or address, or an older copy of the log."""
    if not place:
        return None
    if Path(place).is_dir() or zipfile.is_zipfile(place):
        copy = _source(place)
        return Since(checkpoint_of(copy), copy)
    if place.startswith(("http://", "https://")):
        address, _slash, name = place.rpartition("/")
        return Since(Web(address).read(name, 64 * 1024))
    path = Path(place)
    return Since(Folder(path.parent).read(path.name, 64 * 1024))
