"""The log on PostgreSQL: no gaps and no late arrivals with several writers at once."""

import subprocess
import sys

import psycopg
import pytest

from tests.postgres.conftest import ROOT

WRITERS, CASES = 3, 15


WRITE = """
from tests import factories
from django.db import transaction
for _ in range(%d):
    with transaction.atomic():
        factories.publish(factories.case())
"""


def test_concurrent_writers_leave_no_gap_and_a_reader_misses_nothing(home):
    shell = [sys.executable, "-m", "cms", "shell", "-v0", "-c"]
    writers = [
        subprocess.Popen([*shell, WRITE % CASES], cwd=ROOT, env=home) for _ in range(WRITERS)
    ]

    seen: list[int] = []
    with psycopg.connect(home["DATABASE_URL"], autocommit=True) as reader:
        while any(writer.poll() is None for writer in writers) or len(seen) < _count(reader):
            rows = reader.execute(
                "select seq from publication_logentry where seq > %s order by seq",
                [seen[-1] if seen else 0],
            )
            seen += [row[0] for row in rows]

    assert [writer.returncode for writer in writers] == [0] * WRITERS
    assert seen == list(range(1, WRITERS * CASES + 1))


def _count(reader: psycopg.Connection) -> int:
    row = reader.execute("select count(*) from publication_logentry").fetchone()
    return row[0] if row else 0


PUBLISH_AND_WITHDRAW = """
from cms.publication.door import actions
from tests import factories
case = factories.publish(factories.case())
factories.publish(factories.case())
actions.withdraw(case, reason="涉及他人隐私")
"""
REFUSED = [
    "update publication_logentry set sha256 = 'x'",
    "update publication_logentry set body = null where seq = 2",
    "update publication_logentry set body = ''::bytea where seq = 1",
    "delete from publication_logentry where seq = 1",
    "truncate publication_logentry",
    "insert into publication_logentry select * from publication_logentry "
    "on conflict (seq) do update set key = 'x'",
]


def test_rows_of_the_log_cannot_be_changed_but_for_the_purge_of_a_withdrawn_text(home):
    shell = [sys.executable, "-m", "cms", "shell", "-v0", "-c"]
    subprocess.run([*shell, PUBLISH_AND_WITHDRAW], cwd=ROOT, env=home, check=True)

    with psycopg.connect(home["DATABASE_URL"], autocommit=True) as database:
        for sql in REFUSED:
            with pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
                database.execute(sql)
        database.execute("update publication_logentry set body = null where seq = 1")
        rows = database.execute(
            "select seq, body is null from publication_logentry order by seq"
        ).fetchall()
    assert rows == [(1, True), (2, False), (3, False)]
