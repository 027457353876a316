"""Records of teams and their services."""

from __future__ import annotations

from typing import Any


def team(slug: str = "love", **fields: Any) -> dict[str, Any]:
    """Return the record of a team."""
    return {
        "slug": slug, "title": "爱心联盟", "area": "410902001001", "lead": "", "order": 1,
        "body_html": "<p>做好事。</p>", "members": 120, "stations": ["第一网格站"], **fields,
    }  # fmt: skip


def service(serial: int, **fields: Any) -> dict[str, Any]:
    """Return the record of a service of June 2020."""
    return {
        "number": f"202006-{serial:06d}", "title": f"第{serial}次探望", "team": "love",
        "kind": "elder_visit", "area": "410902001001", "date": "2020-06-03", "people": 3,
        "minutes": 150, "credit_minutes": 100, "honour_minutes": 50, "names": ["张**"], **fields,
    }  # fmt: skip


def plan(team: str = "love", month: str = "2020-06", **fields: Any) -> dict[str, Any]:
    """Return the record of a team's plan of a month: two visits on days, and one patrol."""
    items = [planned(f"{month}-03", begins="09:00", ends="11:00"), planned(f"{month}-20")]
    nowhere = {"station": "", "station_key": ""}
    items.append(planned(None, kind="patrol", what="夜间巡逻", times=4, **nowhere))
    return {
        "title": f"{team} {month} 志愿服务计划", "team": team, "month": month,
        "date": f"{month}-01", "area": "410902001001", "text": "", "items": items, **fields,
    }  # fmt: skip


def planned(day: str | None, **fields: Any) -> dict[str, Any]:
    """Return one line of a plan."""
    return {
        "kind": "elder_visit", "what": "看望老人", "day": day, "begins": None, "ends": None,
        "times": 1, "people": 5, "station": "第一网格站", "station_key": "s3", **fields,
    }  # fmt: skip


def certificate(key: str, team: str, **fields: Any) -> dict[str, Any]:
    """Return a certificate of service."""
    base = {
        "number": key,
        "name": "李*",
        "team": team,
        "area": "410902001001",
        "first": "2020-05-01",
        "last": "2020-06-01",
        "services": 2,
        "minutes": 120,
        "credit_minutes": 120,
        "honour_minutes": 0,
        "issued": "2020-06-02",
        "proof": "0" * 64,
    }
    return {**base, **fields}
