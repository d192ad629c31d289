"""Records and small corpora built by hand."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.core.corpus import Corpus
from pipeline.core.records import Box, Document, Mention, PageQuality, Passage, Tokens, Work
from pipeline.core.shards import ExecutionConfig
from pipeline.core.stages import StageContext
from pipeline.core.store import Store
from pipeline.core.tables import write_table


def doc_id_of(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def make_work(name: str, *, year: int | None = 2016, kind: str = "article", duplicate_of: str | None = None, has_text: bool = True) -> Work:
    doc_id = doc_id_of(name)
    return Work(
        work_id="w" + doc_id[:15],
        doc_ids=[doc_id] if has_text else [],
        text_id=doc_id if has_text else None,
        title_zh=name,
        title_en=None,
        authors=["沈砚舟"],
        year=year,
        year_kind="issue" if year else None,
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


def make_mention(
    name: str, concept_id: str, *, index: int = 0, scope: str = "body", lang: str = "zh", flags: tuple[str, ...] = ()
) -> Mention:
    return Mention(
        text_id=doc_id_of(name),
        mention_index=index,
        concept_id=concept_id,
        variant_id="x",
        start=index,
        end=index + 1,
        surface="x",
        lang=lang,
        scope=scope,
        passage_index=0,
        sentence_index=None,
        page=None,
        page_label=None,
        flags=list(flags),
    )


@dataclass
class SmallCorpus:
    """Documents of (role, text) pairs, written as the earlier stages write them."""

    root: Path
    works: list[Work] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    tokens: list[Tokens] = field(default_factory=list)

    def add(self, work: Work, parts: list[tuple[str, str]], *, ocr: bool = False) -> None:
        """Add a work; every passage is a page of its own."""
        name, offset, sentences = work.title_zh or "", 0, []
        for index, (role, text) in enumerate(parts):
            box = Box(index + 1, str(index + 101), 0, 0, 1, 1)
            lang = "en" if role.endswith("_en") else "zh"
            self.passages.append(Passage(doc_id_of(name), index, offset, offset + len(text), role, None, lang, [box], [offset], [box]))
            sentences.append((offset, offset + len(text), index))
            offset += len(text) + 1
        quality = [PageQuality(1, "ocr", 10, 1.0, 0.0)] if ocr else []
        text = "\n".join(text for _, text in parts)
        document = Document(doc_id_of(name), [f"{name}.pdf"], "application/pdf", len(parts), "ok", work.kind, text, page_quality=quality)
        self.documents.append(document)
        starts, ends, owners = ([row[column] for row in sentences] for column in range(3))
        self.tokens.append(Tokens(document.doc_id, [], [], starts, ends, owners))
        self.works.append(work)

    def write(self, configs: Path) -> StageContext:
        corpus = Corpus(self.root / "corpora" / "small")
        corpus.sources.mkdir(parents=True, exist_ok=True)
        tables = {
            "extract": {"documents": self.documents, "passages": self.passages, "citations": [], "references": []},
            "catalog": {"works": self.works, "record_texts": [], "record_passages": []},
            "segment": {"tokens": self.tokens},
        }
        for stage, contents in tables.items():
            for name, rows in contents.items():
                write_table(corpus.tables(stage), name, rows)
        execution = ExecutionConfig(executor="serial", workers=1, max_seconds=60, max_memory_mb=4096)
        return StageContext(corpus, configs, self.root / "models", Store(self.root / "store"), execution)
