"""All texts of a corpus: the documents' and the record-only works', each with its passages, as one sequence."""

from collections import defaultdict
from dataclasses import dataclass

from pipeline.core.corpus import Corpus
from pipeline.core.records import Document, Passage, RecordText
from pipeline.core.store import result_key
from pipeline.core.tables import iter_table


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its passages in reading order."""

    text_id: str
    text: str
    passages: list[Passage]

    def of_role(self, *roles: str) -> list[Passage]:
        """Return the passages of these roles, in reading order."""
        return [passage for passage in self.passages if passage.role in roles]

    def slice(self, passage: Passage) -> str:
        """Return a passage's text."""
        return self.text[passage.start : passage.end]

    def digest(self) -> str:
        """Return a digest of what later stages read: text and passages' roles, without boxes."""
        rows = [f"{p.start} {p.end} {p.role} {p.level} {p.lang}" for p in self.passages]
        return result_key(self.text_id, self.text, *rows)


def read_texts(corpus: Corpus) -> list[Text]:
    """Return every text with at least one character, sorted by text_id.

    Reads documents and passages (extract) and record_texts and record_passages (catalog).
    """
    passages: dict[str, list[Passage]] = defaultdict(list)
    for stage, table in (("extract", "passages"), ("catalog", "record_passages")):
        for passage in iter_table(corpus.tables(stage), table):
            passages[passage.text_id].append(passage)
    texts = [
        Text(text_id, text, sorted(passages[text_id], key=lambda passage: passage.passage_index))
        for text_id, text in _stored_texts(corpus)
        if text
    ]
    return sorted(texts, key=lambda text: text.text_id)


def _stored_texts(corpus: Corpus) -> list[tuple[str, str]]:
    documents: list[Document] = list(iter_table(corpus.tables("extract"), "documents"))
    records: list[RecordText] = list(iter_table(corpus.tables("catalog"), "record_texts"))
    return [(row.doc_id, row.text) for row in documents] + [(row.text_id, row.text) for row in records]
