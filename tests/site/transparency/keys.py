"""A key for tests, and settings that sign with it."""

from __future__ import annotations

from dataclasses import replace

from publisher.transparency.notes import new_signer
from tests.site.records import SETTINGS

SIGNER = new_signer("example.org/wall/log")
OTHER = new_signer("example.org/wall/log")
SIGNED = replace(SETTINGS, signer=SIGNER)
