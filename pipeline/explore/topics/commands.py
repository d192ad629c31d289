"""The command `wenmai topics`: it stands here, over the stages, because people's own texts need extractor, segmenter and topics."""

import json
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.core.errors import InputError
from pipeline.core.files import read_utf8

if TYPE_CHECKING:
    from pipeline.core.corpus import Corpus
    from pipeline.explore.topics.assign import Assignment
    from pipeline.explore.topics.intrusion import Precision

# Terms that a label keeps: of ten that a topic lists half must be found again, and the first ones change least.
LABEL_TERMS = 6
CORPUS = click.option("--corpus", "corpus_name", metavar="NAME", help="The corpus (default: the first of configs/corpora.yaml).")
FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="json: one object a line."
)


@click.group()
def topics() -> None:
    """Topics of texts of your own, and what moves in those of a corpus."""


@topics.command()
@click.option(
    "--documents", "path", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help='One {"id", "text"} a line.'
)
@click.option("--topics", "n_topics", required=True, type=click.IntRange(1, 200), help="Number of topics.")
@click.option("--seed", required=True, type=click.IntRange(0, 2**31 - 1), help="Decides everything random, also which documents are drawn.")
@click.option(
    "--subsample",
    default=1.0,
    type=click.FloatRange(0, 1, min_open=True),
    help="Share of documents to fit on; the others are placed afterwards.",
)
def fit(path: Path, n_topics: int, seed: int, subsample: float) -> None:
    """Fit topics and print them as one JSON object: each topic's terms, and each document's weights."""
    from pipeline.core.config import load_config
    from pipeline.core.content_words import content_words, read_stop_words
    from pipeline.core.corpus import find_project
    from pipeline.core.sentences import split_sentences
    from pipeline.core.shards import ExecutionConfig
    from pipeline.core.store import Store
    from pipeline.topics.config import TopicsConfig
    from pipeline.topics.consensus import fit_consensus
    from pipeline.topics.engines import DECIDING
    from pipeline.topics.model import draw_sample
    from pipeline.topics.vectors import text_vectors

    project = find_project(Path.cwd())
    base = load_config(project.configs / "topics.yaml", TopicsConfig)
    config = base.model_copy(update={"topics": n_topics, "seed": seed})
    stop_words = read_stop_words(project.configs / "stopwords.txt")
    documents = sorted(read_documents(path).items())
    words = [content_words(tokens, stop_words, config.min_chars) for tokens in _segment((text for _, text in documents), project.root)]
    sentences = [[text[one.start : one.end] for one in split_sentences(text)] for _, text in documents]
    vectors = text_vectors(sentences, config.embeddings)
    execution = load_config(project.configs / "execution.yaml", ExecutionConfig)
    model = fit_consensus(words, draw_sample(len(words), subsample, seed), config, vectors, (execution, Store(None))).model
    weights = {name: row for (name, _), row in zip(documents, model.fit.document_weights, strict=True)}
    click.echo(json.dumps({"topics": model.names(), "documents": weights}, ensure_ascii=False))
    warning = None if model.terms and config.engine in DECIDING else few_topics(len(model.terms), n_topics, len(words))
    if warning:
        click.echo(warning, err=True)


@topics.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--documents",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Texts: one {"id", "text"} a line, instead of FILE.',
)
@CORPUS
@FORMAT
def assign(files: tuple[Path, ...], path: Path | None, corpus_name: str | None, form: str) -> None:
    """Place new documents (PDF, HTML, text) in the topics of a corpus, which stay as they are; says how many fit badly."""
    from pipeline.core.config import load_config
    from pipeline.core.corpus import find_project
    from pipeline.explore.topics.assign import assign as assigned
    from pipeline.explore.topics.assign import describe_fit, read_files
    from pipeline.topics.config import TopicsConfig
    from pipeline.topics.saved import FOLDER, load_saved

    if bool(files) == (path is not None):
        raise click.UsageError("name FILEs, or texts with --documents")
    project = find_project(Path.cwd())
    corpus = project.corpus(corpus_name)
    model = load_saved(corpus.tables("topics") / FOLDER)
    roles = load_config(project.configs / "topics.yaml", TopicsConfig).roles
    documents = read_documents(path) if path else read_files(files, project, roles)
    words = dict(zip(documents, _segment(documents.values(), project.root), strict=True))
    rows = assigned(model, _labels_of(corpus), words)
    for row in rows:
        click.echo(json.dumps(asdict(row), ensure_ascii=False) if form == "json" else _assignment_line(row))
    click.echo(describe_fit(rows, model.reach), err=True)


