"""Text to measure speed on: as much as is wanted, none of it twice, as dense with concepts as the demo corpus it imitates."""

import functools
import random
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARK = re.compile(r"⟦([^⟦⟧|]+)(?:\|[^⟦⟧]+)?⟧")
FIELD = re.compile(r"^abstract_(?:zh|en): *")
OTHER_FIELD = re.compile(r"^(?!abstract_)[a-z_]+: ")
MIN_LINE = 30
ORDER = 3
"""Characters that choose the next one: words and phrases come out whole, sentences new."""
PARAGRAPH = 400


@functools.cache
def demo_text() -> str:
    """Return the prose of the demo corpus (lines of 30 characters or more, abstracts in both languages) without its writers' marks."""
    paths = sorted((ROOT / "corpora" / "demo" / "texts").glob("*.md"))
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    prose = [FIELD.sub("", line) for line in lines if len(line) >= MIN_LINE and line[0] not in "#-|[{" and not OTHER_FIELD.match(line)]
    return "\n".join(MARK.sub(r"\1", line) for line in prose)


def make_prose(n_bytes: int, seed: int = 0) -> str:
    """Return about `n_bytes` of UTF-8 in paragraphs: a Markov chain over the characters of the demo corpus."""
    source = demo_text()
    following: dict[str, list[str]] = defaultdict(list)
    circle = source + source[:ORDER]  # so that every state has something to follow it
    for index in range(len(source)):
        following[circle[index : index + ORDER]].append(circle[(index + ORDER) % len(source)])
    draw = random.Random(seed).random  # noqa: S311 - text, no secret
    state, parts = source[:ORDER], []
    for _ in range(n_bytes * len(source) // len(source.encode())):
        choices = following[state]
        char = choices[int(draw() * len(choices))]
        parts.append(char)
        state = state[1:] + char
    return "".join(parts)


def paragraphs(text: str, size: int = PARAGRAPH) -> list[str]:
    """Return a text in blocks of `size` characters, as passages of a document are long."""
    return [text[start : start + size] for start in range(0, len(text), size)]
