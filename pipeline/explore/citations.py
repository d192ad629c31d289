"""Works as references: GB/T 7714-2015 (numeric style), BibTeX and RIS."""

from collections.abc import Iterable

from pipeline.core.records import Work

LETTERS = {"article": "J", "thesis": "D", "web": "EB/OL", "other": "Z"}  # GB/T 7714-2015, appendix B
MAX_AUTHORS = 3
RIS_TYPES = {"article": "JOUR", "thesis": "THES", "web": "ELEC", "other": "GEN"}
BIBTEX_TYPES = {"article": "article", "thesis": "thesis", "web": "online", "other": "misc"}
BIBTEX_SPECIALS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "$": r"\$",
        "_": r"\_",
        "~": r"\textasciitilde{}",
    }
)


def gbt7714(work: Work) -> str:
    """Return the reference of GB/T 7714-2015; what is unknown is left out.

    >>> gbt7714(work)  # doctest: +SKIP
    '江听雨, 闻柏舟. 河湾街道联动实践[J]. 基层观察, 2016(2): 3-9.'
    """
    authors = ", ".join(work.authors[:MAX_AUTHORS]) + (", 等" if len(work.authors) > MAX_AUTHORS else "")
    title = f"{_title(work)}[{LETTERS[work.kind]}]"
    place = ", ".join(part for part in (work.venue, _issue(work)) if part) + (f": {work.pages}" if work.pages else "")
    parts = [part for part in (authors, title, place) if part]
    return ". ".join(parts) + "."


def bibtex(works: Iterable[Work]) -> str:
    """Return BibTeX entries keyed by work_id."""
    return "\n".join(_bibtex(work) for work in works)


def ris(works: Iterable[Work]) -> str:
    """Return RIS records."""
    return "\n".join(_ris(work) for work in works)


def _title(work: Work) -> str:
    return work.title_zh or work.title_en or "（无题名）"


def _issue(work: Work) -> str:
    year = str(work.year) if work.year else ""
    if not work.issue:
        return year
    return f"{year}, {work.issue}" if "(" in work.issue else f"{year}({work.issue})"


def _bibtex(work: Work) -> str:
    venue = "school" if work.kind == "thesis" else "journal"
    fields = {
        "title": _title(work),
        "author": " and ".join(work.authors),
        venue: work.venue,
        "year": work.year,
        "number": work.issue,
        "pages": work.pages,
        "doi": work.doi,
        "keywords": ", ".join(work.keywords_zh),
        "abstract": work.abstract_zh or work.abstract_en,
    }
    lines = [f"  {name} = {{{str(value).translate(BIBTEX_SPECIALS)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{BIBTEX_TYPES[work.kind]}{{{work.work_id},", *lines, "}\n"])


def _ris(work: Work) -> str:
    first, _, last = (work.pages or "").partition("-")
    fields = [
        ("TI", _title(work)),
        *(("AU", author) for author in work.authors),
        ("PB" if work.kind == "thesis" else "T2", work.venue),
        ("PY", work.year),
        ("IS", work.issue),
        ("SP", first),
        ("EP", last),
        ("DO", work.doi),
        *(("KW", keyword) for keyword in work.keywords_zh),
        ("AB", work.abstract_zh or work.abstract_en),
    ]
    lines = [f"{tag}  - {' '.join(str(value).split())}" for tag, value in fields if value]
    return "\n".join([f"TY  - {RIS_TYPES[work.kind]}", *lines, "ER  - \n"])
