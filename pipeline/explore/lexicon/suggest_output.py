"""The candidates of a corpus as lines, with evidence sentences."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from pipeline.core.content_words import read_stop_words
from pipeline.core.corpus import Corpus, Project
from pipeline.core.lexicon import load_lexicon
from pipeline.core.tables import iter_table, read_table, round_floats
from pipeline.core.texts import read_texts
from pipeline.explore.evidence import Evidence, Quoted, quoted_line
from pipeline.explore.lexicon.suggest import Candidate, known_words, suggest_terms
from pipeline.segment.terms import TERMS_FILE, read_term_list


def suggestions(project: Project, corpus: Corpus, values: dict[str, Any], form: str) -> Iterator[str]:
    """Yield a line (table: with its sentences under it) for each candidate, best first.

    Args:
        project: for the lexicon and the stop words.
        corpus: finished up to stage segment.
        values: limit, min_count and sentences, as `wenmai lexicon suggest` takes them.
        form: json or table.
    """
    folder = project.configs / "lexicon"
    stop_words = read_stop_words(project.configs / "stopwords.txt")
    known = known_words(load_lexicon(folder), read_term_list(folder / TERMS_FILE), stop_words)
    texts, works = read_texts(corpus), read_table(corpus.tables("catalog"), "works")
    tokens = {row.text_id: row for row in iter_table(corpus.tables("segment"), "tokens")}
    candidates = suggest_terms(texts, tokens, works, known, values["min_count"])
    evidence = Evidence(texts, tokens, works)
    for rank, one in enumerate(candidates[: values["limit"]], start=1):
        quotes = evidence.sample(one.places, values["sentences"])
        yield _json(rank, one, quotes) if form == "json" else _lines(rank, one, quotes)


def _json(rank: int, one: Candidate, quotes: list[Quoted]) -> str:
    numbers = {name: getattr(one, name) for name in ("score", "count", "texts", "keywords", "quoted", "titles", "cohesion", "freedom")}
    row = {"rank": rank, "term": one.term} | round_floats(numbers) | {"sentences": [dataclasses.asdict(quote) for quote in quotes]}
    return json.dumps(row, ensure_ascii=False)


def _lines(rank: int, one: Candidate, quotes: list[Quoted]) -> str:
    named = [f"{word} {getattr(one, name)}" for name, word in (("keywords", "keyword"), ("quoted", "quoted"), ("titles", "in titles"))
             if getattr(one, name)]  # fmt: skip
    head = f"{rank:>3}  {one.term}  {one.count} places in {one.texts} texts{'; ' if named else ''}{', '.join(named)}"
    return "\n".join([head, *(f"       {quoted_line(quote)}" for quote in quotes)])
