"""What ``huiyinbi build`` says to people: each report in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.translating import gettext_noop
from publisher.kinds.registry import KINDS

_KINDS = {
    "area": gettext_noop("area"),
    "case": gettext_noop("case"),
    "category": gettext_noop("category"),
    **{kind.name: kind.label for kind in KINDS.values()},
}
_SHOWN = 12  # of a long list; --json has all of it


def told(report: dict[str, Any]) -> Iterator[str]:
    """Yield the lines that say what ``report`` says."""
    if report["what"] == "check":
        yield from (f"{one['path']}: {one['text']}" for one in report["problems"])
        yield _("%(n)d problems found.") % {"n": len(report["problems"])}
    elif report["what"] == "explain":
        yield from _explained(report)
    else:
        yield from _built(report)


def _built(report: dict[str, Any]) -> Iterator[str]:
    done = report["site"]
    yield _("%(written)d pages written, %(removed)d removed, up to entry %(seq)d. %(s)s s") % {
        "written": done["pages_written"],
        "removed": done["pages_removed"],
        "seq": done["seq_to"],
        "s": round(done["seconds"], 2),
    }
    if done["index_files"]:
        yield _("The search index for browsers was made anew, with more files: %(n)d.") % {
            "n": done["index_files"]
        }
    if report["search_error"]:
        yield _("Search is away and will catch up later: %(search_error)s") % report
    if sent := report.get("sync"):
        yield (
            _("%(bucket)s: %(sent)d objects sent, %(removed)d removed, %(unchanged)d unchanged.")
            % sent
        )


def _explained(report: dict[str, Any]) -> Iterator[str]:
    if not report["known"]:
        yield _("%(path)s: the site has no such page.") % report
        return
    yield _("%(path)s was last written for log entry %(seq)d.") % report
    yield f"SHA-256 {report['sha256']}"
    lines = [
        _("%(kind)s %(key)s, version %(version)d, log entry %(seq)d")
        % {**source, "kind": _(_KINDS.get(source["kind"], source["kind"]))}
        for source in report["records"]
    ]
    yield from _listed(_("It shows these records:"), lines)
    yield from _listed(_("It prints the counts of these lists:"), report["aggregates"])
    if not lines and not report["aggregates"]:
        yield _("It depends on no record, only on the settings and the templates.")


def _listed(heading: str, lines: list[str]) -> Iterator[str]:
    if not lines:
        return
    yield heading
    yield from (f"  {line}" for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield "  " + _("and %(n)d more; --json lists all") % {"n": len(lines) - _SHOWN}
