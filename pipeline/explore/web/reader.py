"""The tables of one snapshot, read when a page needs them: small ones once, rows of one text or concept when they are asked for."""

import re
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.core.config import load_config
from pipeline.core.corpus import Corpus
from pipeline.core.counting import counted_works
from pipeline.core.lexicon import Lexicon, load_lexicon
from pipeline.core.records import ConceptWork, Document, Mention, Passage, Problem, Span, TimelinePoint, Tokens, Work
from pipeline.core.schemas import TABLES
from pipeline.core.tables import find_rows, iter_columns, read_table
from pipeline.core.texts import Text
from pipeline.core.topic_records import DocTopics
from pipeline.explore.chain_rows import owners_of_texts, read_problems
from pipeline.explore.evidence import Evidence
from pipeline.explore.report.config import About, ReportConfig
from pipeline.explore.timelines.points import DEFAULT_SCOPE
from pipeline.explore.web.chain import Chain

TEXT_ID = re.compile(r"[0-9a-f]{16}|w[0-9a-f]{15}")
KEPT_TEXTS, KEPT_LISTS = 64, 128

KeyT = TypeVar("KeyT")
KeptT = TypeVar("KeptT")


@dataclass(frozen=True, slots=True)
class Source:
    """A source file, without its text."""

    doc_id: str
    sources: list[str]
    media_type: str
    n_pages: int
    status: str
    kind: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One text with everything that points into it."""

    text: Text
    mentions: list[Mention]
    evidence: Evidence

    def sentence(self, offset: int) -> Span:
        """Return the sentence at a code point."""
        return self.evidence.sentence(self.text.text_id, offset)


class Recent(Generic[KeyT, KeptT]):
    """The things that were asked for last, up to a number of them; shared by threads."""

    def __init__(self, size: int) -> None:
        """Start empty."""
        self._size = size
        self._kept: OrderedDict[KeyT, KeptT] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: KeyT, make: Callable[[], KeptT]) -> KeptT:
        """Return what was made for the key before, or make it now."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made


