"""Files that are packed, locked, damaged, scanned or something else, and the demo corpus's."""

import functools
import json
from collections.abc import Callable
from pathlib import Path

from tests.gold.extract import broken
from tests.gold.extract.layouts import article
from tests.gold.extract.prose import read_prose
from tests.gold.extract.registry import MAKERS, case, make_case, waiting
from tests.gold.extract.scans import scanned
from tests.gold.extract.truth import Truth, truth_of
from tests.gold.extract.written import write_pdf

DEMO = Path(__file__).resolve().parents[3] / "corpora" / "demo"


@case
def packed_objects() -> tuple[bytes, Truth]:
    """Object streams, cross-reference stream, linearized."""
    sheets, truth = article("t6_a9", numbered=False)
    return broken.packed(write_pdf(sheets)), truth


@case
def locked_rc4() -> tuple[bytes, Truth]:
    """RC4, 128 bits, empty password."""
    return edited_one_column(lambda content: broken.locked(content, 3, aes=False))


@case
def locked_aes128() -> tuple[bytes, Truth]:
    """AES-128, empty password."""
    return edited_one_column(lambda content: broken.locked(content, 4))


@case
def locked_aes256() -> tuple[bytes, Truth]:
    """AES-256, empty password."""
    return edited_one_column(lambda content: broken.locked(content, 6))


@case
def one_line_startxref() -> tuple[bytes, Truth]:
    """`startxref` and its number on one line."""
    return edited_one_column(broken.one_line_startxref)


@case
def junk_before_header() -> tuple[bytes, Truth]:
    """A proxy's headers before the file."""
    return edited_one_column(broken.with_junk)


@case
def no_references() -> tuple[bytes, Truth]:
    """Neither table of objects nor its offset."""
    return edited_one_column(broken.without_references)


@case
def wrong_references() -> tuple[bytes, Truth]:
    """Every object seven bytes before where the table says."""
    return edited_one_column(broken.wrong_references)


def edited_one_column(edit: Callable[[bytes], bytes]) -> tuple[bytes, Truth]:
    """Return an edited form of `one_column`."""
    sound = make_case("one_column")
    return edit(sound.content), sound.truth


@case
def password() -> tuple[bytes, Truth]:
    """A password nobody gave."""
    return broken.locked(make_case("one_column").content, 6, "geheim"), Truth(("password",))


@case
def truncated() -> tuple[bytes, Truth]:
    """The last third is missing."""
    kept = "".join(block.text for block in read_prose("t4_thesis").of_kind("paragraph")[:8])
    return broken.truncated(make_case("thesis").content, 0.66), Truth(("partial",), kept=kept)


@case
def saved_login() -> tuple[bytes, Truth]:
    """A log-in page named .pdf."""
    return broken.HTML.encode(), Truth(("not_pdf",))


@case
def caj() -> tuple[bytes, Truth]:
    """A file of the CNKI reader."""
    return broken.CAJ, Truth(("not_pdf",))


@case
def empty() -> tuple[bytes, Truth]:
    """No bytes."""
    return b"", Truth(("empty",))


@case
def scan() -> tuple[bytes, Truth]:
    """Pictures of pages, two degrees askew."""
    content = scanned(demo_file("t5_a3"), skew=2.0)
    return content, waiting(content)


@case
def mixed() -> tuple[bytes, Truth]:
    """The second page is a picture."""
    content = demo_file("t6_a7")
    picture = scanned(content, (2,))
    first = read_prose("t6_a7").of_kind("paragraph")[0].text
    return broken.with_pages(content, picture, 2), Truth(("needs_ocr",), waiting=(2,), kept=first)


@functools.cache
def _demo_rows() -> dict[str, dict[str, str]]:
    rows = json.loads((DEMO / "truth" / "documents.json").read_text(encoding="utf-8"))
    return {row["key"]: row for row in rows}


def demo_file(key: str) -> bytes:
    """Return the demo corpus's file of a text."""
    return (DEMO / "sources" / _demo_rows()[key]["source"]).read_bytes()


def _demo(key: str) -> Callable[[], tuple[bytes, Truth]]:
    return lambda: (demo_file(key), truth_of(read_prose(key)))


@case
def saved_page() -> tuple[bytes, Truth]:
    """An article on a site's page, with navigation, comments and a table of contents."""
    return demo_file("t3_web"), truth_of(read_prose("t3_web"), english=False)


@case
def saved_repost() -> tuple[bytes, Truth]:
    """An article shortened and posted again by another site."""
    return demo_file("t1_repost"), truth_of(read_prose("t1_repost"), english=False)


@case
def database_text() -> tuple[bytes, Truth]:
    """The abstract page of a database copied into a text file, facts run together."""
    prose = read_prose("t1_thesis")
    title, keywords = prose.fact("title_en"), prose.facts_of("keywords_en")
    text = (
        f"Font Size: a A A\n\n{title}\n\nPosted on:2022-03-14Degree:MasterType:ThesisCountry:ChinaCandidate:Z T HeFull Text:PDF"
        f"\nGTID:2506306518\nSubject:Public Administration\nAbstract/Summary:\n{prose.fact('abstract_en')}"
        f"\nKeywords/Search Tags:{', '.join(keywords)}\nPDF Full Text Request\nRelated items"
    )
    fields = {"title": title, "title_en": title, "abstract_en": prose.fact("abstract_en"), "keywords_en": keywords, "paragraphs": []}
    return text.encode(), Truth(fields=fields)


# The typesetters that the demo corpus was made with, each once.
for _key in ("t2_a2", "t4_a5", "t6_a6", "t5_a4", "t6_a5", "t2_thesis"):
    MAKERS[f"{_demo_rows()[_key]['producer']}_{_demo_rows()[_key]['kind']}"] = _demo(_key)
