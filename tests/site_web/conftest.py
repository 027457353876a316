"""A small site, really built and indexed, behind the real application."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from publisher.build import build, current_root
from publisher.settings import SiteSettings
from publisher.transparency.notes import new_signer
from publisher.web.app import make_app
from search.engines.sqlite import SqliteEngine
from tests.site.records import BLOCKS, Log, activity, case, number, page, star

SETTINGS = SiteSettings(office="文化路街道办事处", precompress=True, signer=new_signer("a.b/log"))
STATES = ("done", "in_progress", "not_accepted")
CASES = 15
WITHDRAWN = 16
CORRECTED = 3


class ReadingClient(Client):
    """A client that reads each answer whole and closes it, as a server does."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request and read its answer."""
        return super().open(*args, **{"buffered": True, **kwargs})


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with 15 live cases, one corrected, one withdrawn, a brand and a team."""
    folder = tmp_path_factory.mktemp("public")
    log = Log(folder / "public.sqlite3")
    log.geography()
    for serial in range(1, CASES + 1):
        fields = {
            "state": STATES[serial % 3],
            "area": f"41090200100{serial % 3 + 1}001",
            "received": f"2020-{serial % 4 + 3:02d}-03T09:00:00+08:00",
        }
        if STATES[serial % 3] != "done":
            fields |= {"closed": None, "satisfaction": None}
        if serial == 7:
            fields |= {"title": "=1+1 电梯停运三天", "content": "老人上下楼困难。", "measures": ""}
        log.collect("case", number(serial), case(serial, **fields))
    log.collect("case", number(WITHDRAWN), case(WITHDRAWN, title="要撤回的秘密"))
    log.collect("case", number(WITHDRAWN), None, "含个人信息")
    log.collect(
        "case", number(CORRECTED), case(CORRECTED, measures="已更换整条线路。"), "复核后更正"
    )
    log.collect("brand", "frog", page("frog", blocks=BLOCKS))
    sign_up = {"state": "open", "sign_up": "form", "area": "410902001003"}
    log.collect("activity", number(1), activity(1, title="蛙鸣会", **sign_up))
    log.collect("star", "410902001003-2025", star("410902001003", 2025, 4))
    log.collect("team", "care", page("care", title="爱心联盟"))
    log.save()
    build(log.store, folder, SETTINGS, processes=1)
    engine = SqliteEngine(folder / "public.sqlite3")
    engine.apply(log.store.entries())
    log.store.close()
    return folder


@pytest.fixture(scope="session")
def engine(home: Path) -> SqliteEngine:
    """Return the engine over the home's public store."""
    return SqliteEngine(home / "public.sqlite3")


@pytest.fixture
def client(home: Path, engine: SqliteEngine) -> Client:
    """Return a client of the application."""
    return ReadingClient(
        make_app(lambda: current_root(home), engine, SETTINGS, home / "public.sqlite3")
    )
