"""Pages of meetings, orders, funds and patrols: figures that are counted, links both ways."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest

from cms.publication.records import SCHEMA_DIR
from publisher.build import build, current_root
from publisher.inspecting.check import check
from tests.site import civic
from tests.site.records import SETTINGS, Log, case, number


class Site:
    """A log and the site that is built from it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.log = Log(home / "public.sqlite3")
        self.log.geography()

    def put(self, kind: str, record: dict, reason: str = "") -> None:
        """Publish a record that fits its schema."""
        key = record["number"]
        if kind != "case":
            schema = json.loads((SCHEMA_DIR / f"{kind}-1.json").read_text())
            jsonschema_rs.validator_for(schema).validate(record)
        self.log.collect(kind, key, record, reason)

    def build(self) -> None:
        """Catch up."""
        self.log.save()
        build(self.log.store, self.home, SETTINGS, processes=1)

    def text(self, path: str) -> str:
        """Return a page."""
        return (current_root(self.home) / path).read_text(encoding="utf-8")

    def figures(self, path: str) -> dict[str, str]:
        """Return the figures of a page by their labels."""
        found = re.findall(r"<dt>([^<]*)</dt><dd>(?:<a [^>]*>)?([^<]*)", self.text(path))
        return dict(found)


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


def test_a_meeting_and_its_cases_name_each_other_and_solved_is_counted(site):
    open_case, done = number(1), number(2)
    site.put("case", case(1, state="in_progress", closed=None))
    site.put("case", case(2))
    topics = civic.meeting("2020-0001", open_case, done, None)
    topics["topics"][2]["solved"] = "2020-07-01"
    site.put("meeting", topics)
    site.build()

    assert site.figures("meetings/2020-0001.html")["已解决"] == "2"
    assert site.figures("meetings/index.html")["已解决"] == "2"
    page = f"cases/{open_case[:4]}/{open_case[4:6]}/{open_case}.html"
    assert "meetings/2020-0001.html" in site.text(page)

    site.put("case", case(1), "办结")
    site.build()
    assert site.figures("meetings/2020-0001.html")["已解决"] == "3"
    assert site.figures("meetings/index.html")["已解决"] == "3"

    site.put("meeting", civic.meeting("2020-0001", done), "议题写错")
    site.build()
    assert "meetings/2020-0001.html" not in site.text(page)
    assert site.figures("meetings/index.html")["已解决"] == "1"
    assert [one for one in check(current_root(site.home)) if one.rule != "orphan"] == []


def test_an_organisations_record_is_counted_from_its_orders(site):
    site.put("organisation", civic.organisation("2020-0001", title="老兵快跑"))
    for serial, state in enumerate(("taken", "delivered", "rated", "rated"), 1):
        site.put("order", civic.order(f"2020-000{serial}", state, "2020-0001"))
    site.build()

    page = site.figures("organisations/2020-0001.html")
    assert (page["三单服务"], page["已送达"], page["平均星级"]) == ("4", "3", "4.0")
    listed = site.figures("orders/index.html")
    assert (listed["已接单"], listed["已送达"], listed["已评价"]) == ("4", "3", "2")
    assert "老兵快跑" in site.text("orders/organisations/2020-0001/index.html")


def test_figures_of_wishes_lead_to_the_lists_they_count(site):
    for serial, state in enumerate(("wished", "adopted", "fulfilled"), 1):
        site.put("wish", civic.wish(f"2020-000{serial}", state))
    site.build()

    page = site.text("wishes/index.html")
    assert site.figures("wishes/index.html")["已认领"] == "2"
    assert 'href="../wishes/states/adopted/index.html">2</a>' in page
    assert site.text("wishes/states/adopted/index.html").count("<h2><a ") == 2
    assert "王*" in site.text("wishes/2020-0001.html")


def test_a_fund_shows_what_is_left_after_each_entry(site):
    flows = (("2020-06-01", "in", 1200), ("2020-06-02", "out", 200), ("2020-06-03", "out", 999))
    site.put("fund", civic.fund("2020-0001", *flows))
    site.build()

    text = site.text("funds/2020-0001.html")
    assert re.findall(r">([\d,]+)</td></tr>", text) == ["1,200", "1,000", "1"]
    assert site.figures("funds/2020-0001.html")["结存"] == "1"


def test_each_sum_leads_to_the_records_that_add_to_it(site):
    rows = [[("signs", 30)], [("signs", 12), ("rubbish_t", 5)], [("rubbish_t", 2)]]
    for serial, results in enumerate(rows, 1):
        found = [{"measure": measure, "count": count} for measure, count in results]
        whistle = civic.shared(f"2020-000{serial}", whistle="daily", called=[], results=found)
        site.put("whistle", whistle)
    site.build()

    assert 'href="../whistles/sums/signs/index.html">42</a>' in site.text("whistles/index.html")
    listed = site.text("whistles/sums/signs/index.html")
    assert listed.count("<h2><a ") == 2
    assert '<a href="#lines">42</a>' in listed
    assert "whistles/sums/signs/index.html" in site.text("whistles/2020-0001.html")
    assert [one for one in check(current_root(site.home)) if one.rule != "orphan"] == []

    site.put("whistle", civic.shared("2020-0001", whistle="daily", called=[], results=[]), "更正")
    site.build()
    assert site.text("whistles/sums/signs/index.html").count("<h2><a ") == 1


def test_days_without_a_patrol_report_are_told(site):
    for serial, day in enumerate((1, 2, 4), 1):
        site.put("patrol", civic.patrol(f"2020-000{serial}", date=f"2020-06-0{day}"))
    site.build()

    assert "2020-06-03</td>" in site.text("patrols/months/2020-06/index.html")
    assert site.figures("patrols/index.html")["零报告"] == "3"
