"""Content streams to operators (PDF 32000-1, 7.8.2): what pdfminer.six does with a state machine, in one regular expression.

Half of pdfminer's time goes into its tokens. Whatever is rare (inline images, procedures) is left to pdfminer itself: a stream is read into
tokens before any of it is executed, so that the whole stream can be handed over.
"""

import functools
import re
from collections.abc import Callable
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import KWD, LIT

TOKEN = re.compile(
    rb"""[\x00\s]*+(?:
    (?P<number>[-+]?(?:\d++(?:\.\d*+)?|\.\d++))
    | (?P<hex><[0-9A-Fa-f\s]*+>)
    | (?P<text>\((?:[^()\\]++|\\[\s\S])*+\))
    | (?P<operator>[A-Za-z][^\#/%\[\]()<>{}\s]*+|['"])
    | (?P<name>/[^/%\[\]()<>{}\s]*+)
    | (?P<mark><<|>>|\[|\]|\(|<|\{|\})
    | (?P<skipped>%[^\r\n]*+|.|\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
NUMBER, HEX, TEXT, OPERATOR, NAME, MARK = range(1, 7)
BLANKS = b" \t\n\r\x0b\x0c"
ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"\r\n": b"", b"\n": b"", b"\r": b""}
PARENTHESIS = re.compile(rb"\\[\s\S]|[()]")
NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{1,2})|#")
MAX_BYTES = 4_000_000  # a longer stream is read by pdfminer, token by token: as a list it would take a hundred megabytes
INLINE_IMAGE = b"BI"


class UnreadError(Exception):
    """The stream holds something that is left to pdfminer."""


class Operator:
    """An operator: which method of the interpreter it calls, with how many operands."""

    __slots__ = ("method", "n_operands")

    def __init__(self, method: str, n_operands: int) -> None:
        self.method = method
        self.n_operands = n_operands


class ContentInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter with tokens of our own and without the graphics state of shown text, which nobody reads."""

    def execute(self, streams: Any) -> None:
        """Execute content streams, each at most once within itself."""
        contents = [
            stream for stream in map(stream_value, streams) if stream.objid is not None and stream.objid not in self.parent_stream_ids
        ]
        self.stream_ids.clear()
        self.stream_ids.update(stream.objid for stream in contents if stream.objid is not None)
        data = b"\n".join(stream.get_data() for stream in contents)
        try:
            tokens = read_tokens(data)
        except UnreadError:
            super().execute(streams)
            return
        self._run(tokens)

    def _run(self, tokens: list[Any]) -> None:
        for token in tokens:
            if token.__class__ is not Operator:
                self.argstack.append(token)
                continue
            operate = getattr(self, token.method)
            wanted = token.n_operands
            if not wanted:
                operate()
                continue
            operands = self.argstack[-wanted:]
            del self.argstack[-wanted:]
            if len(operands) == wanted:
                operate(*operands)

    def do_TJ(self, seq: Any) -> None:  # noqa: N802 - pdfminer's name for the operator
        """Show text."""
        if self.textstate.font is not None:
            self.device.render_string(self.textstate, seq, self.graphicstate.ncs, self.graphicstate)


def read_tokens(data: bytes) -> list[Any]:
    r"""Return the operands and operators of a content stream; operators that the interpreter does not know are left out.

    Raises:
        UnreadError: when the stream holds an inline image or a procedure, or is too long.

    >>> read_tokens(rb"[(a\)) -5 <41>] /F1 .5")
    [[b'a)', -5, b'A'], /'F1', 0.5]
    """
    if len(data) > MAX_BYTES:
        raise UnreadError
    return _Reader(data).read()


class _Reader:
    """Tokens in nested arrays and dictionaries."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.objects: list[Any] = []
        self.outer: list[tuple[bytes, list[Any]]] = []
        """What is still open: `[` or `<<`, and the objects before it."""

    def read(self) -> list[Any]:
        """Return the objects of the outermost level; what stands in an array that is never closed is lost, as with pdfminer."""
        position, size = 0, len(self.data)
        match = TOKEN.match
        while position < size:
            token = match(self.data, position)
            if token is None:
                break
            position = token.end()
            kind = token.lastindex or 0
            if kind in OPERANDS:
                self.objects.append(OPERANDS[kind](token[kind]))
            elif kind == OPERATOR:
                self._add_operator(token[OPERATOR])
            elif kind == MARK:
                position = self._mark(token[MARK], position)
        return self.outer[0][1] if self.outer else self.objects

    def _add_operator(self, name: bytes) -> None:
        if name == INLINE_IMAGE:
            raise UnreadError
        if name in (b"true", b"false"):
            self.objects.append(name == b"true")
        elif self.outer:
            self.objects.append(KWD(name))
        else:
            operator = _operator(name)
            if operator is not None:
                self.objects.append(operator)

    def _mark(self, mark: bytes, position: int) -> int:
        """Open or close an array or dictionary, or read a string with parentheses inside; return where reading goes on."""
        if mark in (b"[", b"<<"):
            self.outer.append((mark, self.objects))
            self.objects = []
        elif mark in (b"]", b">>"):
            self._close(b"[" if mark == b"]" else b"<<")
        elif mark == b"(":
            end = _string_end(self.data, position)
            self.objects.append(_text(self.data[position : end - 1]))
            return end
        else:
            raise UnreadError
        return position

    def _close(self, mark: bytes) -> None:
        if not self.outer or self.outer[-1][0] != mark:
            return
        inside = self.objects
        _, self.objects = self.outer.pop()
        if mark == b"<<":
            keys = (getattr(key, "name", key) for key in inside[::2])
            self.objects.append(dict(zip(keys, inside[1::2], strict=False)))
        else:
            self.objects.append(inside)


@functools.lru_cache(maxsize=1024)
def _operator(name: bytes) -> Operator | None:
    method = "do_" + name.decode("latin-1").replace("*", "_a").replace('"', "_w").replace("'", "_q")
    function = getattr(ContentInterpreter, method, None)
    return Operator(method, function.__code__.co_argcount - 1) if function else None


def _number(token: bytes) -> float:
    return float(token) if b"." in token else int(token)


def _hex(token: bytes) -> bytes:
    digits = token[1:-1].translate(None, BLANKS)
    if len(digits) % 2:
        return bytes.fromhex(digits[:-1].decode()) + bytes((int(digits[-1:], 16),))
    return bytes.fromhex(digits.decode())


def _string(token: bytes) -> bytes:
    return _text(token[1:-1])


def _text(raw: bytes) -> bytes:
    return ESCAPE.sub(_unescaped, raw) if b"\\" in raw else raw


def _unescaped(escape: re.Match[bytes]) -> bytes:
    octal, char = escape.groups()
    return bytes((int(octal, 8) & 0xFF,)) if octal else ESCAPED.get(char, char)


def _string_end(data: bytes, position: int) -> int:
    """Return the position behind the parenthesis that closes a string; an open string makes the stream unreadable here."""
    depth = 1
    for mark in PARENTHESIS.finditer(data, position):
        depth += {b"(": 1, b")": -1}.get(mark[0], 0)
        if depth == 0:
            return mark.end()
    raise UnreadError


@functools.lru_cache(maxsize=4096)
def _name(token: bytes) -> Any:
    raw = NAME_ESCAPE.sub(lambda found: bytes((int(found[1], 16),)) if found[1] else b"", token[1:])
    try:
        return LIT(raw.decode())
    except UnicodeDecodeError:
        return LIT(raw)


OPERANDS: dict[int, Callable[[bytes], Any]] = {NUMBER: _number, HEX: _hex, TEXT: _string, NAME: _name}
