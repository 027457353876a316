"""The form behind the configuration in deploy/, in a real nginx, before the real CMS."""

from __future__ import annotations

import http.cookiejar
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from cms.activities.models import SignUp
from tests import factories
from tests.site.test_nginx import _FRAME, CONFIG


@pytest.fixture
def cms(db: None) -> Iterator[str]:
    """The address of the CMS, which sees what the test has written and not committed."""
    server = LiveServer("127.0.0.1:0")
    yield server.url
    server.stop()


def test_a_resident_signs_up_through_nginx(
    cms: str,
    tmp_path: Path,
    run_nginx: Callable[..., AbstractContextManager[str]],
) -> None:
    day = timezone.localdate() + timedelta(days=7)
    made = factories.publish(factories.activity(day, state="open", sign_up="form", capacity=3))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = CONFIG.read_text("utf-8").replace("listen 80;", f"listen 127.0.0.1:{port};")
    server = server.replace("http://127.0.0.1:8000", cms)
    config = tmp_path / "nginx.conf"
    config.write_text(_FRAME.format(server=server), "utf-8")
    cookies = http.cookiejar.CookieJar()
    browser = build_opener(HTTPCookieProcessor(cookies))

    with run_nginx(config, port=port) as url:
        address = f"{url}/signup/{made.number}/"
        with browser.open(address, timeout=10) as form:
            text = form.read().decode()
            kept = form.headers.get_all("Cache-Control")
        assert len(kept) == 1 and "no-store" in kept[0], kept
        style = re.search(r'href="(/static/activities/[^"]+)"', text)
        assert style and browser.open(url + style[1], timeout=10).status == 200
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        fields = {"name": "李四光", "phone": "13900001111", "people": "1", "consent": "on"}
        fields["csrfmiddlewaretoken"] = token[1] if token else ""
        with browser.open(address, urlencode(fields).encode(), timeout=10) as mine:
            assert mine.url.startswith(f"{url}/signup/mine/")
            assert "1 个名额" in mine.read().decode()

    assert SignUp.objects.get().state == "confirmed"
