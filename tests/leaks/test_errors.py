"""Error pages: each kind can be provoked, says what to do, and nothing of the inside."""

from __future__ import annotations

import logging

from cms.privacy.logs import MaskingFormatter
from tests.leaks import canaries
from tests.leaks.channels import World
from tests.leaks.error_pages import provoked

INSIDE = (
    *("Traceback", "site-packages", "OperationalError", "DisallowedHost", "no such table"),
    *("django", "Django", "HUIYINBI_HOME", "SECRET_KEY", "DATABASES", "ALLOWED_HOSTS", ".py"),
)


def test_no_error_says_anything_of_the_inside(world: World) -> None:
    secret_key = (world.home / "secret-key").read_text("utf-8")
    found: dict[int, list[str]] = {}
    for what, status, said in provoked(world):
        found.setdefault(status, []).append(what)
        text = said.decode("utf-8", "replace")
        leaks = [word for word in (*INSIDE, secret_key, str(world.home)) if word in text]
        assert not leaks, (what, status, leaks, text[:2000])
        assert not canaries.found_in(said), (what, status)

    assert found.keys() >= {400, 401, 403, 404, 405, 413, 429, 500}, found


def test_pages_of_errors_are_in_chinese(world: World) -> None:
    for what, status, said in provoked(world):
        if status >= 400 and b"<html" in said and not what.startswith("too large"):
            assert '<html lang="zh-Hans"' in said.decode(), (what, status, said[:300])


def test_a_fault_that_quotes_private_data_is_logged_without_it() -> None:
    try:
        raise ValueError(f"Key (phone)=({canaries.REPORTER_PHONE}) already exists")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "%s", (canaries.PHONES[0],), None
        )
        record.exc_info = (ValueError, error, error.__traceback__)

    text = MaskingFormatter().format(record)
    assert "already exists" in text
    assert "Traceback" in text
    assert not canaries.found_in(text.encode())
