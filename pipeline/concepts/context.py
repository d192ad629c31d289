"""What stands around a mention: its sentence, conditions the lexicon sets, its sense, and flags for readers."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pipeline.concepts.evidence import Candidate
from pipeline.core.lexicon import Concept, Context, Form, Sense
from pipeline.core.records import Span
from pipeline.core.sentences import split_sentences
from pipeline.core.squeeze import Squeezed, squeeze_word

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
    r"^[”’」\"]?(?:[（(][^）)]{0,80}[）)])?[，,]?\s*(?:是指|指的是|指称|即指|即是|意指|意味着|就是指|可以?(?:被)?(?:界定|定义|理解)为|(?:界定|定义|理解)为"
    r"|的(?:定义|概念|内涵)是|\s(?:refers? to|is defined as|means\b|denotes))"
)
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


def sentence_around(sentences: Sequence[Span], span: Span) -> Span:
    """Return the sentence in which a span begins, or the span itself where there is none."""
    index = bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1
    if index < 0 or sentences[index].end <= span.start:
        return span
    return sentences[index]


def allows(context: Context, text: Squeezed, span: Span, sentence: Span) -> bool:
    """Tell whether the neighbourhood has one of what the lexicon needs and none of what must not be there."""
    if context.window == "sentence":
        window = sentence
    else:
        window = Span(max(0, span.start - context.window), min(len(text.printed), span.end + context.window))
    near = _squeezed_slice(text, window)
    needed = not context.needs or any(squeeze_word(word) in near for word in context.needs)
    return needed and not any(squeeze_word(word) in near for word in context.must_not)


def read_sense(concept: Concept, text: Squeezed, sentence: Span) -> Sense | None:
    """Return the sense with most cue words in the sentence; None without cues, or when two senses have as many."""
    if not concept.senses:
        return None
    near = _squeezed_slice(text, sentence)
    counts = sorted(((sum(squeeze_word(cue) in near for cue in sense.cues), sense.id) for sense in concept.senses), reverse=True)
    best = counts[0][0]
    if best == 0 or (len(counts) > 1 and counts[1][0] == best):
        return None
    return next(sense for sense in concept.senses if sense.id == counts[0][1])


def find_introduced(passages: Iterable[tuple[Squeezed, list[Candidate]]]) -> frozenset[Form]:
    """Return the abbreviations that one of a document's passages introduces: （以下简称“三社”）, social work stations (SWS)."""
    introduced: set[Form] = set()
    for text, candidates in passages:
        long_ends = {
            (one.end, name) for one in candidates if (form := one.pattern.form) and form.kind == "exact" for name in form.concept_ids
        }
        for one in candidates:
            form = one.pattern.form
            if form is not None and form.kind == "abbreviation" and _is_introduced(text, one, form, long_ends):
                introduced.add(form)
    return frozenset(introduced)


def _is_introduced(text: Squeezed, candidate: Candidate, form: Form, long_ends: set[tuple[int, str]]) -> bool:
    start = text.span(candidate.start, candidate.end).start
    before = text.printed[max(0, start - REACH) : start]
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
    return DEFINED_AFTER.match(after) is not None


def _squeezed_slice(text: Squeezed, window: Span) -> str:
    return text.text[text.position(window.start) : text.position(window.end)]
