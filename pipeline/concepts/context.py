"""What stands around a mention: its sentence, conditions the lexicon sets, its sense, and flags for readers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.concepts.evidence import Candidate
from pipeline.concepts.places import Ranges
from pipeline.core.lexicon import Concept, Context, Form, Sense
from pipeline.core.records import Span
from pipeline.core.sentences import split_sentences
from pipeline.core.squeeze import Squeezed, is_han_at, squeeze_word

# A single line break may be a wrap; read as a space it ends no sentence.
WRAP = re.compile(r"(?<!\n)\r?\n(?!\s*\n)")
# Words by which a document introduces an abbreviation, up to the abbreviation itself.
INTRODUCED_BY = re.compile(
    r"(?:以下|下文)?(?:统|简|合)?称(?:为|作|之为|其为)?[:：]?\s*[“‘\"「]?$|(?:hereafter|hereinafter|abbreviated(?: as| to)?|short for)[\s,:“\"]*$"
)
OPENING = re.compile(r"[（(\[【]\s*[“‘\"「]?$")
REACH = 24
"""Code points read before an abbreviation in search of its introduction."""

DEFINED_BEFORE = re.compile(r"(?:所谓|何谓|何为|什么是)(?:的)?[“‘「\"]?$|(?:将|把|对)[“‘「\"]?$")
DEFINED_AFTER = re.compile(
    r"^[”’」\"]?(?:[（(][^）)]{0,80}[）)])?[，,]?\s*(?:是指|指的是|指称|即指|即是|意指|意味着|就是指|(?:可以?)?被?(?:界定|定义|理解)为"
    r"|的(?:定义|概念|内涵)是|\s(?:refers? to|(?:is|are|can be|may be) defined as|means\b|denotes))"
)
ENGLISH_DEFINED_BEFORE = re.compile(r"\bdefin(?:e|es|ed|ing)\s+(?:an?\s+|the\s+)?[“\"]?$", re.IGNORECASE)
CALLED_AFTER = re.compile(r"^[”’」\"]?[，,]?(?:是指|指的是|就是|即|是)")
NEGATED_BEFORE = re.compile(
    r"(?:并非|并不是|不是|绝非|而非|无关于|不等于|不等同于|不属于|没有|并无|未(?:曾|能)?(?:形成|实现|出现|建立))(?:一种|真正的|所谓的?)?[“‘「\"]?$"
    r"|\b(?:not|no|without|rather than|instead of|never)\s+(?:an?\s+|the\s+|any\s+)?[“\"]?$",
    re.IGNORECASE,
)
# 不是社工站固有的属性 denies a property, not the station: the mention only qualifies what comes behind 的.
QUALIFIES = re.compile(r"^[^，。；：！？,.;:!?]{0,15}的")
NEAR = 40
"""Code points read on either side of a mention for definitions and negation."""


def read_sentences(text: str) -> list[Span]:
    """Return the sentences of a text whose lines may be wrapped."""
    return split_sentences(WRAP.sub(lambda wrap: " " * len(wrap.group()), text))


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
        low, high = self._plain_ends(start)
        sentences = (span.shift(low) for span in read_sentences(self.text.printed[low:high]))
        return next((span for span in sentences if span.start <= start < span.end), Span(start, end))

    def _plain_ends(self, place: int) -> tuple[int, int]:
        """Return a stretch around a place that ends where sentences surely end, so that few are read: 。 between two Han characters."""
        printed = self.text.printed
        low, high = printed.rfind("。", self.start, place), printed.find("。", place, self.end)
        while low > self.start and not _is_between_han(printed, low):
            low = printed.rfind("。", self.start, low)
        while high >= 0 and not _is_between_han(printed, high):
            high = printed.find("。", high + 1, self.end)
        return (low + 1 if low > self.start else self.start), (high + 1 if high >= 0 else self.end)

    def may_hold(self, words: Iterable[str], place: int) -> bool:
        """Tell whether one of these words stands near enough to `place` to be in its sentence; quicker than reading that sentence."""
        if self.given:
            return True
        near = _squeezed_slice(self.text, *self._plain_ends(place))
        return any(squeeze_word(word) in near for word in words)


def _is_between_han(text: str, place: int) -> bool:
    return place > 0 and is_han_at(text, place - 1) and is_han_at(text, place + 1)


def allows(context: Context, part: Part, span: Span) -> bool:
    """Tell whether the neighbourhood has one of what the lexicon needs and none of what must not be there."""
    if context.window == "sentence":
        if not part.may_hold([*context.needs, *context.must_not], span.start):
            return not context.needs
        window = part.sentence(span.start, span.end)
    else:
        window = Span(max(part.start, span.start - context.window), min(part.end, span.end + context.window))
    near = _squeezed_slice(part.text, window.start, window.end)
    needed = not context.needs or any(squeeze_word(word) in near for word in context.needs)
    return needed and not any(squeeze_word(word) in near for word in context.must_not)


def read_sense(concept: Concept, part: Part, span: Span) -> Sense | None:
    """Return the sense with most cue words in the sentence; None without cues, or when two senses have as many."""
    if not part.may_hold((cue for sense in concept.senses for cue in sense.cues), span.start):
        return None
    sentence = part.sentence(span.start, span.end)
    near = _squeezed_slice(part.text, sentence.start, sentence.end)
    counts = sorted(((sum(squeeze_word(cue) in near for cue in sense.cues), sense.id) for sense in concept.senses), reverse=True)
    best = counts[0][0]
    if best == 0 or (len(counts) > 1 and counts[1][0] == best):
        return None
    return next(sense for sense in concept.senses if sense.id == counts[0][1])


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


def mention_flags(text: str, start: int, end: int) -> list[str]:
    """Return `cited` (inside a 《title》), `defined` and `negated` for a mention, from the words next to it."""
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    flags = []
    if before.rfind("《") > before.rfind("》") and "》" in after:
        flags.append("cited")
    if _is_defined(before, after):
        flags.append("defined")
    if NEGATED_BEFORE.search(before) and not QUALIFIES.match(after):
        flags.append("negated")
    return flags


def _is_defined(before: str, after: str) -> bool:
    opened = DEFINED_BEFORE.search(before)
    if opened and opened.group().startswith(("所谓", "何谓", "何为", "什么是")):
        return CALLED_AFTER.match(after) is not None
    if ENGLISH_DEFINED_BEFORE.search(before) and re.match(r"[”\"]?\s+as\b", after):
        return True
    return DEFINED_AFTER.match(after) is not None


def _squeezed_slice(text: Squeezed, start: int, end: int) -> str:
    return text.text[text.position(start) : text.position(end)]
