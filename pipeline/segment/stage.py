"""Segment every text of a corpus: the table `tokens`."""

import dataclasses
import hashlib
from pathlib import Path
from typing import Any

from pipeline.core.config import load_config
from pipeline.core.errors import ModelError
from pipeline.core.incremental import Task, run_tasks
from pipeline.core.records import Passage, Problem, Span, Tokens
from pipeline.core.sentences import split_sentences
from pipeline.core.shards import Failure
from pipeline.core.stages import StageContext, StageReport, check_problem_share, count_problems
from pipeline.core.store import code_digest, result_key
from pipeline.core.tables import write_table
from pipeline.core.texts import Text, read_texts
from pipeline.core.wording import counted
from pipeline.segment.config import SegmentConfig
from pipeline.segment.segmenter import COMMAND, Segmenter, load_model
from pipeline.segment.terms import TermFinder, Terms, load_terms
from pipeline.segment.view import make_view

MODULES = (
    "pipeline.segment",
    "pipeline.core.inflection",
    "pipeline.core.lexicon",
    "pipeline.core.records",
    "pipeline.core.sentences",
    "pipeline.core.text",
)
LIBRARIES = ("ahocorasick-rs", "numpy", "opencc", "spacy", "spacy-pkuseg")
DEFAULT_MODEL = "zh_pkuseg"
"""The pipeline that stage `model` builds; training starts from it."""
ONE_SENTENCE = frozenset({"reference"})


@dataclasses.dataclass(frozen=True, slots=True)
class Payload:
    """What a worker gets: a text's passages, the terms that occur in it, and where the model lies."""

    text_id: str
    text: str
    passages: list[Passage]
    """In reading order."""
    terms: Terms
    model: Path


def run(context: StageContext) -> StageReport:
    """Write the tables `tokens` and `problems` of a corpus."""
    config = load_config(context.configs / "segment.yaml", SegmentConfig)
    texts = read_texts(context.corpus)
    tasks = make_tasks(texts, load_terms(context.configs / "lexicon"), model_folder(context.models, config.model))
    outcomes = run_tasks(segment_payload, tasks, context.store, context.execution, label="segment")
    rows = [Tokens(**value["tokens"]) for value in outcomes.values if not isinstance(value, Failure)]
    problems = [_problem(task.name, value) for task, value in zip(tasks, outcomes.values, strict=True) if isinstance(value, Failure)]
    check_problem_share("segment", len(problems), len(texts), config.max_problem_share)
    write_table(context.corpus.tables("segment"), "tokens", rows)
    write_table(context.corpus.tables("segment"), "problems", problems)
    whole = sum(value["whole_terms"] for value in outcomes.values if not isinstance(value, Failure))
    metrics = count_metrics(texts, rows) | {"whole_terms": whole, "problems": count_problems(problems)}
    counts = f"{counted(len(rows), 'text')}, {metrics['tokens']} words, {counted(whole, 'term')} kept whole, {counted(len(problems), 'problem')}; {outcomes.summary()}"
    return StageReport(counts, metrics)


def model_folder(models: Path, name: str = DEFAULT_MODEL) -> Path:
    """Return the folder of the segmenter's pipeline among the models."""
    return models / name


def chosen_model(configs: Path, models: Path) -> Path:
    """Return the folder of the pipeline that configs/segment.yaml names."""
    return model_folder(models, load_config(configs / "segment.yaml", SegmentConfig).model)


def make_tasks(texts: list[Text], terms: Terms, model: Path) -> list[Task]:
    """Return a task for each text; only the terms that occur in it are in its key, so that a new concept recomputes no other text."""
    fixed = result_key(code_digest(MODULES, LIBRARIES), model_digest(model))
    finder = TermFinder(terms)
    tasks = []
    for text in texts:
        present = finder.present_in(make_view(text.text).folded())
        key = result_key("segment", fixed, text.digest(), *present.words, "", *present.exclusions)
        passages = [dataclasses.replace(passage, boxes=[], line_starts=[], line_boxes=[]) for passage in text.passages]
        tasks.append(Task(text.text_id, key, Payload(text.text_id, text.text, passages, present, model), len(text.text)))
    return tasks


def model_digest(folder: Path) -> str:
    """Return the sha256 over the names and bytes of the model's files.

    Raises:
        ModelError: there are none; the message names the command that builds the model.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    if not paths:
        raise ModelError(f"{folder}: the segmenter is missing\nbuild it by `{COMMAND}`")
    return result_key(*(f"{path.relative_to(folder).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in paths))


def segment_payload(payload: Payload) -> dict[str, Any]:
    """Return a text's row of `tokens`, and how many terms were kept whole; runs in a worker."""
    segmenter = Segmenter(load_model(payload.model), payload.terms)
    row, whole = segment_text(payload, segmenter)
    return {"tokens": dataclasses.asdict(row), "whole_terms": whole}


def segment_text(payload: Payload, segmenter: Segmenter) -> tuple[Tokens, int]:
    """Return the words and sentences of a text, and how many terms were kept whole; no word leaves its sentence, no sentence its passage."""
    row = Tokens(payload.text_id, [], [], [], [], [])
    whole = 0
    for passage in payload.passages:
        for sentence in sentences_of(payload.text, passage):
            words, kept = segmenter.segment_counting(payload.text[sentence.start : sentence.end])
            whole += kept
            row.sentence_start.append(sentence.start)
            row.sentence_end.append(sentence.end)
            row.sentence_passage.append(passage.passage_index)
            row.token_start.extend(sentence.start + word.start for word in words)
            row.token_end.extend(sentence.start + word.end for word in words)
    return row, whole


def sentences_of(text: str, passage: Passage) -> list[Span]:
    """Return the sentences of a passage; an entry of the reference list is one, whatever its dots divide."""
    if passage.role not in ONE_SENTENCE:
        return split_sentences(text, passage.start, passage.end)
    piece = text[passage.start : passage.end]
    start = passage.start + len(piece) - len(piece.lstrip())
    return [Span(start, start + len(piece.strip()))] if piece.strip() else []


def count_metrics(texts: list[Text], rows: list[Tokens]) -> dict[str, Any]:
    """Return the counts of the run: texts, characters of their passages, sentences and words."""
    return {
        "texts": len(rows),
        "characters": sum(passage.end - passage.start for text in texts for passage in text.passages),
        "sentences": sum(len(row.sentence_start) for row in rows),
        "tokens": sum(len(row.token_start) for row in rows),
    }


def _problem(text_id: str, failure: Failure) -> Problem:
    return Problem("", text_id, None, failure.code, f"not segmented: {failure.message}")
