"""Toy corpora of two themes, written as the tables that the stage reads."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.core.config import load_config
from pipeline.core.corpus import Corpus
from pipeline.core.records import Box, Document, Passage, Tokens, Work
from pipeline.core.shards import ExecutionConfig
from pipeline.core.stages import StageContext
from pipeline.core.store import Store
from pipeline.core.tables import write_table
from pipeline.topics.config import TopicsConfig

CARE = ["养老", "护理", "老人", "医院", "健康", "照料", "慢病", "康复"]
GRID = ["网格", "党建", "街道", "居委会", "巡查", "上报", "平台", "考核"]


@pytest.fixture
def config(project_root: Path) -> TopicsConfig:
    """The shipped settings, for two topics and without a sweep."""
    shipped = load_config(project_root / "configs" / "topics.yaml", TopicsConfig)
    return shipped.model_copy(update={"topics": 2, "sweep_topics": [], "sweep_seeds": []})


@pytest.fixture
def theme_words() -> list[list[str]]:
    """Twelve texts, in turn of one theme and the other; each lacks one of its theme's words."""
    themes = itertools.cycle([CARE, GRID])
    return [
        [word for position, word in enumerate(theme * 3) if position % 8 != turn % 8]
        for turn, theme in zip(range(12), themes, strict=False)
    ]


def make_work(text_id: str, *, year: int | None = 2016, kind: str = "article", duplicate_of: str | None = None) -> Work:
    """A work whose only text is `text_id`."""
    return Work(
        work_id=f"w{text_id[1:]}",
        doc_ids=[text_id],
        text_id=text_id,
        title_zh=None,
        title_en=None,
        authors=[],
        year=year,
        year_kind=None,
        kind=kind,
        degree_type=None,
        venue=None,
        issue=None,
        pages=None,
        doi=None,
        abstract_zh=None,
        abstract_en=None,
        keywords_zh=[],
        keywords_en=[],
        evidence="full_text",
        duplicate_of=duplicate_of,
    )


@pytest.fixture
def make_context(tmp_path: Path, project_root: Path, serial: ExecutionConfig) -> Callable[[list[list[str]], list[Work]], StageContext]:
    """Write the tables of a corpus whose texts are these words, ten a sentence, and return the stage's context."""

    def build(texts: list[list[str]], works: list[Work]) -> StageContext:
        corpus = Corpus(tmp_path / "corpora" / "toy")
        rows = [_rows(work.text_id or "", words) for work, words in zip(works, texts, strict=True)]
        write_table(corpus.tables("extract"), "documents", [row[0] for row in rows])
        write_table(corpus.tables("extract"), "passages", [row[1] for row in rows])
        write_table(corpus.tables("segment"), "tokens", [row[2] for row in rows])
        write_table(corpus.tables("catalog"), "works", works)
        write_table(corpus.tables("concepts"), "concept_works", [])
        write_table(corpus.tables("catalog"), "record_texts", [])
        write_table(corpus.tables("catalog"), "record_passages", [])
        return StageContext(corpus, project_root / "configs", tmp_path, Store(None), serial)

    return build


def _rows(text_id: str, words: list[str]) -> tuple[Document, Passage, Tokens]:
    text = "".join(words)
    ends = list(itertools.accumulate(len(word) for word in words))
    starts = [0, *ends[:-1]] if words else []
    firsts, lasts = starts[::10], [*starts[10::10], len(text)] if words else []
    lines = [Box(page, None, 0.0, 0.0, 1.0, 1.0) for page, _ in enumerate(firsts, start=1)]
    passage = Passage(text_id, 0, 0, len(text), "body", boxes=lines[:1], line_starts=firsts, line_boxes=lines)
    document = Document(text_id, [f"{text_id}.txt"], "text/plain", 0, "ok", "article", text=text)
    return document, passage, Tokens(text_id, starts, ends, firsts, lasts, [0] * len(firsts))
