"""A filled SQLite database moves to PostgreSQL with every row and the same log, or not at all."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

from publisher.build import current_root
from tests.safekeeping.installation import call, make, rows, well
from tests.servers import postgres
from tests.site.records import tree


def test_all_rows_move_the_log_stays_the_same_and_backup_and_restore_work_there_too(
    installed_database: Path, postgres_server: str, tmp_path: Path
) -> None:
    home, office = tmp_path / "home", tmp_path / "office"
    make(office, installed_database)
    shutil.copytree(office, home, symlinks=True)
    with (
        postgres.new_database(postgres_server) as url,
        postgres.new_database(postgres_server) as second,
    ):
        with closing(sqlite3.connect(home / "private.sqlite3")) as database, database:
            database.execute("update cases_case set number = number || printf('%99s', 'x')")
        refused = call(home, "move-database", DATABASE_URL=url)
        assert refused.returncode == 1 and "cases_case" in refused.stderr
        assert not _tables(url)

        report = json.loads(well(call(office, "move-database", "--json", DATABASE_URL=url)))

        here = rows(office / "private.sqlite3")
        assert report["entries"] == len(here["publication_logentry"]) == 5
        with psycopg.connect(url) as there:
            for table in ("publication_logentry", "auth_group", "cases_case", "pictures_picture"):
                found = there.execute(f"select count(*), max({_key(table)}) from {table}")
                assert found.fetchone() == (len(here[table]), max(row[0] for row in here[table]))
        with psycopg.connect(url) as there:
            (next_key,) = there.execute("select nextval('cases_case_id_seq')").fetchone() or (0,)
            assert next_key == 1 + max(row[0] for row in here["cases_case"])

        target, new = tmp_path / "backup.zip", tmp_path / "new"
        well(call(office, "backup", target, "--with-keys", DATABASE_URL=url))
        for more in ((), ("--replace",)):
            told = well(call(new, "restore", target, "--json", *more, DATABASE_URL=second))
            assert json.loads(told)["root"] == report["root"]
            assert tree(current_root(new)) == tree(current_root(office))
            assert sorted(_tables(second)) == sorted(_tables(url))


def _key(table: str) -> str:
    return "seq" if table == "publication_logentry" else "id"


def _tables(url: str) -> list[str]:
    with psycopg.connect(url) as there:
        sql = "select tablename from pg_tables where schemaname = 'public'"
        return [name for (name,) in there.execute(sql)]
