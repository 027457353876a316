"""Pages of teams and services: each figure is the sum of the list it leads to."""

from __future__ import annotations

import re

from icalendar import Calendar

from publisher.build import build, current_root
from publisher.inspecting.check import check
from tests.site.records import SETTINGS, Log
from tests.site.volunteers import plan, planned, service, team


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


def test_the_empty_list_of_a_team_follows_its_name(tmp_path):
    log = Log(tmp_path / "public.sqlite3")
    log.put("team", "love", team())
    log.put("service", "202006-000001", service(1))
    home = tmp_path / "home"
    build(log.store, home, SETTINGS)
    log.put("service", "202006-000001", None, "没有这次服务")
    build(log.store, home, SETTINGS)
    log.put("team", "love", team(title="爱心大联盟"), "改名")
    build(log.store, home, SETTINGS)

    listed = current_root(home) / "services/team-months/love/2020-06/index.html"
    assert "爱心大联盟 · 2020-06" in listed.read_text()


def test_a_plan_tells_what_is_planned_and_what_came_of_it(tmp_path):
    log = Log(tmp_path / "public.sqlite3")
    log.geography()
    log.put("team", "love", team())
    log.put("team", "run", team("run", title="老兵快跑"))
    log.put("plan", "love-2020-06", plan())
    log.put("plan", "run-2020-06", plan("run", items=[planned("2020-06-09", begins="08:30")]))
    home = tmp_path / "home"
    build(log.store, home, SETTINGS)
    log.put("service", "202006-000001", service(1))
    build(log.store, home, SETTINGS)
    root = current_root(home)

    page = (root / "plans/love-2020-06.html").read_text()
    assert (figures(page)["计划服务"], figures(page)["当月已服务"]) == ("6", "1")
    assert 'href="../services/team-months/love/2020-06/index.html"' in page
    assert "2020-06-03 09:00–11:00" in page
    assert "../plans/teams/love" in (root / "teams/love.html").read_text()
    month = (root / "plans/months/2020-06/index.html").read_text()
    assert re.findall(r">(2020-06-\d\d)[^<]*<", month) == ["2020-06-03", "2020-06-09", "2020-06-20"]
    assert month.count("爱心联盟") >= 3
    station = (root / "plans/stations/s3/index.html").read_text()
    assert "<h1>第一网格站</h1>" in station
    assert "夜间巡逻" not in station
    assert check(root) == []


def test_planned_days_can_be_subscribed_to(tmp_path):
    log = Log(tmp_path / "public.sqlite3")
    log.put("team", "love", team())
    log.put("plan", "love-2020-06", plan())
    build(log.store, tmp_path, SETTINGS)
    root = current_root(tmp_path)

    for name in ("", "teams/love/", "stations/s3/", "communities/410902001001/"):
        calendar = Calendar.from_ical((root / f"plans/{name}calendar.ics").read_bytes())
        events = calendar.walk("VEVENT")
        assert [str(one["summary"]) for one in events] == ["看望老人", "看望老人"]
        assert events[0]["dtstart"].dt.isoformat() == "2020-06-03T09:00:00+08:00"
        assert events[1]["dtstart"].dt.isoformat() == "2020-06-20"
        assert str(events[0]["location"]) == "第一网格站"
    assert "love-2020-06" in (root / "plans/feed.xml").read_text()


def figures(page: str) -> dict[str, str]:
    found = re.findall(r"<div><dt>([^<]+)</dt><dd>(.*?)</dd></div>", page)
    return {label: re.sub(r"<[^>]+>", "", value) for label, value in found}
