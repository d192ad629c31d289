"""All texts of a corpus: the documents' and the record-only works', each with its passages, as one sequence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.core.corpus import Corpus
from pipeline.core.errors import SchemaError
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


class TextsById(dict[str, Text]):
    """Texts by text_id; a SchemaError instead of a KeyError for one that a later stage's table still names."""

    def __init__(self, texts: Iterable[Text]) -> None:
        """Index the texts."""
        super().__init__((text.text_id, text) for text in texts)

    def __missing__(self, text_id: str) -> Text:
        """Say which stages have to run again.

        Raises:
            SchemaError: always.
        """
        raise SchemaError(
            f"text {text_id}: a table names it, and the texts no longer hold it\nrun `wenmai run`, so that all stages read the same texts"
        )


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