class Reader:
    """Reads one snapshot. Threads share it: what two of them read at once is the same."""

    def __init__(self, corpus: Corpus, configs: Path, chain: Chain) -> None:
        """Keep the folders; nothing is read yet."""
        self.corpus = corpus
        self.configs = configs
        self.chain = chain
        self._kept: dict[str, Any] = {}
        self._readings: Recent[str, Reading | None] = Recent(KEPT_TEXTS)
        self._rows: Recent[tuple[str, str, str | int], list[Any]] = Recent(KEPT_LISTS)

    @cached_property
    def about(self) -> About:
        """Return the corpus's title and notice."""
        path = self.corpus.root / "about.yaml"
        return load_config(path, About) if path.is_file() else About(title=self.corpus.name)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Return the lexicon."""
        return load_lexicon(self.configs / "lexicon")

    @cached_property
    def works(self) -> dict[str, Work]:
        """Return every work by its id."""
        return {work.work_id: work for work in self.table("works")}

    @cached_property
    def counted(self) -> list[Work]:
        """Return the works that count."""
        return counted_works(self.works.values())

    @cached_property
    def work_of_text(self) -> dict[str, Work]:
        """Return the work of each text."""
        return owners_of_texts(self.works.values())

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Return the source files by doc_id."""
        columns = tuple(Source.__dataclass_fields__)
        return {row[0]: Source(*row) for row in iter_columns(self.corpus.tables("extract"), "documents", columns)}

    @cached_property
    def concept_works(self) -> dict[str, list[ConceptWork]]:
        """Return the rows behind every timeline by concept."""
        rows = defaultdict(list)
        for row in self.table("concept_works"):
            rows[row.concept_id].append(row)
        return dict(rows)

    @cached_property
    def problems(self) -> list[Problem]:
        """Return the problems of all stages, in the order of the chain, each once."""
        return read_problems(self.corpus)

    @cached_property
    def doc_topics(self) -> list[DocTopics]:
        """Return the topic weights of every text."""
        return self.table("doc_topics")

    @cached_property
    def scopes(self) -> dict[str, frozenset[str]]:
        """Return the parts of a text that each scope of the timeline pools, as the run counted; the default scope comes first."""
        found = self.chain.settings("concepts").get("scopes") or {DEFAULT_SCOPE: ["abstract", "heading", "body"]}
        return {name: frozenset(parts) for name, parts in found.items()}

    @cached_property
    def uncounted_flags(self) -> frozenset[str]:
        """Return the flags of mentions that no timeline counts, as the run had it."""
        return frozenset(self.chain.settings("concepts").get("uncounted_flags", []))

    @cached_property
    def stable_from(self) -> float:
        """Return the stability from which a topic is called stable."""
        return load_config(self.configs / "report.yaml", ReportConfig).stable_from

    def warm(self) -> None:
        """Read what nearly every page needs, so that the first reader does not wait for it."""
        _ = self.about, self.lexicon, self.counted, self.work_of_text, self.sources, self.concept_works, self.doc_topics, self.problems

    def keep(self, name: str, make: Callable[[], KeptT]) -> KeptT:
        """Return what `make` returned when it was first asked for under this name: a snapshot never changes."""
        if name not in self._kept:
            self._kept[name] = make()
        kept: KeptT = self._kept[name]
        return kept

    def table(self, name: str) -> list[Any]:
        """Return a table whole."""
        return read_table(self.corpus.tables(TABLES[name].stage), name)

    def has(self, name: str) -> bool:
        """Tell whether the run wrote a table: a run of an earlier version may lack it."""
        return (self.corpus.tables(TABLES[name].stage) / name).is_dir()

    def rows(self, name: str, column: str, value: str | int) -> list[Any]:
        """Return the rows of a table whose column has the value; the last lists that were asked for are at hand."""
        return list(self._rows.get((name, column, value), lambda: find_rows(self.corpus.tables(TABLES[name].stage), name, column, value)))

    def timeline(self, concept_id: str) -> list[TimelinePoint]:
        """Return all points of a concept."""
        return self.rows("timeline", "concept_id", concept_id)

    def label(self, concept_id: str, lang: str = "zh") -> str:
        """Return a concept's label; an id that the lexicon has lost stands for itself."""
        parts = concept_id.split("/")
        if not all(part in self.lexicon.by_id for part in parts):
            return concept_id
        entries = [self.lexicon.by_id[part] for part in parts]
        return "/".join((entry.label_en if lang == "en" else "") or entry.label for entry in entries)

    def reading(self, text_id: str) -> Reading | None:
        """Return a text with its passages, sentences and mentions; None when there is none of that id."""
        if TEXT_ID.fullmatch(text_id) is None:
            return None
        return self._readings.get(text_id, lambda: self._read(text_id))

    def _read(self, text_id: str) -> Reading | None:
        is_record = text_id.startswith("w")
        stored: list[Any] = self.rows("record_texts" if is_record else "documents", "text_id" if is_record else "doc_id", text_id)
        if not stored:
            return None
        passages: list[Passage] = self.rows("record_passages" if is_record else "passages", "text_id", text_id)
        text = Text(text_id, stored[0].text, passages)
        tokens: list[Tokens] = self.rows("tokens", "text_id", text_id)
        work = self.work_of_text.get(text_id)
        evidence = Evidence([text], {row.text_id: row for row in tokens}, [work] if work else [])
        return Reading(text, self.rows("mentions", "text_id", text_id), evidence)

    def document(self, doc_id: str) -> Document | None:
        """Return a document with its fields."""
        rows: list[Document] = self.rows("documents", "doc_id", doc_id) if TEXT_ID.fullmatch(doc_id) else []
        return rows[0] if rows else None
