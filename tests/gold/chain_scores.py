"""What the whole chain makes of the demo corpus, scored against what is known by construction (`corpora/demo/truth`)."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.core.corpus import Corpus
from pipeline.core.counting import counted_works
from pipeline.core.lexicon import load_lexicon
from pipeline.core.records import Bead, Document, Mention, Work
from pipeline.core.scores import Score
from pipeline.core.tables import read_table
from pipeline.core.text import title_key

FIELDS = ("kind", "title_zh", "title_en", "authors", "year", "venue", "abstract_zh", "abstract_en", "keywords_zh", "keywords_en")
WORK_FIELDS = ("year", "kind", "evidence")
# Parts of a text as the truth names them, and the scopes that mentions carry.
SCOPES = {
    "title_zh": "title",
    "title_en": "title",
    "abstract_zh": "abstract",
    "abstract_en": "abstract",
    "keywords_zh": "keywords",
    "keywords_en": "keywords",
    "heading": "body",
    "paragraph": "body",
}


class Truth:
    """The files of `corpora/demo/truth`."""

    def __init__(self, folder: Path) -> None:
        self.documents = read_json(folder / "documents.json")
        self.works = read_json(folder / "works.json")
        self.mentions = read_lines(folder / "mentions.jsonl")
        self.alignments = read_lines(folder / "alignments.jsonl")
        self.keys = {row["source"]: row["key"] for row in self.documents}
        self.readable = {row["key"] for row in self.documents if row["status"] == "ok"}


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def status_share(truth: Truth, corpus: Corpus) -> float:
    """Share of source files with the expected status."""
    found = {source: document.status for document in documents(corpus) for source in document.sources}
    return share(found.get(row["source"]) == row["status"] for row in truth.documents)


def field_share(truth: Truth, corpus: Corpus) -> float:
    """Share of bibliographic fields of readable files that equal the truth, white space aside."""
    found = {source: document for document in documents(corpus) for source in document.sources}
    printed = printed_fields(truth)
    return share(
        same(row[name], getattr(found[row["source"]], name))
        for row in truth.documents
        if row["status"] == "ok"
        for name in FIELDS
        if row.get(name) and (row["key"], name) in printed
    )


def printed_fields(truth: Truth) -> set[tuple[str, str]]:
    """Fields that the file prints: what a saved web page leaves out cannot be read from it."""
    hidden = {(row["key"], row["part"]) for row in truth.mentions if not row["readable"]}
    return {
        (row["key"], name)
        for row in truth.documents
        for name in FIELDS
        if (row["key"], name) not in hidden and not (name.endswith("_en") and row["kind"] == "web")
    }


def work_share(truth: Truth, corpus: Corpus) -> float:
    """Share of planted works that are there exactly once with the right year, kind and evidence; works too many count as wrong."""
    found = Counter(title_key(work.title_zh or "") for work in works(corpus))
    facts = {title_key(work.title_zh or ""): work for work in works(corpus)}
    right = sum(
        found[key] == 1 and all(getattr(facts[key], name) == row[name] for name in WORK_FIELDS)
        for row in truth.works
        for key in [title_key(row["title"])]
    )
    return right / max(len(truth.works), sum(found.values()))


def mention_score(truth: Truth, corpus: Corpus, lexicon_folder: Path) -> Score:
    """Mentions of readable full texts against the planted ones, compared by text, scope, concept and printed form."""
    lexicon = load_lexicon(lexicon_folder)
    owner = {document.doc_id: truth.keys[document.sources[0]] for document in documents(corpus)}
    mentions: list[Mention] = read_table(corpus.tables("concepts"), "mentions")
    found = Counter(
        (owner[row.text_id], scope, lexicon.label(row.concept_id), plain(row.surface))
        for row in mentions
        if row.text_id in owner and "ambiguous" not in row.flags and "loose" not in row.flags and "elliptical" not in row.flags
        for scope in ["body" if row.scope == "heading" else row.scope]
        if scope in SCOPES.values()
    )
    planted = Counter(
        (row["key"], SCOPES[row["part"]], row["concept"], plain(row["text"]))
        for row in truth.mentions
        if row["readable"] and row["key"] in truth.readable and row["part"] in SCOPES
    )
    return Score.of((found & planted).total(), found.total(), planted.total())


def bead_score(truth: Truth, corpus: Corpus) -> Score:
    """Beads of the abstracts of readable full texts, strict: both sides must hold exactly the planted sentences."""
    texts = {document.doc_id: document.text for document in documents(corpus)}
    owner = {document.doc_id: truth.keys[document.sources[0]] for document in documents(corpus)}
    beads: list[Bead] = [bead for bead in read_table(corpus.tables("align"), "beads") if bead.field == "abstract" and bead.text_id in owner]
    found = Counter(
        (
            owner[bead.text_id],
            joined(texts[bead.text_id], bead.zh_start, bead.zh_end),
            joined(texts[bead.text_id], bead.en_start, bead.en_end),
        )
        for bead in beads
    )
    planted = Counter(
        (row["key"], plain("".join(row["zh"][index] for index in zh)), plain("".join(row["en"][index] for index in en)))
        for row in truth.alignments
        if row["key"] in {owner[bead.text_id] for bead in beads}
        for zh, en in row["beads"]
    )
    return Score.of((found & planted).total(), found.total(), planted.total())


def theme_pairs(truth: Truth, corpus: Corpus) -> tuple[list[int], list[int]]:
    """Planted theme and strongest topic of each readable full text."""
    themes = {row["key"]: row["theme"] for row in truth.documents}
    owner = {document.doc_id: truth.keys[document.sources[0]] for document in documents(corpus)}
    rows = [row for row in read_table(corpus.tables("topics"), "doc_topics") if row.text_id in owner and row.topic is not None]
    return [themes[owner[row.text_id]] for row in rows], [row.topic for row in rows]


def documents(corpus: Corpus) -> list[Document]:
    return read_table(corpus.tables("extract"), "documents")


def works(corpus: Corpus) -> list[Work]:
    return counted_works(read_table(corpus.tables("catalog"), "works"))


def joined(text: str, starts: list[int], ends: list[int]) -> str:
    return plain("".join(text[start:end] for start, end in zip(starts, ends, strict=True)))


def plain(text: str) -> str:
    """Letters as printed, without white space and width: what typesetting may change."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def same(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, list):
        return [plain(item) for item in wanted] == [plain(item) for item in found or []]
    return plain(str(wanted)) == plain(str(found))


def share(hits: Iterable[bool]) -> float:
    listed = list(hits)
    return sum(listed) / len(listed)
