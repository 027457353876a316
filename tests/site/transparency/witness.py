"""A witness as c2sp.org/tlog-witness asks it: keeps the last checkpoint, cosigns what continues it.

It checks proofs by the algorithm of RFC 9162 (2.1.4.2), which is not the one that makes them.
"""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from publisher.transparency.checkpoints import open_checkpoint
from publisher.transparency.cosignatures import signed_text
from publisher.transparency.notes import COSIGNATURE, NoteFault, Verifier


class Witness:
    """Knows one log by its key; ``asked`` holds the old sizes it was asked with."""

    def __init__(self, log: Verifier, name: str = "witness.example/w1") -> None:
        self._secret = Ed25519PrivateKey.generate()
        self.key = Verifier(name, self._secret.public_key().public_bytes_raw(), COSIGNATURE)
        self.log = log
        self.size, self.root = 0, b""
        self.asked: list[int] = []
        self.url = ""

    @property
    def setting(self) -> str:
        """What LOG_WITNESSES says of it."""
        return f"{self.key} {self.url}"

    def answer(self, body: bytes) -> tuple[int, str, bytes]:
        """Return status, media type and body of the answer to a request."""
        head, _, note = body.partition(b"\n\n")
        first, *proof = head.decode().split("\n")
        old = int(first.removeprefix("old "))
        self.asked.append(old)
        try:
            checkpoint = open_checkpoint(note, self.log)
        except NoteFault:
            return 403, "text/plain", b"no signature that I know\n"
        if old != self.size:
            return 409, "text/x.tlog.size", f"{self.size}\n".encode()
        hashes = [base64.b64decode(line, validate=True) for line in proof]
        if not continues(self.size, self.root, checkpoint.size, checkpoint.root, hashes):
            return 422, "text/plain", b"not what I saw\n"
        self.size, self.root = checkpoint.size, checkpoint.root
        return 200, "text/plain", self._line(note.decode().rpartition("\n\n")[0] + "\n")

    def _line(self, text: str) -> bytes:
        now = int(time.time())
        raw = self.key.key_hash + now.to_bytes(8) + self._secret.sign(signed_text(text, now))
        return f"\u2014 {self.key.name} {base64.b64encode(raw).decode()}\n".encode()


def continues(old: int, before: bytes, size: int, root: bytes, proof: list[bytes]) -> bool:
    """Whether ``proof`` shows that the tree of ``size`` begins with that of ``old`` leaves."""
    if old == 0:
        return not proof
    if old == size:
        return not proof and before == root
    path = [before, *proof] if old & (old - 1) == 0 else list(proof)
    fn, sn = old - 1, size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    if not path:
        return False
    fr = sr = path[0]
    for one in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = _node(one, fr), _node(one, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = _node(sr, one)
        fn, sn = fn >> 1, sn >> 1
    return (fr, sr, sn) == (before, root, 0)


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@contextmanager
def served(witness: Witness) -> Iterator[Witness]:
    """Let ``witness`` answer on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, kind, body = 404, "text/plain", b""
            if self.path == "/w/add-checkpoint":
                sent = self.rfile.read(int(self.headers["Content-Length"]))
                status, kind, body = witness.answer(sent)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        witness.url = f"http://127.0.0.1:{server.server_port}/w/"
        try:
            yield witness
        finally:
            server.shutdown()
