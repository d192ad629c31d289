"""One source file in, one extracted document out: the function that worker processes call. Imports no pyarrow."""

import dataclasses
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.core.errors import PdfError
from pipeline.core.records import PageQuality
from pipeline.core.shards import ExecutionConfig, Failure, map_shards
from pipeline.extract.blocks import build_blocks
from pipeline.extract.glyphs import PageGlyphs, PageLines
from pipeline.extract.opening import FAULTS, Opened, open_pdf
from pipeline.extract.records import MEDIA_TYPES, Extracted, fill
from pipeline.extract.sections import read_structure
from pipeline.extract.sources import read_as
from pipeline.extract.verdict import MANY_IMAGES, is_suspicious, judge_page

GAP = "\ufffd"  # stands where a font gives no Unicode value
MAX_SUSPICIOUS = 0.3  # share of unmapped characters from which a line is left out


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one file is read."""

    max_pages: int
    max_glyphs: int
    """Characters on one page."""


def extract_file(payload: tuple[str, str, dict[str, int]]) -> dict[str, Any]:
    """Return the extracted document of a file as JSON values.

    Args:
        payload: path, what it is read as (a suffix of MEDIA_TYPES), keyword arguments of `Limits`.
    """
    path, suffix, limits = payload
    content = Path(path).read_bytes()
    try:
        extracted = extract_content(content, suffix, Limits(**limits))
    except FAULTS as error:  # a hostile file met a case nobody thought of: that file is lost, and said so, but not the run
        extracted = Extracted(
            MEDIA_TYPES[suffix],
            "corrupt",
            problems=[(None, "crash", f"the reader failed ({type(error).__name__}: {error}): please report it")],
        )
    return dataclasses.asdict(extracted)


def read_files(paths: Sequence[Path], limits: dict[str, int], execution: ExecutionConfig) -> list[dict[str, Any]]:
    """Return the extracted documents of files in their order; a lost worker gives an unreadable document."""
    payloads = [(str(path), read_as(path) or ".pdf", limits) for path in paths]
    costs = [path.stat().st_size for path in paths]
    results = dict(map_shards(extract_file, payloads, execution, costs=costs, isolate=True))
    return [_value(results[index], payloads[index][1]) for index in range(len(payloads))]


def _value(result: Any, suffix: str) -> dict[str, Any]:
    if isinstance(result, Failure):
        return dataclasses.asdict(Extracted(MEDIA_TYPES[suffix], "corrupt", problems=[(None, result.code, result.message)]))
    return dict(result)


def extract_content(content: bytes, suffix: str, limits: Limits) -> Extracted:
    """Return the extracted document of a file's bytes; a file that cannot be read gives a status and a problem, never an exception."""
    media_type = MEDIA_TYPES[suffix]
    if media_type != "application/pdf":
        from pipeline.extract.web import extract_web

        return extract_web(content, media_type)
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        opened = open_pdf(content)
    except PdfError as error:
        return Extracted(media_type, error.status, problems=[(None, error.status, str(error))])
    return _extract_pdf(opened, limits)


def _extract_pdf(opened: Opened, limits: Limits) -> Extracted:
    pages, quality, problems = _read_layout(opened, limits)
    problems = [(None, code, message) for code, message in opened.notes] + problems
    blocks, setting = build_blocks(pages)
    structure = read_structure(blocks, setting, _heads(pages))
    extracted = Extracted("application/pdf", "ok", n_pages=len(pages), page_quality=quality, problems=problems)
    fill(extracted, structure, {page.number: page for page in pages})
    extracted.status = _status(extracted, opened)
    return extracted


def _read_layout(opened: Opened, limits: Limits) -> tuple[list[PageLines], list[PageQuality], list[tuple[int | None, str, str]]]:
    from pipeline.extract.characters import read_pages
    from pipeline.extract.layout import Gutter, lay_out
    from pipeline.extract.repair import repair_page

    pages: list[PageLines] = []
    quality: list[PageQuality] = []
    problems: list[tuple[int | None, str, str]] = []
    gutter: Gutter | None = None
    for page in read_pages(opened.document, max_pages=limits.max_pages, max_glyphs=limits.max_glyphs):
        page.chars = repair_page(page.chars)
        verdict = judge_page(page)
        quality.append(verdict)
        problems.extend(_page_problems(page, verdict))
        if verdict.verdict == "needs_ocr":
            page.chars = []
        lines, found = lay_out(page, gutter)
        gutter = found or gutter
        problems.extend(_leave_out_garbled(lines))
        pages.append(lines)
    return pages, quality, problems


def _page_problems(page: PageGlyphs, verdict: PageQuality) -> list[tuple[int | None, str, str]]:
    problems: list[tuple[int | None, str, str]] = []
    if page.truncated:
        problems.append((page.number, "page-cut", "the page was read in part: its content is damaged or exceeds the glyph limit"))
    if verdict.verdict == "needs_ocr":
        found = "an image without text" if verdict.image_share > MANY_IMAGES else "characters whose fonts do not say what they are"
        problems.append((page.number, "needs-ocr", f"{found}: the page is left out: run the PDF through an OCR program and add it again"))
    return problems


def _leave_out_garbled(page: PageLines) -> list[tuple[int | None, str, str]]:
    """Mark lines in fonts that do not say what their characters are, on a page that can be read otherwise."""
    garbled = [line for line in page.lines if sum(map(is_suspicious, line.text)) > MAX_SUSPICIOUS * len(line.text)]
    for line in garbled:
        line.role = "garbled"
    problems: list[tuple[int | None, str, str]] = []
    if garbled:
        problems.append(
            (page.number, "garbled-lines", f"{len(garbled)} lines are set in a font that does not say what its characters are: left out")
        )
    n_gaps = sum(line.text.count(GAP) for line in page.lines if line.role != "garbled")
    if n_gaps:
        problems.append((page.number, "unmapped", f"{n_gaps} characters have no Unicode value; U+FFFD stands for them"))
    return problems


def _status(extracted: Extracted, opened: Opened) -> str:
    verdicts = {quality.verdict for quality in extracted.page_quality}
    if opened.damaged:
        return "partial" if extracted.text else "corrupt"
    if not extracted.page_quality:
        return "corrupt"
    return "needs_ocr" if "needs_ocr" in verdicts else "ok"


def _heads(pages: list[PageLines]) -> list[str]:
    heads = dict.fromkeys(line.text for page in pages for line in page.lines if line.role == "head")
    return list(heads)
