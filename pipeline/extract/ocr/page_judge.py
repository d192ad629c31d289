"""Decide page by page what is read: the file's own characters, what was recognised, or nothing; and say why."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.core.records import PageQuality
from pipeline.extract.ocr.placing import place_lines
from pipeline.extract.pdf.glyphs import PageGlyphs
from pipeline.extract.pdf.opening import Opened
from pipeline.extract.pdf.second_opinion import CONTRADICT, DISAGREE, SecondReader
from pipeline.extract.pdf.verdict import MANY_IMAGES, Signs, condemn, is_doubtful, judge, read_signs

PageProblem = tuple[int | None, str, str]
"""Page, code, message."""
HOW_TO_READ = "the page is left out: switch on `ocr` in configs/extract.yaml (README, scanned pages)"


class PageJudge:
    """Judges the pages of one document in their order."""

    def __init__(self, opened: Opened, recognised: Mapping[int, dict[str, Any]]) -> None:
        """Take the open file and what an engine recognised, by page."""
        self._recognised = recognised
        self._second = SecondReader(opened)
        self._hanzi = 0
        self._others = 0

    def decide(self, page: PageGlyphs) -> tuple[PageGlyphs, PageQuality, list[PageProblem]]:
        """Return the page with the characters to use (repaired ones of the file, recognised ones, or none), verdict and problems."""
        problems: list[PageProblem] = []
        if page.truncated:
            problems.append((page.number, "page-cut", "the page was read in part: its content is damaged or exceeds the glyph limit"))
        quality, found = self._judge(page)
        problems += found
        if quality.verdict != "needs_ocr":
            return page, quality, problems
        result = self._recognised.get(page.number)
        if result is None:
            problems.append((page.number, "needs-ocr", f"{_why(quality)}: {HOW_TO_READ}"))
            return _emptied(page), quality, problems
        readable, quality, found = _read(page, quality, result)
        return readable, quality, problems + found

    def _judge(self, page: PageGlyphs) -> tuple[PageQuality, list[PageProblem]]:
        signs = read_signs(page.chars)
        quality = judge(page, signs)
        if quality.verdict == "blank":
            return (condemn(quality) if self._second.sees_something(page.number) else quality), []
        if quality.verdict == "needs_ocr" or not is_doubtful(page, signs, in_chinese=self._hanzi > self._others):
            self._remember(quality, signs)
            return quality, []
        return self._asked_again(page, quality)

    def _asked_again(self, page: PageGlyphs, quality: PageQuality) -> tuple[PageQuality, list[PageProblem]]:
        agreement = self._second.agreement(page)
        if agreement is None or agreement >= DISAGREE:
            return quality, []
        message = f"a second reader gives {agreement:.0%} of the same characters: compare the page with its picture"
        return (condemn(quality) if agreement < CONTRADICT else quality), [(page.number, "readers-disagree", message)]

    def _remember(self, quality: PageQuality, signs: Signs) -> None:
        if quality.verdict != "needs_ocr":
            self._hanzi += signs.n_hanzi
            self._others += signs.n_chars - signs.n_hanzi


def _read(page: PageGlyphs, quality: PageQuality, result: dict[str, Any]) -> tuple[PageGlyphs, PageQuality, list[PageProblem]]:
    """Return a page as an engine read it."""
    if not result["lines"] and not result["fault"]:
        return _emptied(page), replace(quality, verdict="blank"), []
    readable, n_dropped = place_lines(page, result)
    if readable is None:
        reason = result["fault"] or "hardly a line was read surely"
        return (
            _emptied(page),
            quality,
            [(page.number, "ocr-failed", f"recognition gave nothing that can be used ({reason}): the page is left out")],
        )
    problems: list[PageProblem] = []
    if n_dropped:
        problems.append((page.number, "ocr-unsure", f"{n_dropped} lines of which recognition was not half sure were left out"))
    n_chars = sum(not char.text.isspace() for char in readable.chars)
    return readable, replace(quality, verdict="ocr", n_chars=n_chars, suspicious_share=0.0), problems


def _emptied(page: PageGlyphs) -> PageGlyphs:
    return replace(page, chars=[])


def _why(quality: PageQuality) -> str:
    if quality.image_share > MANY_IMAGES:
        return "an image without text"
    return "characters whose fonts do not say what they are" if quality.n_chars else "drawn shapes without characters"
