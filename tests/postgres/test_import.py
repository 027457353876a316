"""An import on PostgreSQL: keys are taken ahead there too, and a second run changes nothing."""

import json
import subprocess
import sys

import psycopg

from tests.cms.cases.test_imports import ledger, row
from tests.postgres.conftest import ROOT


def test_a_ledger_is_published_once_and_later_cases_get_keys_of_their_own(home, tmp_path):
    def run(*words: str) -> dict[str, object]:
        command = [sys.executable, "-m", "cms", *words]
        done = subprocess.run(command, cwd=ROOT, env=home, capture_output=True, check=True)
        return json.loads(done.stdout)

    steps = "2020-06-03 【物业】已派单\n2020-06-05 已办结"
    first = ledger(tmp_path / "a.xlsx", *(row(number, 进展情况=steps) for number in (1, 2, 3)))
    more = ledger(tmp_path / "b.xlsx", *(row(number, 进展情况=steps) for number in (1, 2, 3, 4)))

    reports = [run("import", "ledger", str(path), "--publish", "--json") for path in (first, more)]

    assert [(each["created"], each["unchanged"]) for each in reports] == [(3, 0), (1, 3)]
    with psycopg.connect(home["DATABASE_URL"]) as database:
        cases = database.execute(
            "select c.publication, r.object_id = c.id::text, count(p.id) from cases_case c "
            "join wagtailcore_revision r on r.id = c.live_revision_id "
            "join cases_progress p on p.case_id = c.id group by c.id, r.object_id"
        ).fetchall()
        new = database.execute("select nextval(pg_get_serial_sequence('cases_case', 'id'))")
        assert new.fetchone() == (5,)
    assert cases == [("public", True, 2)] * 4
