"""Stage `topics`: from the tokens of a corpus's works to topic tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.config import load_config
from pipeline.core.corpus import Corpus
from pipeline.core.counting import counted_works
from pipeline.core.lexicon import load_lexicon
from pipeline.core.records import Passage, Problem, Span, Tokens, Work
from pipeline.core.shards import Failure
from pipeline.core.stages import StageContext, StageReport, count_problems
from pipeline.core.tables import read_table, write_table
from pipeline.core.text import normalise
from pipeline.core.texts import Text, read_texts
from pipeline.core.topic_records import DocTopics, TopicModel, TopicTerm
from pipeline.topics.config import TopicsConfig, read_stop_words
from pipeline.topics.examples import Sentence, topic_examples
from pipeline.topics.model import Model, Words, fit_model
from pipeline.topics.sweep import describe, run_sweep, with_stability
from pipeline.topics.trend import place_works, topic_trend
from pipeline.topics.vectors import Vectors, text_vectors
from pipeline.topics.vocabulary import content_words

# Where a representative sentence may stand.
EXAMPLE_ROLES = frozenset({"abstract_zh", "body"})


@dataclass(frozen=True, slots=True)
class CountedText:
    """The text that is counted for a work: its words of substance and its sentences."""

    text_id: str
    work_id: str
    words: Words
    sentences: list[Sentence]


def run(context: StageContext) -> StageReport:
    """Fit the config's model on the works of the corpus and write the topic tables."""
    config = load_config(context.configs / "topics.yaml", TopicsConfig)
    stop_words = read_stop_words(context.configs / "stopwords.txt")
    works: list[Work] = read_table(context.corpus.tables("catalog"), "works")
    texts = counted_texts(context.corpus, works, config, stop_words)
    words = [text.words for text in texts]
    model = fit_model(words, range(len(words)), config, corpus_vectors(context.corpus, texts, config))
    models, failures = _compare(model, words, config, context)
    documents = document_topics(model, texts)
    problems = find_problems(works, documents, failures, model, config)
    root = context.corpus.tables("topics")
    write_table(root, "topic_terms", topic_terms(model, concept_labels(context.configs / "lexicon")))
    write_table(root, "doc_topics", documents)
    pairs = [(row, text.sentences) for row, text in zip(documents, texts, strict=True)]
    write_table(root, "topic_examples", topic_examples(model.fit, pairs, config.examples))
    write_table(root, "topic_trend", topic_trend(place_works(works, documents), len(model.terms), config.period_years))
    write_table(root, "topic_models", models)
    write_table(root, "problems", problems)
    return _report(model, models, documents, problems)


def counted_texts(corpus: Corpus, works: Sequence[Work], config: TopicsConfig, stop_words: frozenset[str]) -> list[CountedText]:
    """Return the text of each work that is counted (see `core.counting`) and has one, sorted by text_id."""
    texts = {text.text_id: text for text in read_texts(corpus)}
    tokens: dict[str, Tokens] = {row.text_id: row for row in read_table(corpus.tables("segment"), "tokens")}
    counted = [
        (work.text_id, work.work_id)
        for work in counted_works(works)
        if work.text_id is not None and work.text_id in texts and work.text_id in tokens
    ]
    return [_read_words(texts[text_id], tokens[text_id], work_id, config, stop_words) for text_id, work_id in sorted(counted)]


def corpus_vectors(corpus: Corpus, texts: Sequence[CountedText], config: TopicsConfig) -> Vectors | None:
    """Return one vector a text, of its sentences in abstract and body; None without embeddings."""
    if config.embeddings == "none":
        return None
    printed = {text.text_id: text.text for text in read_texts(corpus)}
    sentences = ([printed[text.text_id][one.span.start : one.span.end] for one in text.sentences] for text in texts)
    return text_vectors(list(sentences), config.embeddings)


