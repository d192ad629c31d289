"""Rows of a finished chain that report, pages and exports read alike."""

from collections.abc import Iterable

from pipeline.core.corpus import Corpus
from pipeline.core.records import Problem, Work
from pipeline.core.tables import read_table

STAGES = ("extract", "catalog", "segment", "concepts", "topics", "align", "index")
"""The stages before the report, in the order of the chain."""


def owners_of_texts(works: Iterable[Work]) -> dict[str, Work]:
    """Return the work of each text: of its files, and of its record text; where two works name one text, the last."""
    return {text_id: work for work in works for text_id in [*work.doc_ids, work.text_id] if text_id}


def read_problems(corpus: Corpus) -> list[Problem]:
    """Return the problems of all stages, in the order of the chain, each once."""
    rows = [row for stage in STAGES for row in read_table(corpus.tables(stage), "problems")]
    return list(dict.fromkeys(rows))
