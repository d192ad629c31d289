"""References of GB/T 7714-2015, numeric style: 顺序编码制.

A formatter of our own: citeproc-py 0.11 with the style of that standard prints `题名. 刊名` without the letters [J] and [D] that the
standard demands (and the package of styles is 89 MB).
"""

from collections.abc import Iterable

from pipeline.core.records import Work
from pipeline.core.text import count_han
from pipeline.explore.records_out.parts import title_of, volume_and_issue

LETTERS = {"article": "J", "thesis": "D", "web": "EB/OL", "other": "Z"}  # GB/T 7714-2015, appendix B
ONLINE_LETTERS = "J/OL"
MAX_AUTHORS = 3


def gbt7714(work: Work) -> str:
    """Return the reference of GB/T 7714-2015; what is unknown is left out.

    >>> gbt7714(work)  # doctest: +SKIP
    '江听雨, 闻柏舟. 河湾街道联动实践[J]. 基层观察, 2016(2): 3-9.'
    """
    is_online = work.kind == "article" and work.year_kind == "online-first"
    title = f"{title_of(work)}[{ONLINE_LETTERS if is_online else LETTERS[work.kind]}]"
    place = ", ".join(part for part in (work.venue, _dated(work)) if part) + (f": {work.pages}" if work.pages else "")
    parts = [_authors(work.authors), title, place, f"DOI: {work.doi}" if is_online and work.doi else ""]
    return ". ".join(part for part in parts if part) + "."


def reference_list(works: Iterable[Work]) -> str:
    """Return a numbered list of references, by year, first author and title."""
    ordered = sorted(works, key=lambda work: (work.year or 0, work.authors[:1], title_of(work)))
    return "".join(f"[{number}] {gbt7714(work)}\n" for number, work in enumerate(ordered, start=1))


def _authors(authors: list[str]) -> str:
    """Return the first three authors; 等 or et al stands for more, in the language of the first (8.1.2)."""
    more = ", 等" if authors and count_han(authors[0]) else ", et al"
    return ", ".join(map(_author, authors[:MAX_AUTHORS])) + (more if len(authors) > MAX_AUTHORS else "")


def _author(name: str) -> str:
    """Return `SMITH J A` for `Smith, John Andrew` (8.1.1); names without a comma stay as they are: which part is the family is not printed."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not family or not given or count_han(name):
        return name
    initials = [part[0].upper() for part in given.replace(".", " ").replace("-", " ").split()]
    return " ".join([family.upper(), *initials])


def _dated(work: Work) -> str:
    """Return `2016(2)`, `2016, 12(3)` or what of it is known."""
    year = str(work.year) if work.year else ""
    volume, issue = volume_and_issue(work)
    if volume:
        return f"{year}, {volume}({issue})" if year else f"{volume}({issue})"
    return f"{year}({issue})" if issue else year