def _assignment_line(row: "Assignment") -> str:
    topic = "–" if row.topic is None else f"{row.topic + 1} {row.label}"
    figures = f"margin {row.margin:.2f}  known words {row.known:.0%}"
    return f"{row.id}\t{topic}\t{figures}" + ("" if row.fits else "\tfits badly")


@topics.command("over-time")
@click.option("--topics", "n_topics", type=click.IntRange(2, 200), help="Number of topics (default: that of configs/topics.yaml).")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Seed of the sampling (default: that of configs/topics.yaml).")
@click.option("--period-years", type=click.IntRange(1, 10), help="Years pooled into a period (default: that of configs/topics.yaml).")
@CORPUS
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="json: one object a line."
)
def over_time(corpus_name: str | None, form: str, **settings: int | None) -> None:
    """Fit topics whose prevalence depends on each work's period (tomotopy's DMR, `make tomotopy`); print topic × period with its share."""
    from pipeline.core.corpus import find_project
    from pipeline.explore.topics.over_time import fit_corpus, print_rows

    project = find_project(Path.cwd())
    changed = {name.removeprefix("n_"): value for name, value in settings.items() if value is not None}
    found = fit_corpus(project, project.corpus(corpus_name), changed)
    click.echo(print_rows(found.rows, form), nl=False)
    click.echo(found.summary, err=True)


