"""Witnesses of the log from the command line, and in the background of the worker."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from publisher.lock import BuildBusy
from publisher.transparency.checkpoints import read
from publisher.transparency.cosigning import Outcome, cosign, present
from publisher.transparency.keys import find_signer
from publisher.transparency.notes import KeyFault, NoteFault
from publisher.transparency.sources import Folder, SourceFault, checkpoint_of
from publisher.transparency.witnesses import Witness, WitnessFault, witnesses_from

logger = logging.getLogger(__name__)
_PAUSE, _AFTER_FAULT = 5.0, 120.0  # seconds between looks at the checkpoint, and after a fault


class NoWitness(Exception):
    """Nobody can be asked; ``str()`` says why and what to do."""


def ask_witnesses() -> dict[str, Any]:
    """Have the living checkpoint cosigned and publish that; return what each witness did."""
    return _report(_each(cosign))


def witnessed() -> dict[str, Any] | None:
    """Return which witnesses cosigned the living checkpoint; None where none are named."""
    return _report(_each(present)) if witnesses_from(os.environ) else None


def _each(act: Callable[..., Outcome]) -> tuple[list[Witness], Outcome]:
    home = Path(settings.HUIYINBI_HOME)
    try:
        witnesses, signer = witnesses_from(os.environ), find_signer(os.environ, home)
        if not witnesses:
            raise NoWitness(_("No witness is named. Set LOG_WITNESSES to KEY ADDRESS."))
        if signer is None:
            raise NoWitness(_("There is no key yet. Run: huiyinbi log keygen"))
        return witnesses, act(home, signer.verifier, witnesses)
    except (SourceFault, NoteFault) as error:
        raise NoWitness(
            _("There is no checkpoint yet. Run: huiyinbi log keygen, then: huiyinbi build")
        ) from error
    except KeyFault as error:
        raise NoWitness(str(error)) from error


def _report(found: tuple[list[Witness], Outcome]) -> dict[str, Any]:
    witnesses, outcome = found
    names = {one.witness for one in outcome.cosigned}
    return {
        "size": outcome.checkpoint.size,
        "root": outcome.checkpoint.root_text,
        "cosigned": [one.as_dict() for one in outcome.cosigned],
        "missing": [one.key.name for one in witnesses if one.key.name not in names],
        "problems": [_told(fault) for fault in outcome.faults],
    }


def _told(fault: WitnessFault) -> str:
    return _(fault.message) % fault.values


class Asking(threading.Thread):
    """Has each new checkpoint cosigned; in a thread of its own, so that nothing waits for it."""

    def __init__(self, stopping: threading.Event) -> None:
        super().__init__(name="witnesses", daemon=True)
        self._stopping = stopping
        self._done = -1  # entries of the last checkpoint that all have cosigned

    def run(self) -> None:
        """Ask until stopped; what goes wrong is logged and tried again."""
        pause = _PAUSE
        while not self._stopping.wait(pause):
            pause = _PAUSE
            try:
                if self._size() != self._done:
                    report = ask_witnesses()
                    self._done = report["size"] if not report["missing"] else -1
                    for problem in report["problems"]:
                        logger.warning("%s", problem)
                    pause = _AFTER_FAULT if report["problems"] else _PAUSE
            except (NoWitness, BuildBusy) as error:
                logger.warning("%s", error)
                pause = _AFTER_FAULT
            except Exception:  # the site must not depend on those who watch it
                logger.exception("the witnesses could not be asked; trying again")
                pause = _AFTER_FAULT

    def _size(self) -> int:
        """Return the size of the living checkpoint, -1 where there is none yet."""
        root = Path(settings.HUIYINBI_HOME) / "site" / "current"
        try:
            return read(checkpoint_of(Folder(root)).decode()).size
        except (SourceFault, NoteFault, UnicodeDecodeError):
            return self._done
