"""PostgreSQL, the real one, with its data in a throw-away folder."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.servers import programs
from tests.servers.process import Server, account, as_user, free_port, scratch_folder

# Nothing here outlives the run, so nothing need be safe from a power cut.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def running() -> Iterator[str]:
    """Run a server for the length of a ``with`` block; give the URL of its first database.

    Raises MissingProgramError or ServerError.
    """
    user = account("postgres")
    programs_folder = programs.postgres_bin()
    with scratch_folder("postgres", user) as folder:
        port, data = free_port(), folder / "data"
        subprocess.run(
            [
                programs_folder / "initdb",
                *("--pgdata", data, "--username=postgres", "--auth=trust"),
                *("--encoding=UTF8", "--locale=C", "--no-sync"),
            ],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            **as_user(user),  # type: ignore[call-overload]
        )
        options = (*HASTE, "listen_addresses=127.0.0.1", "unix_socket_directories=", f"port={port}")
        url = f"postgres://postgres@127.0.0.1:{port}/postgres"
        server = Server(
            [programs_folder / "postgres", "-D", data, *(f"--{option}" for option in options)],
            folder=folder,
            user=user,
            ready=lambda: _answers(url),
        )
        try:
            server.start()
            yield url
        finally:
            server.stop()


@contextmanager
def new_database(server_url: str, template: str = "template1") -> Iterator[str]:
    """Make a database on the server, give its URL, and drop it at the end.

    It is a copy of the database ``template``, which is empty where none is named.
    """
    name = f"huiyinbi_{secrets.token_hex(6)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        make = sql.SQL("create database {} template {}")
        connection.execute(make.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
        finally:
            drop = sql.SQL("drop database {} with (force)").format(sql.Identifier(name))
            connection.execute(drop)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
