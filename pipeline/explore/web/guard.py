"""What stands before every answer: Host check, GET and HEAD alone, security headers, and a cache of whole answers.

A snapshot never changes, so an answer that was given once is the answer: pages are kept in memory by snapshot and URL, with an ETag.
"""

import hashlib
import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.explore.web.snapshot import SnapshotKeeper

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
CSP = "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = (
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cache-control", b"no-cache"),
)
PORT = re.compile(r":\d+$")
MAX_URL_BYTES = 8192
MAX_KEPT_ANSWER = 2 << 20
MAX_KEPT = 64 << 20
"""Bytes of answers that are kept, of one and of all."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer of status 200."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    etag: bytes


class Guard:
    """The outermost ASGI application."""

    def __init__(self, app: ASGIApp, keeper: SnapshotKeeper, hosts: tuple[str, ...] = LOOPBACK) -> None:
        """Wrap `app`; `hosts` are the names under which the server answers."""
        self.app = app
        self.keeper = keeper
        self.hosts = frozenset(host.lower() for host in hosts)
        self._kept: OrderedDict[tuple[Any, ...], Answer] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            refusal = self._refusal(scope)
            if refusal:
                await _plain(send, *refusal)
            else:
                with self.keeper.hold() as snapshot:
                    await self._answer({**scope, "state": {**scope.get("state", {}), "snapshot": snapshot}}, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = dict(scope["headers"])
        host = PORT.sub("", headers.get(b"host", b"").decode("latin-1")).lower()
        if host not in self.hosts:
            return 400, "This server answers to its own name alone (Host header)."
        if scope["method"] not in {"GET", "HEAD"}:
            return 405, "This server only reads: GET and HEAD."
        if len(scope.get("raw_path", b"") or b"") + len(scope["query_string"]) > MAX_URL_BYTES:
            return 414, "The address is too long."
        return None

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        snapshot = scope["state"]["snapshot"]
        key = (snapshot and snapshot.name, self.keeper.fault is None, scope["path"], scope["query_string"])
        kept = self._kept.get(key)
        if kept is None:
            capture = _Capture(send, is_head=scope["method"] == "HEAD")
            await self.app({**scope, "method": "GET"}, receive, capture)
            kept = capture.answer()
            if kept is None:
                return
            self._keep(key, kept)
        else:
            self._kept.move_to_end(key)
        await _send(kept, scope, send)

    def _keep(self, key: tuple[Any, ...], answer: Answer) -> None:
        if key[0] is None:
            return
        self._kept[key] = answer
        self._bytes += len(answer.body)
        while self._bytes > MAX_KEPT:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest.body)


class _Capture:
    """Takes what the application sends: keeps a small whole answer, passes everything else on."""

    def __init__(self, send: Send, *, is_head: bool) -> None:
        self.send = send
        self.is_head = is_head
        self._start: Message | None = None
        self._body = b""
        self._passes = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [pair for pair in message["headers"] if pair[0] not in _OWN]
            self._start = {**message, "headers": [*headers, *HEADERS]}
            length = int(dict(message["headers"]).get(b"content-length", b"-1"))
            self._passes = message["status"] != 200 or not 0 <= length <= MAX_KEPT_ANSWER  # noqa: PLR2004
            if self._passes:
                await self.send(self._start)
        elif not self._passes:
            self._body += message.get("body", b"")
        else:
            await self.send({**message, "body": b""} if self.is_head else message)

    def answer(self) -> Answer | None:
        """Return what was kept; None when it was passed on."""
        if self._passes or self._start is None:
            return None
        etag = f'"{hashlib.sha256(self._body).hexdigest()[:24]}"'.encode()
        return Answer([*self._start["headers"], (b"etag", etag)], self._body, etag)


_OWN = frozenset(name for name, _ in HEADERS)


async def _send(answer: Answer, scope: Scope, send: Send) -> None:
    asked = dict(scope["headers"]).get(b"if-none-match", b"")
    if answer.etag in asked:
        headers = [pair for pair in answer.headers if pair[0] not in {b"content-length", b"content-type"}]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": answer.headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else answer.body})


async def _plain(send: Send, status: int, message: str) -> None:
    body = f"{message}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), *HEADERS]
    if status == 405:  # noqa: PLR2004
        headers.append((b"allow", b"GET, HEAD"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
