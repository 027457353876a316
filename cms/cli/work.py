"""Station 6: the projections catch up with the log: public store, search, site."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from cms.cli.witnessing import Asking
from cms.finding import indexing
from cms.finding.synonyms import write_synonyms
from cms.publication.log_table.projection import copy_log, last_seq
from cms.publication.store import PublicStore
from publisher.build import BuildReport, build
from publisher.building.desk import Desk
from publisher.settings import SettingsError, SiteSettings, from_environment
from publisher.transparency.keys import find_signer, key_changes
from publisher.transparency.notes import KeyFault
from publisher.transparency.witnesses import VARIABLE as WITNESSES
from search.engine import Engine, EngineUnavailable
from search.settings import engine_from_environment
from search.synonyms import own_list

logger = logging.getLogger(__name__)
_BATCH = 5000
#: Seconds to wait for another builder: `build` beside a running `serve` is ordinary.
_WAIT = 30.0


def public_path() -> Path:
    """Return the path of the public store."""
    return Path(settings.HUIYINBI_HOME) / "public.sqlite3"


def site_settings() -> SiteSettings:
    """Return the public site's settings from the environment, with the log's key.

    Raises :class:`SettingsError` for a value that cannot be used.
    """
    home = Path(settings.HUIYINBI_HOME)
    try:
        signer, changes = find_signer(os.environ, home), key_changes(home)
    except KeyFault as error:
        raise SettingsError(str(error)) from error
    own = own_list(public_path())
    return replace(
        from_environment(os.environ),
        signer=signer,
        key_changes=changes,
        home=home,
        synonyms=own.read_text("utf-8") if own.exists() else "",
    )


@dataclass
class Work:
    """What one round of catching up did."""

    copied: int
    indexed: int
    site: BuildReport | None
    search_error: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the round as JSON-ready values."""
        return {
            "copied": self.copied,
            "indexed": self.indexed,
            "search_error": self.search_error,
            "site": self.site.as_dict() if self.site else None,
        }


class Projections:
    """The public store and its two readers, opened once and used again and again."""

    def __init__(self, *, lasting: bool = False) -> None:
        """``lasting`` says that this process stays: long work on the site is then done beside."""
        self.store = PublicStore(public_path())
        self.engine: Engine = engine_from_environment(os.environ, public_path())
        self._desk = Desk(index_apart=lasting)

    def catch_up(
        self, progress: Callable[[str, int, int], None] | None = None, *, anew: bool = False
    ) -> Work:
        """Apply what the log has and the projections lack; nothing twice, nothing left out.

        A search engine that is away is reported and caught up at a later round; it
        never holds up the site. ``anew`` builds the whole site again.
        """
        work = self.catch_up_store_and_search(progress)
        work.site = build(
            self.store,
            Path(settings.HUIYINBI_HOME),
            site_settings(),
            progress=(lambda done, total: progress("site", done, total)) if progress else None,
            wait=_WAIT,
            desk=self._desk,
            full=anew,
        )
        return work

    def catch_up_store_and_search(
        self, progress: Callable[[str, int, int], None] | None = None
    ) -> Work:
        """Apply the log to the public store and to the search, and leave the site as it is."""
        write_synonyms(own_list(public_path()))
        copied = copy_log(self.store)
        indexed, error = self._index(progress)
        return Work(copied, indexed, None, error)

    def _index(self, progress: Callable[[str, int, int], None] | None) -> tuple[int, str]:
        indexed, head = 0, self.store.head()
        try:
            while (cursor := self.engine.cursor()) < head:
                indexed += self.engine.apply(self.store.entries(cursor, _BATCH))
                if progress:
                    progress("search", self.engine.cursor(), head)
        except EngineUnavailable as unavailable:
            return indexed, str(unavailable)
        return indexed, ""

    def close(self) -> None:
        """Close the public store and the site's manifest."""
        self._desk.stop()
        self.store.close()


class Worker(threading.Thread):
    """Looks for new log entries several times a second and projects them."""

    def __init__(self, *, seconds: float = 0.2) -> None:
        super().__init__(name="projections", daemon=True)
        self.seconds = seconds
        self.stopping = threading.Event()
        self._index_after = 0.0

    def run(self) -> None:
        """Work until :meth:`stop`; an error is logged and tried again, never fatal."""
        self._index_anew()
        if os.environ.get(WITNESSES):
            Asking(self.stopping).start()
        projections = Projections(lasting=True)
        seen = -1
        pause = self.seconds
        while not self.stopping.wait(pause):
            pause = self.seconds
            try:
                head = last_seq()
                # What browsers search has them too, so that the site is to be built again.
                if write_synonyms(own_list(public_path())) or head != seen:
                    work = projections.catch_up()
                    seen = head if not work.search_error else -1
                    pause = 5 if work.search_error else self.seconds
            except Exception:  # the next round tries again; editors must not be stopped
                logger.exception("catching up with the log failed; trying again")
                pause = 5
            finally:
                close_old_connections()
            self._index_private()
        projections.close()

    def _index_private(self) -> None:
        """Bring the editors' index on; a fault of it holds nothing else up."""
        if time.monotonic() < self._index_after:
            return
        try:
            if indexing.waiting():
                indexing.work_off()
        except Exception:
            logger.exception("the editors' search does not follow; trying again")
            self._index_after = time.monotonic() + _WAIT
        finally:
            close_old_connections()

    def _index_anew(self) -> None:
        """Begin the editors' index where there is none, or one of another analysis."""
        try:
            if indexing.is_outdated():
                indexing.begin_anew()
        except Exception:
            logger.exception("the editors' search cannot be made anew")
        finally:
            close_old_connections()

    def stop(self) -> None:
        """Ask the worker to end after its present round."""
        self.stopping.set()