def _read_words(text: Text, tokens: Tokens, work_id: str, config: TopicsConfig, stop_words: frozenset[str]) -> CountedText:
    passages = {passage.passage_index: passage for passage in text.passages if passage.role in config.roles}
    spans = zip(tokens.sentence_start, tokens.sentence_end, tokens.sentence_passage, strict=True)
    sentences: list[Sentence] = []
    at = 0
    for start, end, passage_index in spans:
        first = at = _skip_to(tokens.token_start, at, start)
        at = _skip_to(tokens.token_start, at, end)
        if passage_index in passages:
            printed = [text.text[tokens.token_start[index] : tokens.token_end[index]] for index in range(first, at)]
            words = content_words(printed, stop_words, config.min_chars)
            sentences.append(Sentence(Span(start, end), passages[passage_index], words))
    whole = [word for sentence in sentences for word in sentence.words]
    return CountedText(text.text_id, work_id, whole, [sentence for sentence in sentences if _may_represent(sentence.passage)])


def _skip_to(starts: list[int], at: int, offset: int) -> int:
    while at < len(starts) and starts[at] < offset:
        at += 1
    return at


def _may_represent(passage: Passage) -> bool:
    return passage.role in EXAMPLE_ROLES


def _compare(model: Model, words: list[Words], config: TopicsConfig, context: StageContext) -> tuple[list[TopicModel], list[Failure]]:
    if not model.terms:
        return [], []
    others, failures = run_sweep(words, config, context.execution, context.store)
    return with_stability([describe(model, words, config, chosen=True), *others]), failures


def document_topics(model: Model, texts: Sequence[CountedText]) -> list[DocTopics]:
    """Return the weights of each text; the strongest topic is the first among equals, None for a text without known words."""
    rows = []
    for text, weights in zip(texts, model.fit.document_weights, strict=True):
        topic = weights.index(max(weights)) if any(weights) else None
        rows.append(DocTopics(text.text_id, text.work_id, topic, weights))
    return rows


def concept_labels(folder: Path) -> dict[str, str]:
    """Return the id of the concept whose Chinese label a term is, by the label's normalised form."""
    return {normalise(concept.label).text: concept.id for concept in load_lexicon(folder).concepts}


def topic_terms(model: Model, concepts: dict[str, str]) -> list[TopicTerm]:
    """Return the terms of each topic, most relevant first."""
    return [
        TopicTerm(topic, rank, term.term, term.weight, concepts.get(term.term))
        for topic, terms in enumerate(model.terms)
        for rank, term in enumerate(terms, start=1)
    ]


def find_problems(
    works: Sequence[Work], documents: Sequence[DocTopics], failures: Sequence[Failure], model: Model, config: TopicsConfig
) -> list[Problem]:
    """Return what a reader of the topics must know."""
    n, fitted = len(documents), len(model.terms)
    counted = {row.work_id for row in documents}
    undated = sum(work.year is None for work in works if work.work_id in counted)
    problems = [
        Problem("", row.text_id, None, "no-topic-words", "no word of the vocabulary: in no topic") for row in documents if row.topic is None
    ]
    if n < config.few_works:
        problems.append(Problem("", None, None, "few-works", f"{n} works with text: under {config.few_works} topics are weakly founded"))
    if fitted < config.topics:
        problems.append(Problem("", None, None, "few-topics", f"{fitted} topics instead of {config.topics}: the texts have too few words"))
    if undated:
        problems.append(Problem("", None, None, "undated-works", f"{undated} works without a year are in no trend"))
    messages = sorted({failure.message for failure in failures})
    return problems + [Problem("", None, None, "sweep-failed", f"a compared model: {message}") for message in messages]


def _report(model: Model, models: list[TopicModel], documents: Sequence[DocTopics], problems: Sequence[Problem]) -> StageReport:
    chosen = next((row for row in models if row.chosen), None)
    metrics = {
        "documents": len(documents),
        "placed_documents": sum(row.topic is not None for row in documents),
        "vocabulary": len(model.fit.vocabulary),
        "topics": len(model.terms),
        "c_v": chosen.c_v if chosen else None,
        "npmi": chosen.npmi if chosen else None,
        "diversity": chosen.diversity if chosen else None,
        "stability": chosen.stability if chosen else None,
        "problems": count_problems(problems),
    }
    counts = f"{len(model.terms)} topics of {len(documents)} works, {len(model.fit.vocabulary)} words, {len(problems)} problems"
    return StageReport(counts, metrics)
