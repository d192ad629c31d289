"""Stage `topics`: from the tokens of a corpus's works to topic tables."""

import math
from collections.abc import Sequence

from pipeline.core.config import load_config
from pipeline.core.content_words import read_stop_words
from pipeline.core.lexicon import Lexicon, load_lexicon
from pipeline.core.records import ConceptWork, Problem, Work
from pipeline.core.shards import Failure
from pipeline.core.stages import StageContext, StageReport, count_problems
from pipeline.core.tables import read_table, write_table
from pipeline.core.text import normalise
from pipeline.core.texts import read_texts
from pipeline.core.topic_records import DocTopics, TopicModel, TopicTerm
from pipeline.core.wording import counted
from pipeline.topics.coherence import topic_coherence
from pipeline.topics.concept_links import topic_concepts
from pipeline.topics.config import TopicsConfig
from pipeline.topics.consensus import Consensus, fit_consensus
from pipeline.topics.engines import DECIDING
from pipeline.topics.examples import topic_examples
from pipeline.topics.findings import Findings, Marks, document_topics, fit_blind, topic_map, topic_summaries
from pipeline.topics.groups import topic_groups
from pipeline.topics.knee import with_proposal
from pipeline.topics.layout import lay_out
from pipeline.topics.model import Model, Words
from pipeline.topics.saved import FOLDER, save_model
from pipeline.topics.sweep import Compared, describe, run_sweep, with_stability
from pipeline.topics.texts import corpus_vectors, counted_texts
from pipeline.topics.trend import place_works, topic_trend
from pipeline.topics.vectors import Vectors


def run(context: StageContext) -> StageReport:
    """Fit the config's model on the works of the corpus and write the topic tables."""
    config = load_config(context.configs / "topics.yaml", TopicsConfig)
    stop_words = read_stop_words(context.configs / "stopwords.txt")
    works: list[Work] = read_table(context.corpus.tables("catalog"), "works")
    by_id = {text.text_id: text for text in read_texts(context.corpus)}
    texts = counted_texts(context.corpus, by_id, works, config, stop_words)
    words = [text.words for text in texts]
    vectors = corpus_vectors(by_id, texts, config)
    consensus = fit_consensus(words, range(len(words)), config, vectors, (context.execution, context.store))
    model = consensus.model
    compared, failures = _compare(model, words, config, context, vectors)
    models, documents = with_proposal(with_stability(compared)), document_topics(model, texts)
    problems = find_problems(works, documents, [*consensus.failures, *failures], model, config)
    marks = Marks(topic_coherence(model.names(), words, "c_npmi"), consensus.stability)
    _write_tables(context, Findings(model, texts, documents, config, stop_words, vectors), works, marks)
    write_table(context.corpus.tables("topics"), "topic_models", models)
    write_table(context.corpus.tables("topics"), "problems", problems)
    return _report(consensus, models, documents, problems)


def _write_tables(context: StageContext, findings: Findings, works: Sequence[Work], marks: Marks) -> None:
    """Write the tables that the fitted model alone decides, and the model."""
    root, lexicon = context.corpus.tables("topics"), load_lexicon(context.configs / "lexicon")
    model, documents, config, concepts = findings.model, findings.documents, findings.config, concept_labels(lexicon)
    n, labels, layout = len(model.terms), findings.labels(concepts), lay_out(model.fit.term_weights)
    write_table(root, "topic_terms", topic_terms(model, concepts))
    write_table(root, "doc_topics", documents)
    pairs = [(row, text.sentences) for row, text in zip(documents, findings.texts, strict=True)]
    write_table(root, "topic_examples", topic_examples(model.fit, pairs, config.examples))
    write_table(root, "topic_trend", topic_trend(place_works(works, documents), n, config.period_years))
    write_table(root, "topic_groups", topic_groups(works, documents, n))
    write_table(root, "topic_drift", findings.drift(works))
    mentions: list[ConceptWork] = read_table(context.corpus.tables("concepts"), "concept_works")
    blind = fit_blind([text.words for text in findings.texts], lexicon, config, findings.vectors)
    write_table(root, "topic_concepts", topic_concepts(documents, mentions, n, blind))
    write_table(root, "topic_summary", topic_summaries(model, documents, labels, findings.phrases(), marks, layout))
    write_table(root, "topic_map", topic_map(documents, layout))
    save_model(root / FOLDER, findings.saved(labels))


def _compare(
    model: Model, words: list[Words], config: TopicsConfig, context: StageContext, vectors: Vectors | None
) -> tuple[list[Compared], list[Failure]]:
    if not model.terms:
        return [], []
    others, failures = run_sweep(words, config, context.execution, context.store, vectors)
    return [describe(model, words, config, chosen=True), *others], failures


def concept_labels(lexicon: Lexicon) -> dict[str, str]:
    """Return the id of the concept whose Chinese label a term is, by the label's normalised form."""
    return {normalise(concept.label).text: concept.id for concept in lexicon.concepts}


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
    if fitted < config.topics and (not fitted or config.engine not in DECIDING):
        problems.append(Problem("", None, None, "few-topics", f"{fitted} topics instead of {config.topics}: {_few_topics(config.engine)}"))
    if undated:
        problems.append(Problem("", None, None, "undated-works", f"{undated} works without a year are in no trend"))
    messages = sorted({failure.message for failure in failures})
    return problems + [Problem("", None, None, "sweep-failed", f"a fit of the consensus or the sweep: {message}") for message in messages]


def _few_topics(engine: str) -> str:
    return "the engine found none that hold" if engine in DECIDING else "the texts have too few words"


def _report(consensus: Consensus, models: list[TopicModel], documents: Sequence[DocTopics], problems: Sequence[Problem]) -> StageReport:
    chosen = next((row for row in models if row.chosen), None)
    proposed = next((row.topics for row in models if row.proposed), None)
    model, stable = consensus.model, [value for value in consensus.stability if value is not None]
    metrics = {
        "documents": len(documents),
        "placed_documents": sum(row.topic is not None for row in documents),
        "vocabulary": len(model.fit.vocabulary),
        "topics": len(model.terms),
        "proposed_topics": proposed,
        "c_v": chosen.c_v if chosen else None,
        "npmi": chosen.npmi if chosen else None,
        "diversity": chosen.diversity if chosen else None,
        "stability": math.fsum(stable) / len(stable) if stable else None,
        "problems": count_problems(problems),
    }
    counts = f"{counted(len(model.terms), 'topic')} of {counted(len(documents), 'work')}, {len(model.fit.vocabulary)} words, {counted(len(problems), 'problem')}"
    return StageReport(counts if proposed is None else f"{counts}; the sweep proposes {proposed} topics", metrics)
