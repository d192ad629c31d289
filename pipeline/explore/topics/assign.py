"""New documents in the topics of a corpus, without fitting anything again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.core.content_words import content_words
from pipeline.core.corpus import Project
from pipeline.core.errors import InputError
from pipeline.topics.placing import Placement, Placer
from pipeline.topics.saved import Reach, SavedModel


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where one document stands."""

    id: str
    topic: int | None
    label: str | None
    weights: list[float]
    margin: float
    """The strongest weight less the second."""
    known: float
    """Share of the document's words of substance that the model knows."""
    cosine: float
    """How well the topics rebuild the document, 0 to 1."""
    fits: bool
    """Known words and cosine reach what 95 % of the corpus's own works reach."""


def assign(model: SavedModel, labels: Mapping[int, str], documents: Mapping[str, Sequence[str]]) -> list[Assignment]:
    """Return where each document (its printed words, by id) stands, in their order; `labels` go before the model's own."""
    placer, stop_words = Placer(model), frozenset(model.settings.stop_words)
    placed = ((name, placer.place(content_words(words, stop_words, model.settings.min_chars))) for name, words in documents.items())
    return [_assignment(name, place, model, labels) for name, place in placed]


def _assignment(name: str, place: Placement, model: SavedModel, labels: Mapping[int, str]) -> Assignment:
    topic = place.topic
    label = None if topic is None else labels.get(topic, model.labels[topic])
    return Assignment(name, topic, label, place.weights, place.margin, place.known, place.cosine, _fits(place, model.reach))


def _fits(place: Placement, reach: Reach) -> bool:
    return place.topic is not None and place.known >= reach.known and place.cosine >= reach.cosine


def describe_fit(rows: Sequence[Assignment], reach: Reach) -> str:
    """Return what people should know before they use the assignments."""
    bad = [row for row in rows if not row.fits]
    unknown, unlike = sum(row.known < reach.known for row in bad), sum(row.cosine < reach.cosine for row in bad)
    lines = [
        f"{len(rows)} documents placed, {len(bad)} fit badly: {unknown} have under {reach.known:.0%} known words, {unlike} are unlike any topic",
        f"95 % of the corpus's works fit better; placed this way, {reach.agreement:.0%} of them get the strongest topic of the fit",
    ]
    return "\n".join([*lines, *(["add such documents to the corpus and run `wenmai run`"] if 2 * len(bad) > len(rows) else [])])


def read_files(paths: Sequence[Path], project: Project, roles: Iterable[str]) -> dict[str, str]:
    """Return the text of PDF, HTML and text files by their path: the passages whose words count in topics.

    Raises:
        InputError: a path is no file, or no text can be read from it; all of them are named.
    """
    faults = [f"{path}: no such file" for path in paths if not path.is_file()]
    values = [] if faults else _extracted(paths, project)
    wanted = set(roles)
    found = {str(path): _text(value, wanted) for path, value in zip(paths, values, strict=False)}
    faults += [f"{name}: no text was read; `wenmai extract` says why" for name, text in found.items() if not text]
    if faults:
        raise InputError("\n".join(faults))
    return found


def _text(value: Mapping[str, Any], roles: set[str]) -> str:
    """Return the passages of these roles; a file without any (a few lines of notes, say) counts whole."""
    text = str(value["text"])
    kept = [text[passage["start"] : passage["end"]] for passage in value["passages"] if passage["role"] in roles]
    return "\n".join(kept) or text


def _extracted(paths: Sequence[Path], project: Project) -> list[dict[str, Any]]:
    from pipeline.core.config import load_config
    from pipeline.core.shards import ExecutionConfig, Failure
    from pipeline.core.store import Store
    from pipeline.extract.document import lost_document
    from pipeline.extract.pdf.passwords import passwords_for
    from pipeline.extract.reading import InputFile, Reader
    from pipeline.extract.settings import ExtractConfig
    from pipeline.extract.sources import read_as

    config = load_config(project.configs / "extract.yaml", ExtractConfig)
    execution = load_config(project.configs / "execution.yaml", ExecutionConfig)
    inputs = [
        InputFile(str(path), path.name, read_as(path) or ".pdf", str(path), path.stat().st_size, passwords_for(path.as_posix(), {}))
        for path in paths
    ]
    values = Reader(config, execution, Store(None)).read(inputs).values
    return [lost_document(value, file.suffix) if isinstance(value, Failure) else value for file, value in zip(inputs, values, strict=True)]
