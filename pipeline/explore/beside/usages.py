"""The works of a period with their words or concepts, for `wenmai compare`."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pipeline.concepts.config import ConceptsConfig
from pipeline.concepts.units import Ground
from pipeline.core.config import load_config
from pipeline.core.content_words import content_words, read_stop_words
from pipeline.core.corpus import Corpus
from pipeline.core.counting import ALL_KINDS, counted_works, repeated_works
from pipeline.core.periods import Period
from pipeline.core.records import Tokens, Work
from pipeline.core.tables import read_table
from pipeline.core.texts import Text, read_texts
from pipeline.explore.beside.keyness import Usage

MIN_CHARS = 2
Uses = Callable[[Work, Sequence[str]], tuple[dict[str, int], frozenset[str]]]
"""A work and its words -> uses of each term, and the terms that count for it."""


def read_usages(corpus: Corpus, configs: Path, periods: Sequence[Period], *, of: str, kind: str, lang: str) -> list[list[Usage]]:
    """Return the readable works of each period: those with words of the language in the default scope.

    Args:
        corpus: whose tables are read.
        configs: folder of config files.
        periods: first and last years, both inclusive.
        of: `words` or `concepts`.
        kind: kind of works; all kinds together count an article and the thesis it was drawn from once.
        lang: zh, en or all.
    """
    config = load_config(configs / "concepts.yaml", ConceptsConfig)
    scope = next(iter(config.scopes))
    ground = Ground(scope, frozenset(config.scopes[scope]), lang, frozenset(config.uncounted_flags))
    uses = _word_uses(read_stop_words(configs / "stopwords.txt")) if of == "words" else _concept_uses(corpus, scope, lang)
    texts = {text.text_id: text for text in read_texts(corpus)}
    tokens: dict[str, Tokens] = {row.text_id: row for row in read_table(corpus.tables("segment"), "tokens")}
    works = counted_works(read_table(corpus.tables("catalog"), "works"))
    repeated = repeated_works(works) if kind == ALL_KINDS else frozenset()
    chosen = [
        work
        for work in works
        if work.work_id not in repeated and kind in {work.kind, ALL_KINDS} and work.text_id in tokens.keys() & texts.keys()
    ]
    return [[usage for usage in _usages(chosen, period, texts, tokens, ground, uses) if usage.size] for period in periods]


def _usages(
    works: Iterable[Work], period: Period, texts: dict[str, Text], tokens: dict[str, Tokens], ground: Ground, uses: Uses
) -> Iterable[Usage]:
    for work in works:
        if period.holds(work.year) and work.text_id:
            words = words_of(texts[work.text_id], tokens[work.text_id], ground)
            counts, has = uses(work, words)
            yield Usage(work.work_id, (work.kind, len(words).bit_length()), len(words), counts, has)


def words_of(text: Text, tokens: Tokens, ground: Ground) -> list[str]:
    """Return every word of the passages in the scope, as printed, in order; marks are no words."""
    found = []
    passages = iter([passage for passage in text.passages if ground.holds(passage.role, passage.lang)])
    passage = next(passages, None)
    for start, end in zip(tokens.token_start, tokens.token_end, strict=True):
        while passage is not None and start >= passage.end:
            passage = next(passages, None)
        if passage is None:
            break
        word = text.text[start:end]
        if start >= passage.start and any(map(str.isalnum, word)):
            found.append(word)
    return found


def _word_uses(stop_words: frozenset[str]) -> Uses:
    def uses(_: Work, words: Sequence[str]) -> tuple[dict[str, int], frozenset[str]]:
        counts = Counter(content_words(words, stop_words, MIN_CHARS))
        return counts, frozenset(counts)

    return uses


def _concept_uses(corpus: Corpus, scope: str, lang: str) -> Uses:
    mentions: dict[str, dict[str, int]] = defaultdict(dict)
    having: dict[str, set[str]] = defaultdict(set)
    for row in read_table(corpus.tables("concepts"), "concept_works"):
        if (row.scope, row.lang) == (scope, lang):
            mentions[row.work_id][row.concept_id] = row.mentions
            having[row.work_id] |= {row.concept_id} if row.counted else set()
    return lambda work, _: (mentions.get(work.work_id, {}), frozenset(having.get(work.work_id, set())))
