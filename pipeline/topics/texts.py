"""The texts that topics are fitted on: words of substance and sentences of each counted work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.core.content_words import content_words
from pipeline.core.corpus import Corpus
from pipeline.core.counting import counted_works
from pipeline.core.records import Span, Tokens, Work
from pipeline.core.tables import read_table
from pipeline.core.texts import Text
from pipeline.topics.config import TopicsConfig
from pipeline.topics.examples import Sentence
from pipeline.topics.model import Words
from pipeline.topics.vectors import Vectors, text_vectors

# Where a representative sentence may stand.
EXAMPLE_ROLES = frozenset({"abstract_zh", "body"})


@dataclass(frozen=True, slots=True)
class CountedText:
    """The text that is counted for a work: its words of substance and its sentences."""

    text_id: str
    work_id: str
    words: Words
    title: Words
    """Every word of the title, in order."""
    sentences: list[Sentence]


def counted_texts(
    corpus: Corpus, texts: Mapping[str, Text], works: Sequence[Work], config: TopicsConfig, stop_words: frozenset[str]
) -> list[CountedText]:
    """Return the text of each work that is counted (see `core.counting`) and has one, sorted by text_id; `texts` are all by text_id."""
    tokens: dict[str, Tokens] = {row.text_id: row for row in read_table(corpus.tables("segment"), "tokens")}
    counted = [
        (work.text_id, work.work_id)
        for work in counted_works(works)
        if work.text_id is not None and work.text_id in texts and work.text_id in tokens
    ]
    return [_read_words(texts[text_id], tokens[text_id], work_id, config, stop_words) for text_id, work_id in sorted(counted)]


def corpus_vectors(texts: Mapping[str, Text], counted: Sequence[CountedText], config: TopicsConfig) -> Vectors | None:
    """Return one vector a counted text, of its sentences in abstract and body; None without embeddings."""
    sentences = ([texts[one.text_id].text[sentence.span.start : sentence.span.end] for sentence in one.sentences] for one in counted)
    return text_vectors(list(sentences), config.embeddings)


def _read_words(text: Text, tokens: Tokens, work_id: str, config: TopicsConfig, stop_words: frozenset[str]) -> CountedText:
    passages = {passage.passage_index: passage for passage in text.passages if passage.role in config.roles}
    spans = zip(tokens.sentence_start, tokens.sentence_end, tokens.sentence_passage, strict=True)
    sentences: list[Sentence] = []
    title: Words = []
    at = 0
    for start, end, passage_index in spans:
        first = at = _skip_to(tokens.token_start, at, start)
        at = _skip_to(tokens.token_start, at, end)
        if passage_index in passages:
            printed = [text.text[tokens.token_start[index] : tokens.token_end[index]] for index in range(first, at)]
            title += printed if passages[passage_index].role == "title" else []
            words = content_words(printed, stop_words, config.min_chars)
            sentences.append(Sentence(Span(start, end), passages[passage_index], words))
    whole = [word for sentence in sentences for word in sentence.words]
    return CountedText(text.text_id, work_id, whole, title, [sentence for sentence in sentences if sentence.passage.role in EXAMPLE_ROLES])


def _skip_to(starts: list[int], at: int, offset: int) -> int:
    while at < len(starts) and starts[at] < offset:
        at += 1
    return at
