"""What stands around a mention: its sentence, and whether the document introduces it as an abbreviation."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.concepts.evidence import Candidate
from pipeline.concepts.places import Ranges
from pipeline.core.lexicon import Form
from pipeline.core.records import Span
from pipeline.core.sentences import split_sentences
from pipeline.core.squeeze import Squeezed, is_han_at

# A single line break may be a wrap; read as a space it ends no sentence.
WRAP = re.compile(r"(?<!\n)\r?\n(?!\s*\n)")
# Words by which a document introduces an abbreviation, up to the abbreviation itself.
INTRODUCED_BY = re.compile(
    r"(?:以下|下文)?(?:统|简|合)?称(?:为|作|之为|其为)?[:：]?\s*[“‘\"「]?$|(?:hereafter|hereinafter|abbreviated(?: as| to)?|short for)[\s,:“\"]*$"
)
OPENING = re.compile(r"[（(\[【]\s*[“‘\"「]?$")
REACH = 24
"""Code points read before an abbreviation in search of its introduction."""


def read_sentences(text: str) -> list[Span]:
    """Return the sentences of a text whose lines may be wrapped."""
    return split_sentences(WRAP.sub(lambda wrap: " " * len(wrap.group()), text))


@functools.lru_cache(maxsize=256)
def _sentences_of(stretch: str) -> tuple[Span, ...]:
    """Return the sentences of a short stretch; remembered, since several mentions ask for the same one."""
    return tuple(read_sentences(stretch))


@dataclass(frozen=True, slots=True)
class Part:
    """A passage within the squeezed text of its document; all offsets are code points of that document's printed text."""

    text: Squeezed
    start: int
    end: int
    given: Ranges | None = None
    """Sentences of a segmenter; without them they are read here."""
    shift: int = 0
    """Added to an offset it gives the offset in `given`."""

    def sentence(self, start: int, end: int) -> Span:
        """Return the sentence in which start..end begins, or the range itself where there is none."""
        if self.given:
            found = self.given.around(start + self.shift)
            return Span(found[0] - self.shift, found[1] - self.shift) if found else Span(start, end)
        near = self.plain_sentence(start)
        place = start - near.start
        sentences = _sentences_of(self.text.printed[near.start : near.end])
        return next((span.shift(near.start) for span in sentences if span.start <= place < span.end), Span(start, end))

    def plain_sentence(self, place: int) -> Span:
        """Return a stretch around a place that ends where sentences surely end, so that few are read: 。 between two Han characters."""
        printed = self.text.printed
        low, high = printed.rfind("。", self.start, place), printed.find("。", place, self.end)
        while low > self.start and not _is_between_han(printed, low):
            low = printed.rfind("。", self.start, low)
        while high >= 0 and not _is_between_han(printed, high):
            high = printed.find("。", high + 1, self.end)
        return Span(low + 1 if low > self.start else self.start, high + 1 if high >= 0 else self.end)


def _is_between_han(text: str, place: int) -> bool:
    return place > 0 and is_han_at(text, place - 1) and is_han_at(text, place + 1)


def find_introduced(passages: Iterable[tuple[Part, list[Candidate]]]) -> frozenset[Form]:
    """Return the abbreviations that one of a document's passages introduces: （以下简称“三社”）, social work stations (SWS)."""
    introduced: set[Form] = set()
    for part, candidates in passages:
        short = [one for one in candidates if (form := one.pattern.form) and form.kind == "abbreviation"]
        if not short:
            continue
        long_ends = {
            (one.end, name) for one in candidates if (form := one.pattern.form) and form.kind == "exact" for name in form.concept_ids
        }
        for one in short:
            form = one.pattern.form
            if form is not None and _is_introduced(part, one, form, long_ends):
                introduced.add(form)
    return frozenset(introduced)


def _is_introduced(part: Part, candidate: Candidate, form: Form, long_ends: set[tuple[int, str]]) -> bool:
    start = part.text.origins[candidate.start]
    before = part.text.printed[max(part.start, start - REACH) : start]
    if INTRODUCED_BY.search(before):
        return True
    follows = any((candidate.start, name) in long_ends for name in form.concept_ids)
    return follows and OPENING.search(before) is not None
