"""CSL-JSON 1.0.2; what the standard has no variable for stands under `custom`, as its schema provides."""

import json
from collections.abc import Iterable
from typing import Any

from pipeline.core.records import Work
from pipeline.core.text import count_han
from pipeline.explore.records_out.parts import ONLINE_FIRST, joined_keywords, second_title, title_of, volume_and_issue

TYPES = {"article": "article-journal", "thesis": "thesis", "web": "webpage", "other": "document"}


def csl_json(works: Iterable[Work]) -> str:
    """Return a JSON list of items, one work after the other."""
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _item(work: Work) -> dict[str, Any]:
    volume, issue = volume_and_issue(work)
    title = title_of(work)
    values: dict[str, Any] = {
        "id": work.work_id,
        "type": TYPES[work.kind],
        "title": title,
        "author": [_name(author) for author in work.authors],
        "publisher" if work.kind == "thesis" else "container-title": work.venue,
        "genre": work.degree_type,
        "issued": {"date-parts": [[work.year]]} if work.year else None,
        "volume": volume,
        "issue": issue,
        "page": work.pages,
        "DOI": work.doi,
        "language": "zh-CN" if count_han(title) else "en",
        "keyword": joined_keywords(work.keywords_zh) if work.keywords_zh else None,
        "abstract": work.abstract_zh or work.abstract_en,
        "note": ONLINE_FIRST if work.year_kind == "online-first" else None,
        "custom": _custom(work),
    }
    return {name: value for name, value in values.items() if value}


def _custom(work: Work) -> dict[str, str]:
    values = {
        "title-en": second_title(work),
        "abstract-en": work.abstract_en if work.abstract_zh else None,
        "keyword-en": joined_keywords(work.keywords_en) if work.keywords_en else None,
    }
    return {name: value for name, value in values.items() if value}


def _name(author: str) -> dict[str, str]:
    """Return `Smith, John` in its parts and any other name whole: where a Chinese family name ends is not printed."""
    family, comma, given = author.partition(", ")
    return {"family": family, "given": given} if comma and family and given and not count_han(author) else {"literal": author}
