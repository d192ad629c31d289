"""The command `wenmai topics`: it stands here, over the stages, because a fit on people's own texts needs both segmenter and topics."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from pipeline.core.errors import InputError
from pipeline.core.files import read_utf8


@click.group()
def topics() -> None:
    """Topics of texts of your own."""


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
    from pipeline.core.corpus import find_project
    from pipeline.core.sentences import split_sentences
    from pipeline.topics.config import TopicsConfig, read_stop_words
    from pipeline.topics.model import draw_sample, fit_model
    from pipeline.topics.vectors import text_vectors
    from pipeline.topics.vocabulary import content_words

    project = find_project(Path.cwd())
    base = load_config(project.configs / "topics.yaml", TopicsConfig)
    config = base.model_copy(update={"topics": n_topics, "seed": seed})
    stop_words = read_stop_words(project.configs / "stopwords.txt")
    documents = sorted(read_documents(path).items())
    words = [content_words(tokens, stop_words, config.min_chars) for tokens in _segment((text for _, text in documents), project.root)]
    sentences = [[text[one.start : one.end] for one in split_sentences(text)] for _, text in documents]
    vectors = text_vectors(sentences, config.embeddings)
    model = fit_model(words, draw_sample(len(words), subsample, seed), config, vectors)
    weights = {name: row for (name, _), row in zip(documents, model.fit.document_weights, strict=True)}
    click.echo(json.dumps({"topics": model.names(), "documents": weights}, ensure_ascii=False))
    warning = few_topics(len(model.terms), n_topics, len(words))
    if warning:
        click.echo(warning, err=True)


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
