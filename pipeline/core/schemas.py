"""One Arrow schema per table, derived from the record that is its row, with the meaning and unit of each column.

Types and nullability come from the record's annotations (`str | None` is nullable, a nested record is a struct), so that a row and its
record cannot drift apart; meanings stand in `MEANINGS`, one entry a column name, because a name means the same in every table.
Raise a table's `version` when a column changes its type or meaning: readers refuse another version and name the stage to run again.
"""

import dataclasses
import types
import typing
from typing import Any

import pyarrow as pa

from pipeline.core import catalog_records, concept_records, records, timeline_records, topic_records

SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
}

MEANINGS: dict[str, str] = {
    "abstract_en": "English abstract, one paragraph",
    "abstract_zh": "Chinese abstract, one paragraph",
    "advisor": "supervisor of a thesis, as printed",
    "affiliations": "institutions of the authors, as printed",
    "authors": "authors in Chinese (or in the script of the source), in order",
    "authors_en": "authors in Latin script, in order",
    "base_share": "share of the concept over all periods",
    "bead_index": "0-based, in the order of the text",
    "because": "what agrees in the two, in words",
    "believed": "this value became the work's",
    "blind_log_odds": "log-odds in the topic of a model fitted without the lexicon's terms that matches this one: free of the circle; null where none matches",
    "blind_z": "blind_log_odds / its standard error",
    "boxes": "where the passage is printed; points of 1/72 inch from the page's upper left corner",
    "burst_index": "0-based, by time",
    "c_v": "C_v coherence (gensim), 0 to 1",
    "change": "rising or falling (q < 0.05), level, or few-works (under 20 works or three years: not tested)",
    "characters": "code points of readable text of this language and scope in the period",
    "characters_en": "code points of English passages of the work in this scope",
    "characters_zh": "code points of Chinese passages of the work in this scope",
    "chosen": "this model is the one the report shows",
    "citing_works": "works that cite it anywhere in the text",
    "clc": "number of the Chinese Library Classification (中图分类号), as printed",
    "code": "kind of problem, a stable short word",
    "concept_a": "first concept of a pair, in the order of ids",
    "concept_b": "second concept of a pair",
    "concept_id": "id of the concept in configs/lexicon",
    "counted": "mentions >= min_mentions, so that the work counts in the share",
    "counted_n": "what the catalog itself counts for this step",
    "coverage_high": "share if all unreadable works mentioned the concept: upper worst-case bound",
    "coverage_low": "share if no unreadable work mentioned the concept: lower worst-case bound",
    "decision": "include or exclude, as both screeners said or as was adjudicated; null while open",
    "degree": "degree as printed",
    "degree_type": "博士, 学术硕士 or 专业硕士",
    "derived_from": "work_id of the thesis from which the article was drawn; both are counted, each among its kind",
    "distances": "in step with nearest: Jensen-Shannon distance of the topics' terms, 0 to 1",
    "diversity": "share of distinct terms among the topics' top terms, 0 to 1",
    "doc_id": "first 16 hex digits of the sha256 of the file",
    "doc_ids": "source files of the work, best first",
    "doi": "DOI without resolver",
    "duplicate_of": "work_id of the work that is counted instead",
    "early": "first period",
    "early_works": "works of the topic in the first period that use the term",
    "en": "English rendering as printed",
    "en_end": "code points, behind the last",
    "en_start": "code points, 0-based",
    "end": "code points of the text, behind the last one",
    "engine": "as configs/topics.yaml names it",
    "evidence": "full_text, abstract_only or record_only",
    "exclusion": "why the work was excluded in screening",
    "expected": "works that would have it by chance: mean of the permutations for pairs of concepts, from the words of each work for collocates",
    "field": "title, abstract or keywords of a bead; the bibliographic field of a conflict",
    "flags": "what a reader must know about this row, short words, sorted",
    "funds": "funds and their project numbers, as printed",
    "g2": "log-likelihood ratio G2 (Dunning), over sentences",
    "group": "kind or venue; all for every work",
    "grouping": "all, kind or venue",
    "high": "upper end of the 95 % interval",
    "issue": "issue as printed, with volume if any",
    "item": "one description of a work: record:<file>:<line> or extracted:<doc_id>",
    "item_key": "r and 10 hex digits of what the description says: its name in edits/catalog.tsv",
    "keywords_en": "English keywords in order",
    "keywords_zh": "Chinese keywords in order",
    "kind": "kind of the row: article/thesis/web/other for works, bead kind (1-1, 2-1 …) for beads",
    "label": "proposed name: concepts and terms, most relevant first",
    "lang": "zh or en (all: both together)",
    "late": "second period",
    "late_works": "works of the topic in the second period that use the term",
    "level": "heading level, 1 to 3",
    "line_boxes": "box of each printed line, in step with line_starts",
    "line_starts": "code points of the text at which a printed line begins",
    "link": "duplicate_of, version_of or derived_from",
    "log_odds": "log of the odds ratio with an informative Dirichlet prior (topic against other topics; late period against early)",
    "log_ratio": "binary log of the ratio of relative frequencies (Hardie), half a count added to a frequency of 0",
    "low": "lower end of the 95 % interval (Wilson)",
    "marker": "citation marker as printed",
    "matched": "the description with which this one was matched, null for the work's first",
    "media_type": "application/pdf, text/html or text/plain",
    "mention_index": "0-based, by start",
    "mentions": "number of mentions",
    "message": "what was found and what to do, in one line",
    "min_mentions": "mentions that a work needs to count",
    "n": "number of records or works",
    "n_pages": "pages of the file; 0 for text",
    "nearest": "the other topics, nearest first",
    "needed_venues": "venues without which no burst overlaps this one, sorted",
    "npmi": "normalised pointwise mutual information, -1 to 1: coherence of a topic (gensim), or of a pair of concepts over units",
    "number": "number of the entry as printed",
    "origin": "protocol, decisions or counted",
    "origins": "field=origin for each filled field",
    "p": "two-sided p of the trend over years (Cochran-Armitage); one-sided p of a pair of concepts (permutation) or collocate (Poisson-binomial)",
    "page": "1-based page number in the file",
    "page_label": "page number as printed",
    "page_quality": "verdict on each page",
    "pages": "page range as printed",
    "pair_index": "0-based, within the text",
    "part": "search string, export file or reason; empty for the step's total",
    "passage_index": "0-based, in reading order",
    "per_10k": "mentions per 10,000 characters of the same language and scope",
    "per_10k_high": "upper end of the 95 % bootstrap interval of per_10k",
    "per_10k_low": "lower end of the 95 % bootstrap interval of per_10k (works resampled, venues as clusters); null under two clusters",
    "period": "label of the period; all for every work, dated or not",
    "period_end": "last year of the period",
    "period_start": "first year of the period",
    "places": "citation markers near mentions, by work and start",
    "posterior": "probability of the bead given both texts, 0 to 1",
    "proposed": "the sweep speaks for this number of topics (rule in pipeline/topics/knee.py)",
    "q": "p corrected (Benjamini-Hochberg) over a group's topics, a topic's terms, the pairs of a unit, period and kind, or a concept's words",
    "rank": "1-based, best first",
    "raw": "entry as printed, on one line",
    "read_by": "text: the characters of the file; ocr: recognised from the page's picture",
    "readable_works": "works of the period, kind or group with readable evidence: the denominator",
    "reason": "why the work was included or excluded, as the screeners wrote",
    "reconstruction": "relative reconstruction error of the factorisation, 0 to 1",
    "ref_kind": "GB/T 7714 letter: J, M, D, C, N, EB/OL",
    "reference": "entry of a reference list, as printed",
    "reference_index": "0-based position in the reference list",
    "role": "role of the passage in its document",
    "rule": "the rule by which the two belong together",
    "scope": "part of the text: title, abstract, keywords, body, …; abstract+body in the timeline",
    "score": "how well the sentence represents its topic; higher is better",
    "screener_a": "first screener: include, exclude or unsure",
    "screener_b": "second screener: include, exclude or unsure",
    "screening": "included, excluded or undecided; null in a corpus without screening",
    "screening_key": "the work's id when the sheet was written",
    "seed": "random seed",
    "sense": "sense of the concept, when one was recognised",
    "sense_origin": "rule, coder or unknown",
    "sentence_end": "code points, in step with sentence_start",
    "sentence_index": "0-based sentence of the text",
    "sentence_passage": "passage_index of each sentence",
    "sentence_start": "code points, sorted",
    "sentences": "sentences with the concept and the word",
    "share": "works / readable_works",
    "shuffle_runs": "corpora with the years shuffled among works of the same kind and venue",
    "shuffled": "shuffled corpora in which the concept has a burst at least as strong",
    "source": "where it comes from: file, journal or publisher, or kind of evidence",
    "sources": "paths below sources/, sorted",
    "stability": "mean Jaccard of first 10 terms after the best matching, 0 to 1: of a topic with its partners in the runs of the consensus, "
    "of a model with the other models of its K",
    "start": "code points of the text, 0-based",
    "state": "auto, check or review",
    "status": "ok, ocr, needs_ocr, partial, password, corrupt, empty or not_pdf",
    "step": "step of the flow from search to counted works",
    "surface": "the text that was found, as printed",
    "target": "work_id of the work that the link points to",
    "term": "a word or collocation",
    "text": "the whole text; passages, tokens and mentions point into it",
    "text_id": "doc_id of a source file, or work_id of a work known from records alone",
    "title": "title as printed",
    "title_en": "English title",
    "title_phrase": "run of words in titles that is peculiar to the topic",
    "title_zh": "Chinese title",
    "token_end": "code points, in step with token_start",
    "token_start": "code points, sorted",
    "topic": "0-based number of the topic",
    "topics": "number of topics (K)",
    "unit": "paragraph or sentence",
    "units": "paragraphs or sentences with both concepts",
    "unreadable_works": "works of the period and kind whose text could not be read",
    "value": "what the description says, as text",
    "variant_id": "variant of the concept that matched: the normalised form",
    "venue": "journal, university or web site",
    "venue_levels": "levels of the venue in the year of publication, by edits/venue_levels.csv",
    "venues": "venues with readable works, each left out once",
    "version_of": "work_id of the version that is counted instead",
    "weight": "weight of the term in the topic (a topic's listed weights sum to at most 1); weight of a burst in nats",
    "weight_high": "upper end of it",
    "weight_low": "lower end of the 95 % interval of weight_share (Wilson, which is too wide for weights between 0 and 1)",
    "weight_share": "mean topic weight over the readable works of the period",
    "weights": "weight of each topic in this text, sum 1",
    "word": "a word of substance, normalised",
    "work_id": "w and 15 hex digits, from normalised title, first author and kind",
    "work_key": "key under which the same cited work is counted over all lists",
    "works": "works that count: of the period, the topic or the group",
    "works_a": "works of the period and kind that use concept_a in such a unit, outside longer terms",
    "works_b": "works of the period and kind that use concept_b in such a unit, outside longer terms",
    "x": "position on the map of topics, in units of distance",
    "y": "position on the map of topics, in units of distance",
    "year": "year of publication or defence",
    "year_kind": "issue, online-first, degree or posted",
    "z": "the statistic in standard errors",
    "zh": "Chinese term as printed",
    "zh_end": "code points, behind the last",
    "zh_start": "code points, 0-based",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A table of the pipeline: its row, who writes it, how it is sorted and sharded."""

    name: str
    stage: str
    record: type
    key: tuple[str, ...]
    """Rows are unique by these columns and sorted by them."""
    sharded: bool = True
    """Sharded by the first hex digit of the first key column."""
    version: int = 1

    @property
    def schema(self) -> pa.Schema:
        """Return the Arrow schema with meanings in the field metadata and name and version in the schema metadata."""
        fields = [_field(name, hint) for name, hint in _hints(self.record).items()]
        return pa.schema(fields, {"table": self.name, "version": str(self.version)})


def _hints(record: type) -> dict[str, Any]:
    hints = typing.get_type_hints(record)
    return {field.name: hints[field.name] for field in dataclasses.fields(record)}


def _field(name: str, hint: Any, *, nested: bool = False) -> pa.Field:
    optional = isinstance(hint, types.UnionType)
    if optional:
        (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
    meaning = None if nested else {"meaning": MEANINGS[name]}
    return pa.field(name, _arrow_type(hint), nullable=optional, metadata=meaning)


def _arrow_type(hint: Any) -> pa.DataType:
    if hint in SCALARS:
        return SCALARS[hint]
    if typing.get_origin(hint) is list:
        return pa.list_(pa.field("item", _arrow_type(typing.get_args(hint)[0]), nullable=False))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return pa.struct([_field(name, inner, nested=True) for name, inner in _hints(hint).items()])
    raise TypeError(f"no Arrow type for {hint!r}")


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("documents", "extract", records.Document, ("doc_id",), version=2),
        Table("passages", "extract", records.Passage, ("text_id", "passage_index"), version=2),
        Table("references", "extract", records.Reference, ("text_id", "reference_index")),
        Table("citations", "extract", records.Citation, ("text_id", "start", "end")),
        Table("works", "catalog", records.Work, ("work_id",), version=2),
        Table("merges", "catalog", catalog_records.Merge, ("work_id", "item")),
        Table("links", "catalog", catalog_records.Link, ("work_id", "link", "target"), sharded=False),
        Table("conflicts", "catalog", catalog_records.Conflict, ("work_id", "field", "item"), sharded=False),
        Table("screening", "catalog", catalog_records.Screening, ("screening_key",), sharded=False),
        Table("flow", "catalog", catalog_records.FlowStep, ("step", "part"), sharded=False),
        Table("record_texts", "catalog", records.RecordText, ("text_id",)),
        Table("record_passages", "catalog", records.Passage, ("text_id", "passage_index"), version=2),
        Table("tokens", "segment", records.Tokens, ("text_id",)),
        Table("mentions", "concepts", records.Mention, ("text_id", "mention_index")),
        Table(
            "concept_works",
            "concepts",
            records.ConceptWork,
            ("concept_id", "work_id", "scope", "lang"),
            sharded=False,
        ),
        Table(
            "timeline",
            "concepts",
            records.TimelinePoint,
            ("concept_id", "period_start", "period_end", "kind", "scope", "lang"),
            sharded=False,
            version=2,
        ),
        Table("work_sizes", "concepts", timeline_records.WorkSize, ("work_id", "scope")),
        Table("bursts", "concepts", timeline_records.Burst, ("concept_id", "kind", "scope", "lang", "burst_index"), sharded=False),
        Table(
            "cooccurrence",
            "concepts",
            concept_records.Cooccurrence,
            ("concept_a", "concept_b", "unit", "period", "kind"),
            sharded=False,
        ),
        Table("concept_citations", "concepts", concept_records.ConceptCitation, ("concept_id", "work_key"), sharded=False),
        Table("collocates", "concepts", concept_records.Collocate, ("concept_id", "word"), sharded=False),
        Table("topic_terms", "topics", topic_records.TopicTerm, ("topic", "rank"), sharded=False),
        Table("doc_topics", "topics", topic_records.DocTopics, ("text_id", "work_id")),
        Table("topic_examples", "topics", topic_records.TopicExample, ("topic", "rank"), sharded=False),
        Table(
            "topic_trend",
            "topics",
            topic_records.TopicTrend,
            ("topic", "period_start", "period_end", "kind"),
            sharded=False,
            version=2,
        ),
        Table("topic_summary", "topics", topic_records.TopicSummary, ("topic",), sharded=False),
        Table("topic_map", "topics", topic_records.TopicPlace, ("text_id",)),
        Table("topic_groups", "topics", topic_records.TopicGroup, ("topic", "grouping", "group"), sharded=False),
        Table("topic_concepts", "topics", topic_records.TopicConcept, ("topic", "concept_id"), sharded=False),
        Table("topic_drift", "topics", topic_records.TopicDrift, ("topic", "term"), sharded=False),
        Table(
            "topic_models",
            "topics",
            topic_records.TopicModel,
            ("engine", "topics", "seed"),
            sharded=False,
            version=2,
        ),
        Table("beads", "align", records.Bead, ("text_id", "field", "bead_index")),
        Table("term_pairs", "align", records.TermPair, ("text_id", "pair_index")),
        Table(
            "problems",
            "every stage",
            records.Problem,
            ("source", "text_id", "page", "code", "message"),
            sharded=False,
        ),
    )
}
