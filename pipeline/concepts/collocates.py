"""Words that stand in the sentences of a concept more than in the other sentences of the same works: the table collocates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.concepts.config import CooccurrenceConfig
from pipeline.concepts.mechanical import mechanical_pairs
from pipeline.concepts.units import SENTENCE, CutWork, Ground, Sources, cut_works
from pipeline.core.concept_records import Collocate
from pipeline.core.content_words import content_words
from pipeline.core.lexicon import Lexicon
from pipeline.core.lexicon.forms import forms_of
from pipeline.core.records import Span
from pipeline.core.significance import adjusted, chance_of_meeting, g2, log_ratio, poisson_binomial_tail
from pipeline.core.texts import Text

MIN_CHARS = 2
"""Chinese words of one character are function words, or pieces of words."""


@dataclass(frozen=True, slots=True)
class WordedWork:
    """One work: in which of its sentences each concept and each word stands, as bits of a number."""

    n_sentences: int
    concepts: dict[str, int]
    words: dict[str, int]
    own_words: dict[str, frozenset[str]]
    """Words that the mentions of each concept are made of."""


@dataclass(slots=True)
class _Seen:
    """One word over the works of a concept."""

    together: int = 0
    elsewhere: int = 0
    works: int = 0
    chances: list[float] = field(default_factory=list)
    """For each work with the word: the chance that one of its sentences is the concept's."""


def make_collocates(
    sources: Sources, ground: Ground, lexicon: Lexicon, stop_words: frozenset[str], config: CooccurrenceConfig
) -> list[Collocate]:
    """Return for each concept the words that keep it company most reliably, at most `collocates` of them, those least like chance first."""
    cut = cut_works(sources, ground, SENTENCE)
    works = [worded for work in cut if (worded := _worded(work, sources, ground, stop_words))]
    partners: dict[str, set[str]] = defaultdict(set)
    for one, other in mechanical_pairs(lexicon):
        partners[one].add(other)
        partners[other].add(one)
    forms = {concept.id: {form.text for form, _ in forms_of(concept)} for concept in lexicon.concepts}
    names = sorted({name for work in works for name in work.concepts})
    return [
        row
        for name in names
        for row in concept_collocates(name, works, set().union(*(forms.get(other, set()) for other in (name, *partners[name]))), config)
    ]


def concept_collocates(concept_id: str, works: Iterable[WordedWork], hidden: set[str], config: CooccurrenceConfig) -> list[Collocate]:
    """Return the collocates of one concept.

    In each work the word's sentences are thought to lie anywhere: that gives the chance that one of them is the concept's, and the sum of
    these chances the works that are expected. Tested are the words of at least `min_works` of the concept's works, in whatever sentence.
    """
    having = [work for work in works if work.concepts.get(concept_id)]
    hidden = hidden.union(*(work.own_words.get(concept_id, frozenset()) for work in having))
    seen = _count(concept_id, having, hidden)
    tested = sorted(word for word, one in seen.items() if len(one.chances) >= config.min_works)
    sentences = (sum(work.concepts[concept_id].bit_count() for work in having), sum(work.n_sentences for work in having))
    rows = [_row(concept_id, word, seen[word], sentences, _p(seen[word])) for word in tested]
    rows = [replace(row, q=q) for row, q in zip(rows, adjusted([row.p for row in rows]), strict=True)]
    typical = [row for row in rows if row.log_ratio > 0 and row.works > row.expected]
    return sorted(typical, key=lambda row: (row.p, -row.g2, row.word))[: config.collocates]


def _p(seen: _Seen) -> float:
    return poisson_binomial_tail(seen.chances, seen.works) if seen.works > sum(seen.chances) else 1.0


def _count(concept_id: str, works: Iterable[WordedWork], hidden: set[str]) -> Mapping[str, _Seen]:
    found: dict[str, _Seen] = defaultdict(_Seen)
    for work in works:
        here = work.concepts[concept_id]
        n_here = here.bit_count()
        for word, sentences in work.words.items():
            if word not in hidden:
                one, both, n = found[word], (sentences & here).bit_count(), sentences.bit_count()
                one.together += both
                one.elsewhere += n - both
                one.works += both > 0
                one.chances.append(chance_of_meeting(work.n_sentences, n_here, n))
    return found


def _row(concept_id: str, word: str, seen: _Seen, sentences: tuple[int, int], p: float) -> Collocate:
    n_concept, n_other = sentences[0], sentences[1] - sentences[0]
    return Collocate(
        concept_id=concept_id,
        word=word,
        sentences=seen.together,
        works=seen.works,
        expected=sum(seen.chances),
        g2=g2(seen.together, n_concept, seen.elsewhere, n_other),
        log_ratio=log_ratio(seen.together, n_concept, seen.elsewhere, n_other),
        p=p,
        q=p,
    )


def _worded(work: CutWork, sources: Sources, ground: Ground, stop_words: frozenset[str]) -> WordedWork | None:
    text = sources.texts.get(work.text_id)
    if text is None:
        return None
    concepts: dict[str, int] = defaultdict(int)
    words: dict[str, int] = defaultdict(int)
    own: dict[str, set[str]] = defaultdict(set)
    sentences = _sentence_words(text, sources, ground)
    for number, (unit, tokens) in enumerate(zip(work.units, sentences, strict=True)):
        for name in unit.spans:
            concepts[name] |= 1 << number
        for span in tokens:
            for word in content_words([text.text[span.start : span.end]], stop_words, MIN_CHARS):
                words[word] |= 1 << number
                for name, spans in unit.spans.items():
                    if any(span.overlaps(one) for one in spans):
                        own[name].add(word)
    return WordedWork(len(work.units), dict(concepts), dict(words), {name: frozenset(of) for name, of in own.items()})


def _sentence_words(text: Text, sources: Sources, ground: Ground) -> Iterator[Sequence[Span]]:
    """Yield the words of each sentence in the scope, in step with the units of `cut_works`."""
    tokens = sources.tokens[text.text_id]
    passages = {passage.passage_index for passage in text.passages if ground.holds(passage.role, passage.lang)}
    at = 0
    for start, end, passage_index in zip(tokens.sentence_start, tokens.sentence_end, tokens.sentence_passage, strict=True):
        while at < len(tokens.token_start) and tokens.token_start[at] < start:
            at += 1
        first = at
        while at < len(tokens.token_start) and tokens.token_start[at] < end:
            at += 1
        if passage_index in passages:
            yield [Span(tokens.token_start[index], tokens.token_end[index]) for index in range(first, at)]
