"""The paragraphs and sentences in which concepts stand together, cut from the texts of the works that count.

A hit inside a longer hit is no use of its own (社会组织 inside 社会组织培育) and is left out, whatever flags the longer one has.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.concepts.timeline import scope_of
from pipeline.core.counting import counted_works, repeated_works
from pipeline.core.records import ConceptWork, Mention, Span, Tokens, Work
from pipeline.core.texts import Text
from pipeline.core.timelines import ALL_LANGS

PARAGRAPH, SENTENCE = "paragraph", "sentence"
UNITS = (PARAGRAPH, SENTENCE)


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or sentence: its length and the concepts in it."""

    characters: int
    spans: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    """Where each concept stands in it, in code points of the text."""


@dataclass(frozen=True, slots=True)
class CutWork:
    """A counted work with the units of its text that lie in the scope."""

    work_id: str
    text_id: str
    year: int | None
    kind: str
    is_repeated: bool
    """An article whose thesis stands for it where all kinds are counted together."""
    units: list[Unit]


@dataclass(frozen=True, slots=True)
class Ground:
    """Which part of the texts is looked at, and which mentions there are none."""

    name: str
    """Name of the scope, as in the table concept_works."""
    parts: frozenset[str]
    """Scopes of mentions that it pools."""
    lang: str
    uncounted_flags: frozenset[str]

    def holds(self, role: str, lang: str) -> bool:
        """Tell whether a passage of this role and language lies in the scope."""
        return scope_of(role) in self.parts and self.lang in {lang, ALL_LANGS}

    def counts(self, mention: Mention) -> bool:
        """Tell whether a mention counts."""
        return mention.scope in self.parts and self.lang in {mention.lang, ALL_LANGS} and self.uncounted_flags.isdisjoint(mention.flags)


@dataclass(frozen=True)
class Sources:
    """The rows that works are cut from."""

    works: Sequence[Work]
    texts: dict[str, Text]
    tokens: dict[str, Tokens]
    mentions: dict[str, list[Mention]]
    """By text_id."""
    concept_works: Sequence[ConceptWork]


def cut_works(sources: Sources, ground: Ground, unit: str) -> list[CutWork]:
    """Return the counted works with at least one unit, sorted by work_id; a concept stands in a work only where the work counts for it."""
    counted = {
        (row.work_id, row.concept_id)
        for row in sources.concept_works
        if row.counted and (row.scope, row.lang) == (ground.name, ground.lang)
    }
    works = sorted(counted_works(sources.works), key=lambda work: work.work_id)
    repeated = repeated_works(works)
    cut = []
    for work in works:
        text = sources.texts.get(work.text_id or "")
        units = _units(text, sources.tokens.get(text.text_id), ground, unit) if text else {}
        for mention in own_hits(sources.mentions.get(text.text_id, ())) if text and units else ():
            index = mention.passage_index if unit == PARAGRAPH else mention.sentence_index
            if index in units and ground.counts(mention) and (work.work_id, mention.concept_id) in counted:
                units[index].spans[mention.concept_id].append(Span(mention.start, mention.end))
        if units:
            cut.append(CutWork(work.work_id, work.text_id or "", work.year, work.kind, work.work_id in repeated, list(units.values())))
    return cut


def own_hits(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the mentions of one text that lie in no longer one, by start."""
    reach, last = -1, (-1, -1)
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end, mention.concept_id)):
        span = (mention.start, mention.end)
        if mention.end > reach or span == last:
            yield mention
            reach, last = max(reach, mention.end), span


def stand_apart(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Tell whether both concepts have a place that touches none of the other's."""
    return any(not any(a.overlaps(b) for b in other) for a in one) and any(not any(b.overlaps(a) for a in one) for b in other)


def _units(text: Text, tokens: Tokens | None, ground: Ground, unit: str) -> dict[int | None, Unit]:
    """Return the units by passage_index or sentence_index."""
    passages = {passage.passage_index: passage for passage in text.passages if ground.holds(passage.role, passage.lang)}
    if unit == PARAGRAPH:
        return {index: Unit(passage.end - passage.start) for index, passage in passages.items()}
    if tokens is None:
        return {}
    spans = zip(tokens.sentence_start, tokens.sentence_end, tokens.sentence_passage, strict=True)
    return {index: Unit(end - start) for index, (start, end, passage_index) in enumerate(spans) if passage_index in passages}
