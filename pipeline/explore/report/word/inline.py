"""Inline elements of the page as runs of characters with one look each."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.explore.report.word.markup import Run
from pipeline.explore.wording import Wording

LOOKS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "code": "code", "mark": "mark", "small": "grey", "sub": "sub"}
GREY = frozenset({"place", "source", "under", "same", "chance"})
BREAK = "\u2028"
"""A line break of the page, whose own line ends are spaces."""
SPACE = re.compile(r"[ \t\r\n]+")


def inline_runs(node: Any, wording: Wording, ids: list[str]) -> list[Run]:
    """Return the characters inside an element, with the looks of the elements around them; ids on the way are added to `ids`."""
    return list(_walk(node, wording, ids, frozenset(), None))


def trimmed(runs: Iterable[Run]) -> list[Run]:
    """Return the runs with white space as a browser shows it: single, and none at the ends or beside a line break."""
    kept: list[Run] = []
    for run in runs:
        text = "\n" if run.text == BREAK else SPACE.sub(" ", run.text)
        before = kept[-1].text[-1] if kept else "\n"
        text = text.lstrip(" ") if before in " \n" else text
        if text == "\n" and before == " ":
            kept[-1] = Run(kept[-1].text.rstrip(" "), kept[-1].marks, kept[-1].target)
        kept += [Run(text, run.marks, run.target)] if text else []
        kept = [one for one in kept if one.text]
    while kept and not kept[-1].text.rstrip():
        kept.pop()
    return [*kept[:-1], Run(kept[-1].text.rstrip(), kept[-1].marks, kept[-1].target)] if kept else []


def plain(node: Any, without: frozenset[str] = frozenset()) -> str:
    """Return an element's characters, leaving out elements of some classes."""
    parts = [node.text or ""]
    for child in node:
        if not without & set((child.get("class") or "").split()):
            parts.append(plain(child, without))
        parts.append(child.tail or "")
    return SPACE.sub(" ", "".join(parts)).strip()


def _walk(node: Any, wording: Wording, ids: list[str], marks: frozenset[str], target: str | None) -> Iterator[Run]:
    if node.get("id"):
        ids.append(node.get("id"))
    classes = set((node.get("class") or "").split())
    marks = marks | ({LOOKS[node.tag]} if node.tag in LOOKS else set()) | ({"grey"} if classes & GREY else set())
    marks = marks | ({"lesser"} if "other" in classes else set())
    href = node.get("href") or ""
    target = link(href[1:]) if href.startswith("#") else target
    before, after = _around(node, classes, wording)
    if before:
        yield Run(before, marks, target)
    if node.text:
        yield Run(node.text, marks, target)
    for child in node:
        if isinstance(child.tag, str):
            yield from _walk(child, wording, ids, marks, target)
        if child.tail:
            yield Run(child.tail, marks, target)
    if after:
        yield Run(after, marks, target)


def _around(node: Any, classes: set[str], wording: Wording) -> tuple[str, str]:
    """Return what CSS or the browser puts before and after an element."""
    if node.tag == "br" or "under" in classes:
        return BREAK, ""
    key = "word.quoted" if node.tag == "q" else ("word.flagged" if "flag" in classes else None)
    if key is None:
        return "", ""
    before, _, after = wording(key, text="\0").partition("\0")
    return before, after


def link(name: str) -> str:
    """Return the bookmark for an id of the page; Word takes 40 letters, digits and underscores at most."""
    return f"r_{hashlib.sha256(name.encode()).hexdigest()[:16]}"
