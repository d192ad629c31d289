"""One source file in, one extracted document out: the function that worker processes call. Imports no pyarrow."""

import dataclasses
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.core.errors import PdfError
from pipeline.core.records import PageQuality
from pipeline.core.shards import Failure
from pipeline.extract.layout.blocks import build_blocks
from pipeline.extract.ocr.page_judge import PageJudge, PageProblem
from pipeline.extract.pdf.fontcodes import FontCodes
from pipeline.extract.pdf.glyphs import PageLines
from pipeline.extract.pdf.opening import FAULTS, Opened, open_pdf
from pipeline.extract.pdf.verdict import is_suspicious
from pipeline.extract.records import MEDIA_TYPES, Extracted, fill
from pipeline.extract.structure.sections import read_structure

GAP = "\ufffd"  # stands where a font gives no Unicode value
MAX_SUSPICIOUS = 0.3  # share of unmapped characters from which a line is left out


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one file is read."""

    max_pages: int
    max_glyphs: int
    """Characters on one page."""


def extract_file(payload: tuple[Any, ...]) -> dict[str, Any]:
    """Return the extracted document of a file as JSON values.

    Args:
        payload: path, what it is read as (a suffix of MEDIA_TYPES), keyword arguments of `Limits`, and those of `extract_content` if any.
    """
    path, suffix, limits, *more = payload
    content = Path(path).read_bytes()
    try:
        extracted = extract_content(content, suffix, Limits(**limits), **(more[0] if more else {}))
    except FAULTS as error:  # a hostile file met a case nobody thought of: that file is lost, and said so, but not the run
        extracted = Extracted(
            MEDIA_TYPES[suffix],
            "corrupt",
            problems=[(None, "crash", f"the reader failed ({type(error).__name__}: {error}): please report it")],
        )
    return dataclasses.asdict(extracted)


def lost_document(failure: Failure, suffix: str) -> dict[str, Any]:
    """Return the JSON values of a file whose worker was lost."""
    return dataclasses.asdict(Extracted(MEDIA_TYPES[suffix], "corrupt", problems=[(None, failure.code, failure.message)]))


def extract_content(
    content: bytes,
    suffix: str,
    limits: Limits,
    *,
    passwords: tuple[str, ...] = ("",),
    recognised: Mapping[int, dict[str, Any]] | None = None,
) -> Extracted:
    """Return the extracted document of a file's bytes; a file that cannot be read gives a status and a problem, never an exception.

    Args:
        content: the file's bytes.
        suffix: what it is read as.
        limits: how much of it is read.
        passwords: what to try on a protected PDF.
        recognised: what `recognition.recognise_page` returned, by page; used for pages whose own text cannot be trusted.
    """
    media_type = MEDIA_TYPES[suffix]
    if media_type != "application/pdf":
        from pipeline.extract.web.web import extract_web

        return extract_web(content, media_type)
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        opened = open_pdf(content, passwords)
    except PdfError as error:
        return Extracted(media_type, error.status, problems=[(None, error.status, str(error))])
    return _extract_pdf(opened, limits, recognised or {})


def _extract_pdf(opened: Opened, limits: Limits, recognised: Mapping[int, dict[str, Any]]) -> Extracted:
    codes = FontCodes()
    pages, quality, problems = _read_layout(opened, limits, recognised, codes)
    if codes.late:
        pages, quality, problems = _read_layout(opened, limits, recognised, codes.again())
    problems = [(None, code, message) for code, message in opened.notes] + problems
    blocks, setting = build_blocks(pages)
    structure = read_structure(blocks, setting, _heads(pages))
    extracted = Extracted("application/pdf", "ok", n_pages=len(pages), page_quality=quality, problems=problems)
    fill(extracted, structure, {page.number: page for page in pages})
    extracted.status = _status(extracted, opened, recognised)
    return extracted


def _read_layout(
    opened: Opened, limits: Limits, recognised: Mapping[int, dict[str, Any]], codes: FontCodes
) -> tuple[list[PageLines], list[PageQuality], list[PageProblem]]:
    from pipeline.extract.layout.layout import Gutter, lay_out
    from pipeline.extract.pdf.characters import read_pages
    from pipeline.extract.pdf.repair import repair_page

    pages: list[PageLines] = []
    quality: list[PageQuality] = []
    problems: list[PageProblem] = []
    gutter: Gutter | None = None
    judge = PageJudge(opened, recognised)
    for page in read_pages(opened.document, max_pages=limits.max_pages, max_glyphs=limits.max_glyphs):
        page.chars = repair_page(page.chars, codes)
        readable, verdict, found = judge.decide(page)
        quality.append(verdict)
        problems.extend(found)
        lines, gap = lay_out(readable, gutter)
        gutter = gap or gutter
        problems.extend(_leave_out_garbled(lines))
        pages.append(lines)
    return pages, quality, problems


def _leave_out_garbled(page: PageLines) -> list[PageProblem]:
    """Mark lines in fonts that do not say what their characters are, on a page that can be read otherwise."""
    garbled = [line for line in page.lines if sum(map(is_suspicious, line.text)) > MAX_SUSPICIOUS * len(line.text)]
    for line in garbled:
        line.role = "garbled"
    problems: list[PageProblem] = []
    if garbled:
        problems.append(
            (page.number, "garbled-lines", f"{len(garbled)} lines are set in a font that does not say what its characters are: left out")
        )
    n_gaps = sum(line.text.count(GAP) for line in page.lines if line.role != "garbled")
    if n_gaps:
        problems.append((page.number, "unmapped", f"{n_gaps} characters have no Unicode value; U+FFFD stands for them"))
    return problems


def _status(extracted: Extracted, opened: Opened, recognised: Mapping[int, dict[str, Any]]) -> str:
    verdicts = {quality.verdict for quality in extracted.page_quality}
    if opened.damaged:
        return "partial" if extracted.text else "corrupt"
    if not extracted.page_quality:
        return "corrupt"
    if "needs_ocr" in verdicts:
        return "needs_ocr"
    return "ocr" if recognised else "ok"


def _heads(pages: list[PageLines]) -> list[str]:
    heads = dict.fromkeys(line.text for page in pages for line in page.lines if line.role == "head")
    return list(heads)
