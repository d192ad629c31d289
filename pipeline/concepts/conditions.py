"""What the lexicon says about a mention's surroundings: words it needs, words of other fields that rule it out, and the cues of its senses.

A word of another field rules a mention out when it stands in the mention's own clause and the clause has fewer words of our subject: the involution
of village governance stands beside an involution of the uterus. In another clause of the sentence it does so only where the sentence has no word of
our subject at all. What a form needs may stand in the sentence before or behind too.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.concepts.context import Part
from pipeline.core.lexicon import Context, Lexicon, Sense
from pipeline.core.records import Span
from pipeline.core.squeeze import squeeze, squeeze_word
from pipeline.core.text import normalise

CLAUSE_END = re.compile(r"[，,；;：:—。!?！？]|\.(?=\s)|\b(?:and|but|while|whereas)\b|但是?|而(?!且)")
# Letters in front of which a cue must not stand, and behind which a short one may end only in a plural.
WHOLE = 5
"""Longest Latin cue that must be a word of its own; longer ones may go on (quantif, registration)."""
MIN_AKIN = 2
"""Han characters that a cue shares with a form that it is set against: 网格计算 and 网格化管理."""
REMEMBERED = 500
"""Stretches of text that each set of cues remembers."""
SEVERAL = 2
LISTED = 2
"""So many semicolons, and no full sentence between them, make a list of keywords."""
LONGEST_KEYWORD = 20
LETTER = re.compile("[A-Za-z]")
DENIED = re.compile(r"(?:与|跟|和)[^，。；,;]{1,14}无关")


@dataclass(frozen=True, slots=True)
class Cues:
    """Words to look for: Han anywhere, Latin where a word begins."""

    han: tuple[str, ...]
    latin: re.Pattern[str] | None
    seen: dict[str, set[str]] = field(default_factory=dict, compare=False)
    """What was found in stretches read before: the mentions of one sentence ask about the same words."""

    def found_in(self, squeezed: str, printed: str) -> set[str]:
        """Return the cues that a stretch of text has, none of them part of another."""
        found = {cue for cue in self.han if cue in squeezed}
        if self.latin and LETTER.search(printed):
            found |= {match.lower() for match in self.latin.findall(printed)}
        if len(found) < SEVERAL:
            return found
        return {cue for cue in found if not any(cue != other and cue in other for other in found)}


@functools.lru_cache(maxsize=4096)
def make_cues(words: tuple[str, ...]) -> Cues:
    """Return the cues for these words, ready to search."""
    folded = [normalise(word).text for word in words]
    latin = sorted({word for word in folded if word.isascii()}, key=lambda word: (-len(word), word))
    han = tuple(sorted({squeeze_word(word) for word in folded if not word.isascii()}))
    pattern = "|".join(re.escape(word) + ("" if len(word) > WHOLE else r"(?:s|es)?(?![a-z])") for word in latin)
    return Cues(han, re.compile(rf"(?<![a-z])(?:{pattern})", re.IGNORECASE) if latin else None)


class Conditions:
    """Reads the surroundings of mentions for one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Keep the words of our subject and of other fields."""
        self._fields = lexicon.other_fields
        self._subject = lexicon.subject_words
        self._cues: dict[int, tuple[Cues, Cues]] = {}

    def allows(self, context: Context, part: Part, span: Span) -> bool:
        """Tell whether the neighbourhood has one of what the lexicon needs and, in a window of characters, none of what must not be there."""
        if context.needs and not self._has_needed(context, part, span):
            return False
        return context.window == "sentence" or not _found(make_cues(context.must_not), part, _window(part, span, context.window))

    def is_foreign(self, context: Context, part: Part, span: Span) -> bool:
        """Tell whether the sentence speaks of another field: then neither this form nor a shorter one inside it is a mention."""
        if context.window != "sentence" or not (context.must_not or context.other_fields):
            return False
        foreign, subject = self._weighed(context)
        if part.given is None and not _found(foreign, part, part.plain_sentence(span.start)):
            return False
        sentence = part.sentence(span.start, span.end)
        if not (around := _found(foreign, part, sentence)):
            return False
        clause = _clause(part, sentence, span)
        if inside := around & _found(foreign, part, clause):
            return len(inside) > len(_found(subject, part, clause, span))
        form = part.text.text[part.text.position(span.start) : part.text.position(span.end)]
        return any(not _is_akin(cue, form) for cue in around) and not _found(subject, part, sentence, span)

    def _weighed(self, context: Context) -> tuple[Cues, Cues]:
        """Return the words that speak against a form and those that outweigh them; made once for each of the lexicon's contexts."""
        made = self._cues.get(id(context))
        if made is None:
            foreign = (*context.must_not, *(word for name in context.other_fields for word in self._fields.get(name, ())))
            made = self._cues[id(context)] = make_cues(foreign), make_cues((*self._subject, *context.unless))
        return made

    def _has_needed(self, context: Context, part: Part, span: Span) -> bool:
        cues = make_cues(context.needs)
        if context.window != "sentence":
            return bool(_found(cues, part, _window(part, span, context.window)))
        sentence = part.sentence(span.start, span.end)
        return bool(_found(cues, part, sentence)) or any(_found(cues, part, near) for near in _neighbours(part, sentence))


