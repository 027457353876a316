"""Elasticsearch, the real one: open on loopback, or with TLS, users and roles."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import shutil
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.servers import certificates, programs
from tests.servers.process import Server, account, as_user, free_port, give, scratch_folder

ROLES = Path(__file__).with_name("roles.yml")
ROLES_OF = {"admin": "superuser", "indexer": "huiyinbi_indexer", "reader": "huiyinbi_reader"}
# The fast compiler alone: a test server lives for seconds, most of which are its start.
BRIEF_LIFE = "-XX:TieredStopAtLevel=1"

SETTINGS = {
    "cluster.name": "huiyinbi-test",
    "network.host": "127.0.0.1",
    "discovery.type": "single-node",
    "cluster.routing.allocation.disk.threshold_enabled": False,
}


@dataclass(frozen=True)
class Elasticsearch:
    """A running Elasticsearch.

    ``passwords`` maps the users admin, indexer and reader to their passwords; it is empty, and
    ``ca_file`` None, when security is off. ``server`` can be stopped and started; it is None
    for a server from outside.
    """

    url: str
    ca_file: Path | None = None
    passwords: Mapping[str, str] = field(default_factory=dict)
    server: Server | None = None

    def url_of(self, user: str) -> str:
        """Return the URL with the user's name and password in it."""
        return self.url.replace("://", f"://{user}:{self.passwords[user]}@", 1)

    def request(self, method: str, path: str, body: Any = None, *, user: str = "admin") -> Any:
        """Send one request and return its JSON; raises urllib.error.HTTPError."""
        request = urllib.request.Request(f"{self.url}/{path.lstrip('/')}", method=method)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        if self.passwords:
            pair = f"{user}:{self.passwords[user]}".encode()
            request.add_header("Authorization", "Basic " + base64.b64encode(pair).decode())
        trust = ssl.create_default_context(cafile=self.ca_file) if self.ca_file else None
        with urllib.request.urlopen(request, timeout=30, context=trust) as answer:
            return json.load(answer)

    def is_ready(self) -> bool:
        """Say whether the cluster answers; this distribution has no ``GET /`` to ask."""
        try:
            return bool(self.request("GET", "_cluster/health")["status"] != "red")
        except (OSError, urllib.error.URLError):
            return False


@contextmanager
def running(
    *, secure: bool = False, heap: str = "1g", java_options: str = BRIEF_LIFE
) -> Iterator[Elasticsearch]:
    """Run a server of our own for the length of a ``with`` block.

    With ``secure``, HTTPS by a throw-away authority, and the roles of ``roles.yml``. Raises
    MissingProgramError when the program is not to be had, ServerError when it does not start.
    """
    user = account()
    home, java = programs.elasticsearch_home(), programs.java_home()
    with scratch_folder("elasticsearch", user) as folder:
        config, port = folder / "config", free_port()
        shutil.copytree(home / "config", config)
        # Apart from the configuration, which the server forbids its own code to write to.
        (folder / "tmp").mkdir()
        settings = {**SETTINGS, "http.port": port, "transport.port": free_port()}
        settings |= {"path.data": str(folder / "data"), "path.logs": str(folder / "logs")}
        passwords: dict[str, str] = {}
        if secure:
            settings |= _secure_settings(config)
            passwords = _write_users(config)
        else:
            settings["xpack.security.enabled"] = False
        _write_settings(config / "elasticsearch.yml", settings)
        give(folder, user)
        node = Elasticsearch(
            url=f"{'https' if secure else 'http'}://127.0.0.1:{port}",
            ca_file=config / "ca.pem" if secure else None,
            passwords=passwords,
            server=Server(
                [_reachable(home, folder, user) / "bin" / "elasticsearch"],
                folder=folder,
                user=user,
                ready=lambda: node.is_ready(),  # noqa: PLW0108  (node is made by this call)
                environ={
                    "ES_JAVA_HOME": str(java),
                    "ES_JAVA_OPTS": f"-Xms{heap} -Xmx{heap} {java_options}",
                    "ES_PATH_CONF": str(config),
                    "ES_TMPDIR": str(folder / "tmp"),
                    # The launcher needs little; most of its time would go to compiling itself.
                    "CLI_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                },
            ),
        )
        assert node.server is not None
        try:
            node.server.start()
            yield node
        finally:
            node.server.stop()


def _reachable(home: Path, folder: Path, user: str | None) -> Path:
    """Return ``home``, or a copy of it when ``user`` may not read where the checkout lies."""
    if user is None:
        return home
    may_read = subprocess.run(
        ["test", "-x", str(home / "bin" / "elasticsearch")],
        check=False,
        **as_user(user),  # type: ignore[call-overload]
    )
    if may_read.returncode == 0:
        return home
    copy = folder / home.name
    shutil.copytree(home, copy)
    give(copy, user)
    return copy


def _write_settings(path: Path, settings: Mapping[str, object]) -> None:
    """Write flat YAML; JSON values are YAML values."""
    lines = [f"{name}: {json.dumps(value)}\n" for name, value in settings.items()]
    path.write_text("".join(lines), encoding="utf-8")


def _secure_settings(config: Path) -> dict[str, object]:
    certificates.write(config)
    return {
        "xpack.security.enabled": True,
        "xpack.security.enrollment.enabled": False,
        "xpack.security.http.ssl.enabled": True,
        "xpack.security.http.ssl.key": "server.key",
        "xpack.security.http.ssl.certificate": "server.pem",
    }


def _write_users(config: Path) -> dict[str, str]:
    """Write the file realm's users and roles; return each user's password.

    The files are written here instead of by ``elasticsearch-users``, which takes a Java start
    a user.
    """
    passwords = {name: secrets.token_urlsafe(12) for name in ROLES_OF}
    users = [f"{name}:{_pbkdf2(password)}\n" for name, password in passwords.items()]
    roles = [f"{role}:{name}\n" for name, role in ROLES_OF.items()]
    (config / "users").write_text("".join(users), encoding="utf-8")
    (config / "users_roles").write_text("".join(roles), encoding="utf-8")
    shutil.copyfile(ROLES, config / "roles.yml")
    return passwords


def _pbkdf2(password: str, cost: int = 1000) -> str:
    """Return the hash as Elasticsearch writes it: ``{PBKDF2}COST$SALT$HASH``."""
    salt = secrets.token_bytes(32)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, cost, dklen=32)
    parts = (base64.b64encode(part).decode() for part in (salt, digest))
    return f"{{PBKDF2}}{cost}$" + "$".join(parts)
