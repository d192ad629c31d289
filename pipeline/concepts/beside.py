"""What stands beside each concept, for stage `concepts`: the tables cooccurrence, collocates and concept_citations."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.concepts.cited import make_concept_citations
from pipeline.concepts.collocates import make_collocates
from pipeline.concepts.config import ConceptsConfig
from pipeline.concepts.cooccurrence import make_cooccurrence
from pipeline.concepts.units import Ground, Sources
from pipeline.core.content_words import read_stop_words
from pipeline.core.corpus import Corpus
from pipeline.core.lexicon import Lexicon
from pipeline.core.records import ConceptWork, Mention, Tokens, Work
from pipeline.core.tables import read_table
from pipeline.core.texts import Text


def stand_beside(corpus: Corpus, configs: Path, config: ConceptsConfig, lexicon: Lexicon, sources: Sources) -> dict[str, Sequence[Any]]:
    """Return the rows of the three tables by name."""
    name = next(iter(config.scopes))
    ground = Ground(name, frozenset(config.scopes[name]), config.cooccurrence.lang, frozenset(config.uncounted_flags))
    stop_words = read_stop_words(configs / "stopwords.txt")
    extracted = corpus.tables("extract")
    citations, references = read_table(extracted, "citations"), read_table(extracted, "references")
    return {
        "cooccurrence": make_cooccurrence(sources, ground, lexicon, config.cooccurrence),
        "collocates": make_collocates(sources, ground, lexicon, stop_words, config.cooccurrence),
        "concept_citations": make_concept_citations(sources, citations, references, ground, config.cooccurrence.citation_window),
    }


def gather(
    works: Sequence[Work],
    texts: Iterable[Text],
    tokens: dict[str, Tokens],
    mentions: Iterable[Mention],
    concept_works: Sequence[ConceptWork],
) -> Sources:
    """Return the rows that the tables are made from, with their look-ups."""
    by_text: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_text[mention.text_id].append(mention)
    return Sources(works, {text.text_id: text for text in texts}, tokens, dict(by_text), concept_works)
