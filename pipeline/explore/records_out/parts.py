"""The parts of a work that several forms write alike."""

import re
from collections.abc import Iterable

from pipeline.core.records import Work

ONLINE_FIRST = "网络首发"
VOLUME_AND_ISSUE = re.compile(r"([^()]+)\(([^()]+)\)")
COMMAS = (",", "，", "、")
UNTITLED = "（无题名）"


def title_of(work: Work) -> str:
    """Return the Chinese title, else the English one, else a word that says there is none."""
    return work.title_zh or work.title_en or UNTITLED


def second_title(work: Work) -> str | None:
    """Return the English title of a work that has a Chinese one too."""
    return work.title_en if work.title_zh else None


def volume_and_issue(work: Work) -> tuple[str | None, str | None]:
    """Divide `36(4)` into volume and issue."""
    match = VOLUME_AND_ISSUE.fullmatch(work.issue or "")
    return (match[1], match[2]) if match else (None, work.issue)


def one_keyword(keyword: str) -> str:
    """Return a keyword for a field of its own; a semicolon behind it says that its comma divides nothing."""
    return f"{keyword};" if any(comma in keyword for comma in COMMAS) else keyword


def joined_keywords(keywords: list[str]) -> str:
    """Return keywords for one field."""
    return one_keyword(keywords[0]) if len(keywords) == 1 else "; ".join(keywords)


def notes_of(work: Work) -> list[str]:
    """Return what has no field in most forms: English keywords beside Chinese ones, and that a work is online-first."""
    notes = [f"Keywords: {joined_keywords(work.keywords_en)}"] if work.keywords_en else []
    return [*notes, ONLINE_FIRST] if work.year_kind == "online-first" else notes


def one_line(value: object) -> str:
    """Return a value without line breaks."""
    return " ".join(str(value).split())


def tagged_lines(fields: Iterable[tuple[str, object]], separator: str) -> list[str]:
    """Return `tag<separator>value` for every field that says something."""
    return [f"{tag}{separator}{one_line(value)}" for tag, value in fields if value]
