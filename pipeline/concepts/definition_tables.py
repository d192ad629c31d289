"""The definitions of a concept from a corpus's finished tables."""

from collections import defaultdict
from typing import Any

from pipeline.concepts.config import ConceptsConfig
from pipeline.concepts.definitions import Definition, Source, find_definitions
from pipeline.concepts.places import Ranges
from pipeline.core.config import load_config
from pipeline.core.corpus import Project
from pipeline.core.lexicon import load_lexicon
from pipeline.core.tables import iter_table, read_table
from pipeline.core.texts import read_texts


def read_definitions(project: Project, name: str, corpus_name: str | None = None) -> list[Definition]:
    """Return the definitions of the concept with this label or id.

    Raises:
        ConfigError: the lexicon has no such concept.
        SchemaError: a table is missing; the message names the stage to run.
    """
    corpus = project.corpus(corpus_name)
    concept = load_lexicon(project.configs / "lexicon").concept(name)
    config = load_config(project.configs / "concepts.yaml", ConceptsConfig)
    mentions = [row for row in iter_table(corpus.tables("concepts"), "mentions") if row.concept_id == concept.id]
    wanted = {mention.text_id for mention in mentions if "defined" in mention.flags}
    citations, references = (_by_text(iter_table(corpus.tables("extract"), table), wanted) for table in ("citations", "references"))
    cut = {
        row.text_id: Ranges(row.sentence_start, row.sentence_end)
        for row in iter_table(corpus.tables("segment"), "tokens")
        if row.text_id in wanted
    }
    sources = {
        text.text_id: Source(text.text, cut.get(text.text_id, Ranges()), citations[text.text_id], references[text.text_id])
        for text in read_texts(corpus)
        if text.text_id in wanted
    }
    works = read_table(corpus.tables("catalog"), "works")
    return find_definitions(concept.label, mentions, works, sources, config.uncounted_flags)


def _by_text(rows: Any, wanted: set[str]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if row.text_id in wanted:
            grouped[row.text_id].append(row)
    return grouped