@topics.command()
@CORPUS
def labels(corpus_name: str | None) -> None:
    """Print the topics' names with the terms that find each again after a new fit, in the form of edits/topic_labels.yaml.

    Names that people gave stay; the others are proposals. Save the output as edits/topic_labels.yaml and change the names.
    """
    from pipeline.core.tables import read_table

    corpus = _corpus(corpus_name)
    given, listed = _labels_of(corpus), _terms_of(corpus)
    for row in read_table(corpus.tables("topics"), "topic_summary"):
        entry = {"label": given.get(row.topic, row.label), "terms": listed[row.topic][:LABEL_TERMS]}
        click.echo("- " + "\n  ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()))
    click.echo(f"{len(listed)} topics, {len(given)} named in {corpus.edits / 'topic_labels.yaml'}", err=True)


@topics.command()
@click.argument("revision")
@CORPUS
@FORMAT
def diff(revision: str, corpus_name: str | None, form: str) -> None:
    """Say what moved in a corpus's topics since REVISION: topics matched by their terms, and works that changed topic.

    REVISION is a git revision whose tables are still in DVC's cache (HEAD~1), or a folder of topic tables. Topics are numbered as in the report.
    """
    from pipeline.core.corpus import find_project
    from pipeline.explore.topics.diff import compare_states, difference_lines, difference_summary, earlier_tables, read_state

    project = find_project(Path.cwd())
    corpus = project.corpus(corpus_name)
    with tempfile.TemporaryDirectory() as folder:
        before = read_state(earlier_tables(revision, project, corpus, Path(folder)))
    difference = compare_states(before, read_state(corpus.tables("topics")))
    lines = [json.dumps(asdict(difference), ensure_ascii=False)] if form == "json" else difference_lines(difference)
    click.echo("\n".join(lines))
    click.echo(difference_summary(difference), err=True)


@topics.command()
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the sheet here (.xlsx).")
@click.option("--score", "filled", multiple=True, type=click.Path(path_type=Path), help="A filled sheet; several are counted together.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Decides intruders and order.")
@CORPUS
@FORMAT
def intrusion(output: Path | None, filled: tuple[Path, ...], seed: int, corpus_name: str | None, form: str) -> None:
    """Let people find the word that does not belong to a topic: --output writes a sheet, --score reads it when it is filled."""
    from pipeline.explore.topics.intrusion import make_questions, read_answers, score_answers, write_sheet
    from pipeline.topics.saved import FOLDER, load_saved

    if (output is None) == (not filled):
        raise click.UsageError("name --output or --score")
    if output is not None:
        corpus = _corpus(corpus_name)
        questions = make_questions(load_saved(corpus.tables("topics") / FOLDER), _terms_of(corpus), seed)
        write_sheet(output, questions)
        click.echo(
            f"{len(questions)} questions in {output}: people fill the last column, then `wenmai topics intrusion --score {output}`",
            err=True,
        )
        return
    answers = [answer for path in filled for answer in read_answers(path)]
    for row in score_answers(answers):
        click.echo(json.dumps(asdict(row), ensure_ascii=False) if form == "json" else _precision_line(row))
    click.echo(f"{len(answers)} answers in {len(filled)} sheets; guessing finds 17 %", err=True)


def _precision_line(row: "Precision") -> str:
    name = "all topics" if row.topic is None else f"topic {row.topic + 1}"
    return f"{name:10}  {row.precision:.2f}  {row.right}/{row.answers}  95 % interval {row.low:.2f} to {row.high:.2f}"


def _corpus(name: str | None) -> "Corpus":
    from pipeline.core.corpus import find_project

    return find_project(Path.cwd()).corpus(name)


def _terms_of(corpus: "Corpus") -> list[list[str]]:
    """Return the listed terms of each topic, by its number."""
    from pipeline.core.tables import read_table

    terms: dict[int, list[str]] = {}
    for row in read_table(corpus.tables("topics"), "topic_terms"):
        terms.setdefault(row.topic, []).append(row.term)
    return [terms[topic] for topic in sorted(terms)]


def _labels_of(corpus: "Corpus") -> dict[int, str]:
    """Return the names that people gave to topics, by number."""
    from pipeline.core.topic_labels import match_labels, read_labels

    return match_labels(read_labels(corpus.edits / "topic_labels.yaml"), _terms_of(corpus))


def few_topics(n_found: int, n_wanted: int, n_documents: int) -> str | None:
    """Return what people should know of a fit on too few documents, or None."""
    advice = "give more documents, ask for fewer topics, or lower min_documents in configs/topics.yaml"
    if n_found < n_wanted:
        return f"{n_found} of {n_wanted} topics were found: the {n_documents} documents have too few words in common\n{advice}"
    return f"{n_wanted} topics of {n_documents} documents say little\n{advice}" if n_wanted > n_documents else None


def read_documents(path: Path) -> dict[str, str]:
    """Return the text of each document by its id.

    Raises:
        InputError: the file is not UTF-8, a line is no object with the strings `id` and `text`, or an id stands twice; the message names the line.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(read_utf8(path).split("\n"), start=1):
        if not line.strip():
            continue
        name, text = _document(path, number, line)
        if name in found:
            raise InputError(f"{path}:{number}: id {name!r} stands twice")
        found[name] = text
    return found


def _document(path: Path, number: int, line: str) -> tuple[str, str]:
    try:
        values: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{number}: not JSON: {error.msg} at column {error.colno}") from None
    if not isinstance(values, dict) or not isinstance(values.get("id"), str) or not isinstance(values.get("text"), str):
        raise InputError(f'{path}:{number}: {{"id": "…", "text": "…"}} is expected (got {line[:40]!r})')
    return values["id"], values["text"]


def _segment(texts: Iterable[str], root: Path) -> list[list[str]]:
    from pipeline.segment.segmenter import Segmenter, load_model
    from pipeline.segment.stage import model_folder
    from pipeline.segment.terms import load_terms

    segmenter = Segmenter(load_model(model_folder(root / "models")), load_terms(root / "configs" / "lexicon"))
    return [[text[word.start : word.end] for word in segmenter.segment(text)] for text in texts]