class Senses:
    """The cues of one concept's senses, ready to search."""

    def __init__(self, senses: tuple[Sense, ...]) -> None:
        """Prepare the cues."""
        self._senses = senses
        self._each = [(sense, make_cues(sense.cues), _own_cues(sense.cues)) for sense in senses]
        self._every = make_cues(tuple(cue for sense in senses for cue in sense.cues))
        self._named: dict[str, Sense | None] = {}

    def read(self, part: Part, span: Span) -> Sense | None:
        """Return the sense that the form names, else the one with most cue words in the sentence; None without cues or with a draw."""
        if named := self._names(part.text.printed[span.start : span.end]):
            return named
        if part.given is None and not _found(self._every, part, part.plain_sentence(span.start)):
            return None
        stretch = _keyword(part, part.sentence(span.start, span.end), span)
        printed = DENIED.sub("", part.text.printed[stretch.start : stretch.end])
        seen = self._every.found_in(squeeze(printed).text, printed)
        if not seen:
            return None
        counts = sorted(((len(seen & own), sense.id, sense) for sense, _, own in self._each), key=lambda one: one[:2], reverse=True)
        is_draw = len(counts) > 1 and counts[1][0] == counts[0][0]
        return None if is_draw or not counts[0][0] else counts[0][2]

    def _names(self, surface: str) -> Sense | None:
        if surface not in self._named:
            named = [sense for sense, cues, _ in self._each if cues.found_in(squeeze_word(surface), surface)]
            self._named[surface] = named[0] if len(named) == 1 else None
        return self._named[surface]


@functools.lru_cache(maxsize=1024)
def _own_cues(cues: tuple[str, ...]) -> frozenset[str]:
    folded = [normalise(cue).text for cue in cues]
    return frozenset(word if word.isascii() else squeeze_word(word) for word in folded)


def _found(cues: Cues, part: Part, stretch: Span, without: Span | None = None) -> set[str]:
    """Return the cues in a stretch of the passage; those inside `without`, the mention itself, do not count."""
    pieces = [stretch] if without is None else [Span(stretch.start, without.start), Span(without.end, stretch.end)]
    found: set[str] = set()
    for piece in pieces:
        printed = part.text.printed[piece.start : piece.end]
        known = cues.seen.get(printed)
        if known is None:
            squeezed = part.text.text[part.text.position(piece.start) : part.text.position(piece.end)]
            known = cues.found_in(squeezed, printed)
            if len(cues.seen) >= REMEMBERED:
                cues.seen.clear()
            cues.seen[printed] = known
        found |= known
    return found


def _window(part: Part, span: Span, reach: int) -> Span:
    return Span(max(part.start, span.start - reach), min(part.end, span.end + reach))


def _neighbours(part: Part, sentence: Span) -> Iterable[Span]:
    """Yield the sentences before and behind in the same passage."""
    printed = part.text.printed
    before = len(printed[part.start : sentence.start].rstrip()) + part.start
    if before > part.start:
        yield part.sentence(before - 1, before)
    behind = part.end - len(printed[sentence.end : part.end].lstrip())
    if behind < part.end:
        yield part.sentence(behind, behind + 1)


def _clause(part: Part, sentence: Span, span: Span) -> Span:
    printed = part.text.printed
    before = [found.end() for found in CLAUSE_END.finditer(printed, sentence.start, span.start)]
    behind = CLAUSE_END.search(printed, span.end, sentence.end)
    return Span(before[-1] if before else sentence.start, behind.start() if behind else sentence.end)


def _keyword(part: Part, sentence: Span, span: Span) -> Span:
    """Return the keyword around a mention in a list of keywords, else the sentence: neighbours in a list say nothing of each other."""
    printed = part.text.printed
    items = re.split("[；;]", printed[sentence.start : sentence.end])
    if len(items) <= LISTED or max(map(len, items)) > LONGEST_KEYWORD:
        return sentence
    start = max(printed.rfind(mark, sentence.start, span.start) for mark in "；;") + 1
    ends = [place for mark in "；;" if (place := printed.find(mark, span.end, sentence.end)) >= 0]
    return Span(max(start, sentence.start), min(ends, default=sentence.end))


def _is_akin(cue: str, form: str) -> bool:
    """Tell whether a cue is the other field's own name of the same kind (网格计算 beside 网格化管理): then it has its clause to itself."""
    if cue.isascii():
        return any(word in form for word in cue.split() if len(word) >= MIN_AKIN + 1)
    return cue[:MIN_AKIN] in form
