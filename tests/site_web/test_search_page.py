"""The search page and the API say the same, and never fail."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from typing import Any, NoReturn

import jsonschema_rs
import openpyxl
import pytest
from defusedxml import ElementTree as ET
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import Client

from publisher.build import current_root
from publisher.web.app import make_app
from search.engine import EngineUnavailable
from search.engines.sqlite import SqliteEngine
from tests.site.records import number
from tests.site_web.conftest import CASES, SETTINGS, WITHDRAWN, ReadingClient

ATOM = "{http://www.w3.org/2005/Atom}"


def _total(html: str) -> int:
    found = re.search(r"<h2><b>(\d+)</b>", html)
    assert found, html
    return int(found.group(1))


def test_page_and_json_agree(client: Client) -> None:
    page = client.get("/search", query_string={"q": "路灯"})
    answer = client.get("/search.json", query_string={"q": "路灯"}).json

    assert answer and _total(page.text) == answer["total"] > 0
    for item in answer["items"]:
        assert item["url"].removeprefix("http://localhost/") in unescape(page.text)


def test_a_form_of_the_static_pages_leads_to_the_answer(client: Client) -> None:
    assert 'action="search.html"' in client.get("/index.html").text
    query = {"q": "电梯"}
    assert client.get("/search.html").status_code == 200

    answer = client.get("/search.html", query_string=query, follow_redirects=True)

    assert answer.request.path == "/search"
    assert answer.text == client.get("/search", query_string=query).text


def test_every_facet_count_agrees_with_the_list_behind_it(client: Client) -> None:
    page = client.get("/search", query_string={"q": "路灯"}).text
    links = re.findall(
        r'<li><a href="(search\?[^"]+)"[^>]*>(?:<time>|<span>).*?<span class="n">(\d+)</span>', page
    )

    assert len(links) > 8
    for link, count in links:
        assert _total(client.get("/" + unescape(link)).text) == int(count), link


def test_filter_in_force_can_be_taken_off(client: Client) -> None:
    page = client.get("/search", query_string={"q": "路灯 state:done 2020-03..2020-05"}).text

    chips = re.findall(r'<li><a href="(search\?[^"]+)"><span class="unseen">', page)
    totals = [_total(client.get("/" + unescape(chip)).text) for chip in chips]
    assert len(chips) == 2
    assert min(totals) > _total(page)


def test_json_is_as_its_description_says(client: Client) -> None:
    description = client.get("/openapi.json").json
    answer = client.get("/search.json", query_string={"q": "路灯", "size": 3}).json

    schema = {"$ref": "#/components/schemas/Results", "components": description["components"]}
    jsonschema_rs.validate(schema, answer)


def test_every_address_answers_what_its_description_says(client: Client) -> None:
    description = client.get("/openapi.json").json
    error = {"$ref": "#/components/schemas/Error", "components": description["components"]}

    for path, methods in description["paths"].items():
        fine = client.get(path, query_string={"q": "路灯", "number": number(1)})
        assert fine.status_code == 200, path
        assert fine.mimetype in methods["get"]["responses"]["200"]["content"], path
        wrong = client.get(path, query_string={"q": '"路灯'})
        if path not in {"/suggest.json", "/similar.json"}:  # any text is fine for these
            assert wrong.status_code == 400, path
            jsonschema_rs.validate(error, wrong.json)


def test_following_next_gives_every_hit_once(client: Client) -> None:
    numbers: list[str] = []
    link: str | None = "/search.json?q=kind:case&size=4"
    while link:
        answer: Any = client.get(link).json
        numbers += [item["number"] for item in answer["items"]]
        link = answer["next"]

    assert len(numbers) == len(set(numbers)) == CASES


def test_matches_are_marked_and_texts_escaped(client: Client) -> None:
    page = client.get("/search", query_string={"q": "路灯"}).text

    assert "<mark>路灯</mark>" in page
    assert "<1>" not in page


@pytest.mark.parametrize(
    ("query", "at"), [('电梯 "没关', '"'), ("电梯 受理:2020-99", "2"), ("状态:", "␣")]
)
def test_query_that_makes_no_sense_is_shown_where(client: Client, query: str, at: str) -> None:
    page = client.get("/search", query_string={"q": query})
    answer = client.get("/search.json", query_string={"q": query})

    assert (page.status_code, answer.status_code) == (400, 400)
    assert f"<mark>{at}</mark>" in unescape(page.text)
    assert answer.json and answer.json["error"]["position"] >= 3


@pytest.mark.parametrize("wrong", ["page=0", "page=x", "page=99999999999", "sort=best", "size=101"])
def test_parameter_that_cannot_be_used_is_named(client: Client, wrong: str) -> None:
    assert client.get(f"/search?q=a&{wrong}").status_code == 400
    assert (
        wrong.partition("=")[0] in client.get(f"/search.json?q=a&{wrong}").json["error"]["message"]
    )


def test_page_past_the_end_shows_the_last_one(client: Client) -> None:
    page = client.get("/search", query_string={"q": "路灯", "page": "999999"})

    assert page.status_code == 200
    assert "<h3>" in page.text


def test_csv_has_all_rows_the_count_and_no_formula(client: Client) -> None:
    answer = client.get("/search.csv", query_string={"q": "kind:case"})

    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == CASES + 1
    assert {row[1] for row in rows[1:]} == {str(CASES)} == {answer.headers["X-Total-Count"]}
    assert any("'=1+1 电梯停运三天" in row for row in rows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@"))]


def test_json_lines_begin_with_the_count(client: Client) -> None:
    lines = client.get("/search.jsonl", query_string={"q": "kind:case"}).text.splitlines()

    assert json.loads(lines[0]) == {"query": "kind:case", "total": CASES}
    assert len(lines) == CASES + 1


def test_workbook_has_all_rows_and_no_formula(client: Client) -> None:
    answer = client.get("/search.xlsx", query_string={"q": "kind:case"})

    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    about, sheet = book.worksheets
    assert about["B2"].value == CASES
    assert sheet.max_row == CASES + 1
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr"}


def test_slow_readers_of_downloads_leave_the_pages_to_others(client: Client) -> None:
    slow = [client.get("/search.csv", buffered=False) for _ in range(3)]
    assert client.head("/search.csv").status_code == 503
    refused = client.get("/search.xlsx")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "60")
    assert "下载" in refused.json["error"]["message"]
    assert client.get("/search?q=路灯").status_code == 200

    for answer in slow:
        answer.close()

    for _ in range(4):
        assert client.head("/search.csv").status_code == 200
        assert client.get("/search.csv?q=state:").status_code == 400
    assert client.get("/search.xlsx").status_code == 200


def test_query_is_a_feed_in_both_formats(client: Client) -> None:
    atom = ET.fromstring(client.get("/search.atom", query_string={"q": "电梯"}).data)
    feed = client.get("/search.feed.json", query_string={"q": "电梯"}).json

    titles = [entry.findtext(f"{ATOM}title") for entry in atom.iter(f"{ATOM}entry")]
    assert titles == [item["title"] for item in feed["items"]] == ["=1+1 电梯停运三天"]
    assert atom.findtext(f"{ATOM}id") and atom.findtext(f"{ATOM}updated")


def test_withdrawn_case_leaves_the_feeds_it_was_in_with_a_tombstone(client: Client) -> None:
    def stones(query: str) -> tuple[list[Any], list[Any]]:
        atom = ET.fromstring(client.get("/search.atom", query_string={"q": query}).data)
        feed: Any = client.get("/search.feed.json", query_string={"q": query}).json
        deleted = atom.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
        return deleted, [item for item in feed["items"] if "_withdrawn" in item]

    atom, json_feed = stones("撤回的秘密")
    assert [stone.get("ref") for stone in atom] == [stone["id"] for stone in json_feed]
    assert atom[0].get("ref").endswith(f"{number(WITHDRAWN)}.html")
    assert atom[0].get("when").endswith("+08:00")
    assert json_feed[0]["_withdrawn"]["reason"] == "含个人信息"
    assert "要撤回" not in json.dumps(json_feed, ensure_ascii=False)
    assert stones("电梯") == ([], [])
    assert len(stones("kind:case")[0]) == 1


def test_typing_error_is_mended_and_said_on_page_and_json(client: Client) -> None:
    answer: Any = client.get("/search.json", query_string={"q": "点梯停运"}).json
    page = client.get("/search", query_string={"q": "点梯停运"}).text

    assert answer["corrected"] == "电梯停运"
    assert [item["title"] for item in answer["items"]] == ["=1+1 电梯停运三天"]
    assert "<b>电梯停运</b>" in page


def test_case_page_leads_to_cases_like_it(client: Client) -> None:
    page = unescape(client.get(f"/cases/2020/06/{number(1)}.html").text)
    link = re.search(r'href="[./]*(search\?similar=[^"]+)"', page)
    assert link

    similar = client.get("/" + link.group(1))
    items: Any = client.get("/similar.json", query_string={"number": number(1)}).json["items"]

    assert similar.status_code == 200
    assert items and items[0]["url"].rpartition("/")[2] in similar.text
    assert number(1) not in [item["number"] for item in items]
    assert client.get("/search?similar=200001-000000").status_code == 404


def test_suggestions_begin_as_typed(client: Client) -> None:
    answer: Any = client.get("/suggest.json", query_string={"q": "路灯"}).json

    assert answer["suggestions"]


def test_withdrawn_case_is_found_nowhere(client: Client) -> None:
    for path in ("search.json", "search.csv", "search.jsonl", "search.atom", "search.feed.json"):
        assert "要撤回" not in client.get(f"/{path}", query_string={"q": "kind:case 秘密"}).text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"q": "路" * 10_000}, 400),
        ({"q": "(" * 400}, 200),
        ({"q": "*" * 400}, 200),
        ({"q": "路灯 " * 60}, 400),
        ({"q": "受理:2020-02-30"}, 400),
        ({"q": "天气:晴"}, 200),
        ({"q": "社区:没有的"}, 200),
        ({"q": "路灯", "page": "999999"}, 200),
    ],
)
def test_bad_input_is_answered_or_refused_clearly(
    client: Client, asked: dict[str, str], status: int
) -> None:
    answer: Any = client.get("/search.json", query_string=asked)

    assert answer.status_code == status
    assert status == 200 or answer.json["error"]["message"]
    assert client.get("/search", query_string=asked).status_code == status


class _AwayEngine:
    """An engine whose server does not answer."""

    name = "away"

    def _away(self, *_: object, **__: object) -> NoReturn:
        raise EngineUnavailable("connection refused")

    cursor = apply = search = scroll = suggest = similar = document = health = _away


def test_search_away_is_said_plainly_and_pages_stay(home: Any) -> None:
    client = ReadingClient(make_app(lambda: current_root(home), _AwayEngine(), SETTINGS))  # type: ignore[arg-type]

    for path in ("/search?q=a", "/search.json?q=a", "/search.csv?q=a", "/search.atom?q=a"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert "connection refused" not in answer.text
    assert client.get("/").status_code == client.get("/healthz").status_code == 200


@given(query=st.text(max_size=60), raw=st.binary(max_size=30))
def test_any_query_gets_an_answer_or_a_clear_400(
    home: Any, engine: SqliteEngine, query: str, raw: bytes
) -> None:
    client = ReadingClient(make_app(lambda: current_root(home), engine, SETTINGS))
    given_text = query.encode("utf-8", "replace").decode()

    for path in ("/search", "/search.json"):
        assert client.get(path, query_string={"q": given_text}).status_code in {200, 400}
        odd = {"QUERY_STRING": "q=" + raw.decode("latin-1")}
        assert client.get(path, environ_overrides=odd).status_code in {200, 400}


def test_unknown_value_is_said_with_links_to_the_nearest(client: Client) -> None:
    asked = {"q": "状态:办结了"}
    page = client.get("/search", query_string=asked)
    answer = client.get("/search.json", query_string=asked).json

    assert answer and answer["unknown"][0]["nearest"][0] == "已办结"
    assert answer["unknown"][0]["message"] in unescape(page.text)
    assert ">状态:已办结</a>" in page.text


def test_number_of_two_records_shows_the_kind_of_each(client: Client) -> None:
    page = client.get("/search", query_string={"q": number(1)})

    assert _total(page.text) == 2  # a case and an activity
    assert page.text.count(f'<span class="n">{number(1)}</span>') == 2
    assert "<span>活动</span>" in page.text
