"""A brand page's blocks go out one by one; its figures go out as questions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.brands.models import Brand
from cms.publication.errors import GateRefused, SchemaRefused
from cms.publication.models import LogEntry
from cms.publication.records import check
from tests import factories

pytestmark = pytest.mark.django_db
HOURS = {"days": ["1", "2", "3"], "opens": "08:30", "closes": "17:30"}
BLOCKS: list[tuple[str, Any]] = [
    ("text", "<p>一条<b>300米</b>长廊</p><script>x</script>"),
    ("figures", {"heading": "", "items": [{"query": "held", "kind": "lecture"}]}),
    ("sub_brands", {"heading": "", "items": [{"name": "初心·巷", "text": "长廊", "place": ""}]}),
    (
        "places",
        {
            "heading": "去哪里",
            "items": [
                {"name": "沁心书吧", "address": "", "phone": "", "text": "", "hours": [HOURS]}
            ],
        },
    ),
    ("quotes", {"heading": "", "items": [{"text": "很好", "who": "居民", "agreed": True}]}),
]


def brand(blocks: list[tuple[str, Any]], **fields: Any) -> Brand:
    raw = [{"type": name, "value": value} for name, value in blocks]
    fields = {"slug": "chuxin", "title": "初心红", "area": factories.area(), **fields}
    made = Brand(**fields, blocks=json.dumps(raw), live=False)
    made.full_clean(exclude=["latest_revision", "live_revision"])
    made.save()
    made.save_revision()
    return made


def _blocks(item: Brand) -> list[dict[str, Any]]:
    entry = LogEntry.objects.get(kind="brand", key=item.slug)
    assert entry.body
    return json.loads(bytes(entry.body))["record"]["blocks"]


def test_each_block_is_told_as_its_schema_says() -> None:
    blocks = _blocks(factories.publish(brand(BLOCKS)))
    assert blocks[0] == {"type": "text", "html": "<p>一条<b>300米</b>长廊</p>"}
    assert blocks[1]["items"] == [{"query": "held", "kind": "lecture"}]
    place = blocks[3]["items"][0]
    assert place["hours"] == [{"days": [1, 2, 3], "opens": "08:30", "closes": "17:30"}]
    assert blocks[4]["items"] == [{"text": "很好", "who": "居民"}]


def test_a_quote_without_consent_is_not_saved() -> None:
    quotes = {"heading": "", "items": [{"text": "很好", "who": "居民", "agreed": False}]}
    with pytest.raises(ValidationError):
        brand([("quotes", quotes)]).blocks.stream_block.clean(brand([("quotes", quotes)]).blocks)


def test_a_slug_that_is_the_address_of_a_list_is_refused() -> None:
    for slug in ("index", "page-2"):
        with pytest.raises(ValidationError, match="slug"):
            brand([], slug=slug)


def test_a_figure_cannot_be_typed() -> None:
    record = brand(BLOCKS).public_record()
    record["blocks"][1]["items"][0]["value"] = 8
    with pytest.raises(SchemaRefused):
        check("brand", "chuxin", record)


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        ("sub_brands", {"name": "队员13912340007", "text": "", "place": ""}),
        ("programme", {"title": "课", "when": "", "who": "13912340007", "place": ""}),
        ("partners", {"name": "店", "text": "电话13912340007"}),
        ("quotes", {"text": "打13912340007", "who": "居民", "agreed": True}),
    ],
)
def test_every_text_of_a_block_passes_the_gate(kind: str, item: dict[str, Any]) -> None:
    try:
        blocks = _blocks(factories.publish(brand([(kind, {"heading": "", "items": [item]})])))
    except GateRefused:
        return
    assert "13912340007" not in json.dumps(blocks)
