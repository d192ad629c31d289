"""Every field of the labelled exports beside the checkout is read as the BibTeX and RIS given with them say."""

import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.catalog.bibliography import RawRecord
from pipeline.catalog.importers import read_export
from pipeline.core.text import title_key

pytestmark = pytest.mark.shared
BIB_FIELD = re.compile(r"^\t(\w+) = \{(.*)\},$", re.MULTILINE)
MIN_SHARE = 0.99


def read(path: Path) -> list[RawRecord]:
    """The records of an export that has no problem."""
    export = read_export(path, path.name)
    assert export is not None
    assert export.problems == []
    return export.records


def plain(value: object) -> str:
    """What two printings of a value share."""
    text = "".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return title_key(re.sub(r"\(#br\)|<正>|\\&|^Abstract\(#br\)", "", text))


def bib_fields(entry: str) -> dict[str, str]:
    """A BibTeX entry's fields, named as in a bibliography; `Null` is the converter's word for nothing.

    Of the authors the last alone: the converter keeps only the last of several author lines.
    """
    fields = dict(BIB_FIELD.findall(entry))
    names = {"author": "authors", "journal": "venue", "year": "year", "pages": "pages", "authoraddress": "affiliations"}
    named = {ours: fields[theirs] for theirs, ours in names.items() if theirs in fields}
    named["authors"] = named["authors"].rpartition(" and ")[2]
    named["issue"] = fields.get("volume", "") + fields.get("issue", "").lstrip("0")
    named["title"], named["keywords"], named["abstract"] = (fields.get(name, "") for name in ("title", "keywords", "abstract"))
    return {name: "" if value == "Null" else re.sub(r"^Abstract\(#br\)", "", value) for name, value in named.items()}


def our_fields(record: RawRecord) -> dict[str, object]:
    """A record's fields under the names that `bib_fields` uses."""
    fields = record.bibliography
    both = {
        "authors": fields.authors[-1],
        "title": fields.title,
        "keywords": fields.keywords_zh or fields.keywords_en,
        "abstract": fields.abstract_zh or fields.abstract_en,
    }
    return {**{name: getattr(fields, name) for name in ("venue", "year", "pages", "affiliations", "issue")}, **both}


@pytest.mark.parametrize("stem", ["ChineseColon", "Classic5Test", "withLineBreakInAddress"])
def test_noteexpress_records_are_what_their_bibtex_says(stem: str, shared: Path) -> None:
    records = read(shared / "gold" / "records" / f"{stem}.net")
    entries = (shared / "gold" / "records" / f"{stem}.bib").read_text(encoding="utf-8").split("\n@")
    entries = [entry for entry in entries if "title = {" in entry]
    wrong = [
        (record.place, name, value)
        for record, entry in zip(records, entries, strict=True)
        for name, value in bib_fields(entry).items()
        if plain(our_fields(record).get(name)) != plain(value)
    ]
    assert wrong == []


def test_endnote_and_ris_of_the_same_records_agree(shared: Path) -> None:
    """The RIS given has the first paragraph alone of some abstracts."""
    ris, endnote = (read(shared / "gold" / "records" / name) for name in ("cnki.ris", "cnki_endnote.txt"))
    outcomes: Counter[bool] = Counter()
    for one, other in zip(ris, endnote, strict=True):
        outcomes[one.kind == other.kind] += 1
        for name in ("title_zh", "title_en", "authors", "year", "year_kind", "venue", "abstract_zh", "abstract_en"):
            left, right = (plain(getattr(record.bibliography, name)) for record in (one, other))
            if left and right:
                outcomes[left == right or right.startswith(left)] += 1
    assert outcomes[True] / outcomes.total() >= MIN_SHARE, outcomes


@pytest.mark.parametrize("stem", ["ChineseColon", "Classic5Test", "withLineBreakInAddress"])
def test_bibtex_and_noteexpress_of_the_same_records_are_read_alike(stem: str, shared: Path) -> None:
    """But for authors, of which the BibTeX given keeps the last alone, and `Null`, its word for nothing."""
    noteexpress, bibtex = (read(shared / "gold" / "records" / f"{stem}.{suffix}") for suffix in ("net", "bib"))
    wrong = [
        (record.place, name)
        for record, other in zip(noteexpress, bibtex, strict=True)
        for name, value in our_fields(record).items()
        if plain(value) != plain(our_fields(other)[name]).removesuffix("null")
    ]
    assert wrong == []
