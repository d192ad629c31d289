"""Everything the report reads, loaded once, with the look-ups that its sections share."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.core.config import load_config
from pipeline.core.corpus import Corpus
from pipeline.core.counting import counted_works
from pipeline.core.lexicon import Lexicon, load_lexicon
from pipeline.core.pages import box_at
from pipeline.core.records import Mention, Passage, Problem, Span, Tokens, Work
from pipeline.core.schemas import TABLES
from pipeline.core.tables import read_table
from pipeline.core.texts import Text, read_texts
from pipeline.explore.chain_rows import owners_of_texts, read_problems
from pipeline.explore.records_out.gbt7714 import gbt7714
from pipeline.explore.report.config import About, Counting, ReportConfig, read_counting
from pipeline.explore.wording import Language

LOADED = (
    "documents", "works", "mentions", "tokens", "concept_works", "timeline", "bursts", "topic_terms", "doc_topics", "topic_examples", "topic_trend",
    "topic_models", "topic_summary", "topic_map", "topic_groups", "topic_concepts", "topic_drift", "beads", "term_pairs", "flow", "screening",
    "cooccurrence", "collocates", "concept_citations",
)  # fmt: skip
MAX_QUOTE_CHARS = 220


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence with what is to be marked in it, and where it is printed."""

    parts: list[tuple[str, bool]]
    """The sentence in pieces: (text, whether it is marked)."""
    lang: str
    page: int | None
    page_label: str | None


@dataclass(frozen=True)
class Material:
    """The tables and configs of one corpus."""

    corpus: Corpus
    configs: Path
    config: ReportConfig
    counting: Counting
    about: About
    lexicon: Lexicon
    tables: dict[str, list[Any]]
    texts: dict[str, Text]
    works: dict[str, Work] = field(init=False)
    """By work_id."""
    work_of_text: dict[str, Work] = field(init=False)
    mentions_of_text: dict[str, list[Mention]] = field(init=False)
    tokens: dict[str, Tokens] = field(init=False)

    def __post_init__(self) -> None:
        """Build the look-ups."""
        mentions = defaultdict(list)
        for mention in self.tables["mentions"]:
            mentions[mention.text_id].append(mention)
        object.__setattr__(self, "works", {work.work_id: work for work in self.tables["works"]})
        object.__setattr__(self, "work_of_text", owners_of_texts(self.tables["works"]))
        object.__setattr__(self, "mentions_of_text", dict(mentions))
        object.__setattr__(self, "tokens", {row.text_id: row for row in self.tables["tokens"]})

    @property
    def counted_ids(self) -> frozenset[str]:
        """The ids of the works that are counted."""
        return frozenset(work.work_id for work in self.counted_works())

    def counted_works(self) -> list[Work]:
        """Return the works that are counted (see `core.counting`)."""
        return counted_works(self.tables["works"])

    def problems(self) -> list[Problem]:
        """Return the problems of all stages, in the order of the chain, each once."""
        return read_problems(self.corpus)

    def passage_at(self, text_id: str, offset: int) -> Passage | None:
        """Return the passage that holds a code point of a text."""
        passages = self.texts[text_id].passages if text_id in self.texts else []
        position = bisect_right(passages, offset, key=lambda passage: passage.start) - 1
        return passages[position] if position >= 0 and offset < passages[position].end else None

    def sentence_at(self, text_id: str, offset: int) -> tuple[int, int]:
        """Return the range of the sentence at a code point; without sentences, of the passage."""
        tokens = self.tokens.get(text_id)
        position = bisect_right(tokens.sentence_start, offset) - 1 if tokens else -1
        if tokens and position >= 0 and offset < tokens.sentence_end[position]:
            return tokens.sentence_start[position], tokens.sentence_end[position]
        passage = self.passage_at(text_id, offset)
        return (passage.start, passage.end) if passage else (offset, offset)

    def quote(self, text_id: str, start: int, end: int) -> Quote:
        """Return the sentence around start..end, cut to a readable length, with start..end marked."""
        text = self.texts[text_id].text
        first, last = self.sentence_at(text_id, start)
        first, last = max(first, start - MAX_QUOTE_CHARS // 2), max(min(last, end + MAX_QUOTE_CHARS), end)
        parts = [(text[first:start].lstrip(), False), (text[start:end], True), (text[end:last].rstrip(), False)]
        return self._placed_quote(text_id, start, parts)

    def quote_sentence(self, text_id: str, span: Span, terms: Sequence[str]) -> Quote:
        """Return the sentence `span` with the terms in it marked, the longest first where they overlap."""
        sentence = self.texts[text_id].text[span.start : span.end]
        pattern = "|".join(map(re.escape, sorted(terms, key=lambda term: (-len(term), term)))) or r"(?!)"
        pieces = re.split(f"({pattern})", sentence)
        return self._placed_quote(text_id, span.start, [(piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece])

    def _placed_quote(self, text_id: str, offset: int, parts: list[tuple[str, bool]]) -> Quote:
        passage = self.passage_at(text_id, offset)
        box = box_at(passage, offset) if passage else None
        return Quote(parts, passage.lang if passage else "zh", box.page if box else None, box.page_label if box else None)

    def is_evidence(self, mention: Mention) -> bool:
        """Tell whether a mention is one that the default timeline counts: by its part of the text and its flags."""
        return mention.scope in self.counting.parts and self.counting.uncounted_flags.isdisjoint(mention.flags)

    def reference(self, work_id: str) -> str:
        """Return a work as a reference of GB/T 7714."""
        return gbt7714(self.works[work_id])

    def label(self, concept_id: str) -> str:
        """Return a concept's Chinese label; an id that the lexicon has lost stands for itself."""
        known = all(part in self.lexicon.by_id for part in concept_id.split("/"))
        return self.lexicon.label(concept_id) if known else concept_id

    def name(self, concept_id: str, lang: Language) -> str:
        """Return a concept's label in a language; the Chinese one where the lexicon has no English."""
        concepts = [self.lexicon.by_id.get(part) for part in concept_id.split("/")]
        english = [concept.label_en for concept in concepts if concept and concept.label_en]
        return "/".join(english) if lang == "en" and len(english) == len(concepts) else self.label(concept_id)

    def names(self, concept_id: str, lang: Language) -> tuple[str, str]:
        """Return a concept's name in a language, and in the other one (empty where there is none)."""
        own, other = self.name(concept_id, lang), self.name(concept_id, "en" if lang == "zh" else "zh")
        return own, other if other != own else ""


def load_material(corpus: Corpus, configs: Path) -> Material:
    """Read everything.

    Raises:
        SchemaError: a table is missing or of another version.
        ConfigError: a config, the lexicon or about.yaml is wrong.
    """
    about = corpus.root / "about.yaml"
    return Material(
        corpus=corpus,
        configs=configs,
        config=load_config(configs / "report.yaml", ReportConfig),
        counting=read_counting(configs),
        about=load_config(about, About) if about.is_file() else About(title=corpus.name),
        lexicon=load_lexicon(configs / "lexicon"),
        tables={name: read_table(corpus.tables(TABLES[name].stage), name) for name in LOADED},
        texts={text.text_id: text for text in read_texts(corpus)},
    )
