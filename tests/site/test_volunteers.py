"""Pages of teams and services: each figure is the sum of the list it leads to."""

from __future__ import annotations

import re

from publisher.build import build, current_root
from tests.site.records import SETTINGS, Log
from tests.site.volunteers import service, team


def test_figures_of_teams_lead_to_lists_that_sum_up_to_them(tmp_path):
    log = Log(tmp_path / "public.sqlite3")
    log.put("team", "love", team())
    for serial in range(1, 6):
        log.put("service", f"202006-{serial:06d}", service(serial))
    log.put("service", "202007-000001", service(1, number="202007-000001", date="2020-07-01"))
    home = tmp_path / "home"
    build(log.store, home, SETTINGS)
    page = (current_root(home) / "teams/love.html").read_text()

    assert figures(page)["时长"] == "15小时"
    assert figures(page)["参与人次"] == "18"
    months = dict(re.findall(r'href="([^"]*team-months/love/[^"]*)">([^<]+)<', page))
    assert sorted(months.values()) == ["2020-06", "2020-07"]
    for url, month in months.items():
        listed = (current_root(home) / "teams" / url).resolve().read_text()
        assert figures(listed)["时长"] == ("12小时30分" if month == "2020-06" else "2小时30分")

    log.put("service", "202006-000005", None, "没有这次服务")
    log.put("team", "love", team(title="爱心大联盟"), "改名")
    build(log.store, home, SETTINGS)
    page = (current_root(home) / "teams/love.html").read_text()
    assert figures(page)["时长"] == "12小时30分"
    for path in ("services/index.html", "services/2020/06/202006-000001.html"):
        assert "爱心大联盟" in (current_root(home) / path).read_text()


def figures(page: str) -> dict[str, str]:
    found = re.findall(r"<div><dt>([^<]+)</dt><dd>(.*?)</dd></div>", page)
    return {label: re.sub(r"<[^>]+>", "", value) for label, value in found}
