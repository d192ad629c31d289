"""Aligned text for other tools: TMX 1.4b for translators, tab-separated tables for spreadsheets, text as vecalign writes it.

Same rows, same bytes.

TMX holds pairs alone (no sentence without counterpart), each with its posterior and flags, so that a tool can rank or filter them;
memoQ, Wordfast and Trados put a penalty on such units of their own accord.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from lxml import etree

from pipeline import __version__
from pipeline.align.printed import PrintedBead
from pipeline.core.records import Bead, TermPair
from pipeline.core.tables import round_float

FIXED_DATE = "20000101T000000Z"  # a real date would change the file without a change of its content
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What a spreadsheet would run as a formula, or take for the start of a cell that goes on until the next quotation mark.
MARKED_STARTS = ("=", "+", "-", "@", '"')


def tmx_bytes(beads: Iterable[PrintedBead], min_posterior: float) -> bytes:
    """Return a TMX 1.4b document of the beads with both sides and at least this posterior, in the order given."""
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(root, "header", _header())
    body = etree.SubElement(root, "body")
    for printed in beads:
        if printed.zh and printed.en and round_float(printed.bead.posterior) >= min_posterior:
            _add_unit(body, printed)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True, doctype=DOCTYPE))


def _header() -> dict[str, str]:
    return {
        "creationtool": "Wenmai",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "wenmai-beads",
        "adminlang": "en",
        "srclang": "zh-CN",
        "datatype": "plaintext",
        "creationdate": FIXED_DATE,
    }


def _add_unit(body: etree._Element, printed: PrintedBead) -> None:
    bead = printed.bead
    unit = etree.SubElement(body, "tu", tuid=f"{bead.text_id}.{bead.field}.{bead.bead_index}", segtype=_segtype(bead))
    properties = {
        "x-record": bead.text_id,
        "x-field": bead.field,
        "x-kind": bead.kind,
        "x-posterior": f"{round_float(bead.posterior)}",
        "x-state": bead.state,
        "x-flags": " ".join(bead.flags),
    }
    for name, value in properties.items():
        if value:
            etree.SubElement(unit, "prop", type=name).text = value
    for lang, text in (("zh-CN", printed.zh), ("en", printed.en)):
        variant = etree.SubElement(unit, "tuv", {XML_LANG: lang})
        etree.SubElement(variant, "seg").text = NOT_IN_XML.sub("\ufffd", text)


def _segtype(bead: Bead) -> str:
    if bead.field == "keywords":
        return "phrase"
    return "sentence" if bead.kind == "1-1" else "block"


def beads_tsv(beads: Iterable[PrintedBead]) -> bytes:
    """Return all beads, those without counterpart too, as a table that spreadsheets open (UTF-8 with byte-order mark)."""
    header = ("text_id", "field", "bead_index", "kind", "posterior", "state", "flags", "zh", "en")
    rows = [
        (
            bead.text_id,
            bead.field,
            bead.bead_index,
            bead.kind,
            round_float(bead.posterior),
            bead.state,
            " ".join(bead.flags),
            printed.zh,
            printed.en,
        )
        for printed in beads
        for bead in [printed.bead]
    ]
    return _tsv(header, rows)


def vecalign_text(beads: Sequence[Bead]) -> str:
    """Return the beads of one field of one text as vecalign prints them: `[0]:[1, 2]:score`, sentences counted from 0 on each side.

    The score is 1 - posterior: like vecalign's it is a cost, and 0 is best.
    """
    zh, en = _places(bead.zh_start for bead in beads), _places(bead.en_start for bead in beads)
    lines = [
        f"{[zh[start] for start in bead.zh_start]}:{[en[start] for start in bead.en_start]}:{round_float(1 - bead.posterior)}\n"
        for bead in beads
    ]
    return "".join(lines)


def _places(starts: Iterable[Sequence[int]]) -> dict[int, int]:
    """Return the number of each sentence by its offset."""
    return {start: number for number, start in enumerate(sorted(start for group in starts for start in group))}


def terms_tsv(pairs: Iterable[TermPair]) -> bytes:
    """Return the term pairs as a table that spreadsheets open."""
    header = ("text_id", "zh", "en", "source", "concept_id", "posterior")
    return _tsv(
        header, [(pair.text_id, pair.zh, pair.en, pair.source, pair.concept_id or "", round_float(pair.posterior)) for pair in pairs]
    )


def write_exports(folder: Path, beads: Sequence[PrintedBead], pairs: Sequence[TermPair], min_posterior: float) -> None:
    """Write beads.tmx, beads.tsv and terms.tsv into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "beads.tmx").write_bytes(tmx_bytes(beads, min_posterior))
    (folder / "beads.tsv").write_bytes(beads_tsv(beads))
    (folder / "terms.tsv").write_bytes(terms_tsv(pairs))


def _tsv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    lines = ["\t".join(header), *("\t".join(_cell(value) for value in row) for row in rows)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def _cell(value: object) -> str:
    """Return a value without tabs and line breaks; text that a spreadsheet would misread (MARKED_STARTS) gets an apostrophe."""
    text = " ".join(str(value).split())
    return f"'{text}" if isinstance(value, str) and text.startswith(MARKED_STARTS) else text
