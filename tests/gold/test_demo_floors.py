"""Quality floors of the whole chain on the demo corpus; `floors.json` pins them together with the truth they were measured on."""

import hashlib
import importlib
import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest
from scipy.stats import chi2_contingency
from sklearn.metrics import adjusted_mutual_info_score

from pipeline.concepts.config import ConceptsConfig
from pipeline.core.config import load_config
from pipeline.core.corpus import Corpus
from pipeline.core.lexicon import load_lexicon
from pipeline.core.shards import ExecutionConfig
from pipeline.core.stages import StageContext
from pipeline.core.store import Store
from pipeline.core.tables import read_table
from pipeline.explore.timelines.question import Question, answer, read_ground
from pipeline.segment.model import build_model
from tests.gold import chain_scores as scores
from tests.gold.timeline_recount import Asked, as_counted, recount

pytestmark = pytest.mark.gate

STAGES = ("extract", "catalog", "segment", "concepts", "topics", "align")
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
NEVER = re.compile(r"\(cid:|[\u2e80-\u2fdf]")


@pytest.fixture(scope="module")
def corpus(project_root, tmp_path_factory) -> Corpus:
    """The demo corpus with the tables of all stages, computed without a store."""
    folder = tmp_path_factory.mktemp("demo")
    for name in ("sources", "edits"):
        shutil.copytree(project_root / "corpora/demo" / name, folder / "corpora/demo" / name)
    models = project_root / "models"
    if not (models / "zh_pkuseg/meta.json").is_file():
        models = folder / "models"
        build_model(models / "zh_pkuseg", project_root / "configs", project_root / "models/weights.txt")
    execution = ExecutionConfig(executor="local", workers=0, max_seconds=600, max_memory_mb=8192)
    context = StageContext(Corpus(folder / "corpora/demo"), project_root / "configs", models, Store(None), execution)
    for stage in STAGES:
        importlib.import_module(f"pipeline.{stage}.stage").run(context)
    return context.corpus


@pytest.fixture(scope="module")
def truth(project_root) -> scores.Truth:
    return scores.Truth(project_root / "corpora/demo/truth")


def test_truth_is_the_one_the_floors_were_measured_on(project_root):
    digest = hashlib.sha256()
    for path in sorted((project_root / "corpora/demo/truth").iterdir()):
        digest.update(path.read_bytes())
    assert digest.hexdigest()[:16] == FLOORS["truth"], "the truth changed: measure again, then pin floors and this digest together"


def test_every_file_has_its_status(truth, corpus):
    assert scores.status_share(truth, corpus) == 1.0


def test_fields_are_read_from_the_files(truth, corpus):
    assert scores.field_share(truth, corpus) >= FLOORS["fields"]


def test_works_are_the_planted_ones(truth, corpus):
    assert scores.work_share(truth, corpus) >= FLOORS["works"]


def test_no_text_keeps_a_radical_or_an_unmapped_character(corpus):
    assert [(document.sources, NEVER.findall(document.text)) for document in scores.documents(corpus) if NEVER.search(document.text)] == []


def test_planted_mentions_are_found_and_nothing_else(truth, corpus, project_root):
    score = scores.mention_score(truth, corpus, project_root / "configs/lexicon")
    assert score.precision >= FLOORS["mentions_precision"]
    assert score.recall >= FLOORS["mentions_recall"]


def test_abstracts_are_aligned_as_they_were_written(truth, corpus):
    assert scores.bead_score(truth, corpus).f1 >= FLOORS["beads_f1"]


def test_strongest_topic_agrees_with_the_planted_theme(truth, corpus):
    assert adjusted_mutual_info_score(*scores.theme_pairs(truth, corpus)) >= FLOORS["themes_ami"]


def test_timeline_equals_a_recount_of_the_mentions_by_an_independent_query(corpus):
    """Works a year (all kinds, both languages together) that mention a concept in abstract or body often enough."""
    tables = corpus.root / "tables"
    recount = f"""
        with hits as (
            select concept_id, text_id, lang, count(*) as n
            from read_parquet('{tables}/concepts/mentions/*.parquet')
            where scope in ('abstract', 'heading', 'body')
              and not list_has_any(flags, ['ambiguous', 'loose', 'elliptical', 'other-sense'])
            group by all
        )
        select concept_id, year, count(distinct work_id)
        from hits join read_parquet('{tables}/catalog/works/*.parquet') using (text_id)
        where duplicate_of is null and version_of is null and coalesce(screening, 'included') = 'included' and year is not null
          and derived_from is null
          and n >= case when kind = 'thesis' and evidence = 'full_text' and lang = 'zh' then 3 else 1 end
        group by all
    """  # noqa: S608 - a folder of our own
    printed = f"""
        select concept_id, period_start, works
        from read_parquet('{tables}/concepts/timeline/*.parquet')
        where kind = 'all' and lang = 'all' and works > 0 and scope = 'abstract+body'
    """  # noqa: S608 - a folder of our own
    counted, shown = (sorted(duckdb.sql(query).fetchall()) for query in (recount, printed))
    assert counted == shown
    assert shown


def test_trend_of_topics_equals_a_recount_by_an_independent_query(corpus):
    """Dated works placed in a topic, by year and kind; an article drawn from a thesis stands beside it only among the articles."""
    tables = corpus.root / "tables"
    recount = f"""
        with placed as (
            select w.work_id, w.year, w.kind, w.derived_from, d.topic, d.weights
            from read_parquet('{tables}/topics/doc_topics/*.parquet') d join read_parquet('{tables}/catalog/works/*.parquet') w using (work_id)
            where w.year is not null
        ), lines as (
            select *, 'all' as line from placed
            where derived_from is null or derived_from not in (select work_id from placed)
            union all select *, kind from placed where kind in ('article', 'thesis')
        )
        select t.topic, year, line, count(*) filter (lines.topic = t.topic), count(*), round(avg(weights[t.topic + 1]), 4)
        from lines, (select distinct topic from read_parquet('{tables}/topics/topic_terms/*.parquet')) t
        group by all
    """  # noqa: S608 - a folder of our own
    printed = f"""
        select topic, period_start, kind, works, readable_works, round(weight_share, 4)
        from read_parquet('{tables}/topics/topic_trend/*.parquet')
    """  # noqa: S608 - a folder of our own
    counted, shown = (sorted(duckdb.sql(query).fetchall()) for query in (recount, printed))
    assert [row[:5] for row in counted] == [row[:5] for row in shown]
    assert [row[5] for row in counted] == pytest.approx([row[5] for row in shown], abs=2e-4)
    assert shown


RECOUNTS = {
    "articles": (Question("abstract+body", "zh", kind="article"), Asked(("abstract", "heading", "body"), "zh", "kind = 'article'")),
    "titles": (Question("title", "zh", kind="article"), Asked(("title",), "zh", "kind = 'article'")),
    "degree": (
        Question("body", "zh", kind="thesis", degree="硕士"),
        Asked(("heading", "body"), "zh", "kind = 'thesis' and degree_type like '%硕士'"),
    ),
    "evidence": (
        Question("abstract", "en", kind="all", evidence="full_text"),
        Asked(("abstract",), "en", "evidence = 'full_text' and derived_from is null"),
    ),
    "years": (
        Question("abstract+body", "zh", kind="article", first=2012, last=2016, evidence="abstract_only"),
        Asked(("abstract", "heading", "body"), "zh", "kind = 'article' and year between 2012 and 2016 and evidence = 'abstract_only'"),
    ),
}


@pytest.mark.parametrize(("question", "asked"), RECOUNTS.values(), ids=RECOUNTS)
def test_switches_of_the_timeline_equal_a_recount_by_an_independent_query(corpus, project_root, question, asked):
    config = load_config(project_root / "configs/concepts.yaml", ConceptsConfig).model_copy(update={"bootstrap_runs": 0})
    rows = read_table(corpus.tables("concepts"), "concept_works")
    ground = read_ground(corpus, config, question, rows)
    counted = answer(corpus, ground, question, sorted({row.concept_id for row in rows}))
    assert as_counted(counted.points) == recount(corpus, asked)
    assert counted.points


def test_the_table_of_timelines_holds_what_the_command_counts(corpus, project_root):
    config = load_config(project_root / "configs/concepts.yaml", ConceptsConfig)
    question = Question("abstract+body", "zh", kind="article")
    rows = read_table(corpus.tables("concepts"), "concept_works")
    counted = answer(corpus, read_ground(corpus, config, question, rows), question, sorted({row.concept_id for row in rows}))
    table = [
        point
        for point in read_table(corpus.tables("concepts"), "timeline")
        if (point.kind, point.scope, point.lang) == ("article", "abstract+body", "zh")
    ]
    assert [(point.concept_id, point.period, point.works, point.flags) for point in counted.points] == [
        (point.concept_id, point.period, point.works, point.flags) for point in table
    ]
    assert [point.per_10k_high for point in counted.points] == [pytest.approx(point.per_10k_high, rel=1e-5) for point in table]


def points(corpus, lexicon, label: str):
    """The timeline of a concept over all kinds and both languages, in abstract and body."""
    (concept_id,) = (concept.id for concept in lexicon.concepts if concept.label == label)
    return [
        point
        for point in read_table(corpus.tables("concepts"), "timeline")
        if (point.concept_id, point.kind, point.lang, point.scope) == (concept_id, "all", "all", "abstract+body")
    ]


def pooled(timeline, first: int, last: int) -> float:
    """The share of readable works over some years together."""
    chosen = [point for point in timeline if first <= point.period_start <= last]
    return sum(point.works for point in chosen) / sum(point.readable_works for point in chosen)


@pytest.fixture(scope="module")
def lexicon(project_root):
    return load_lexicon(project_root / "configs/lexicon")


def test_one_linkage_falls_while_the_other_rises(corpus, lexicon):
    old, new = points(corpus, lexicon, "三社联动"), points(corpus, lexicon, "五社联动")
    assert pooled(old, 2016, 2019) > 1.5 * pooled(old, 2022, 2024)
    assert pooled(new, 2016, 2019) == 0.0
    assert pooled(new, 2022, 2024) > 0.15


def test_control_concept_has_no_trend_and_no_burst(corpus, lexicon):
    timeline = [point for point in points(corpus, lexicon, "社区治理") if point.readable_works >= 5]
    halves = [[point for point in timeline if (point.period_start >= 2018) == late] for late in (False, True)]
    table = [[sum(p.works for p in half), sum(p.readable_works - p.works for p in half)] for half in halves]
    assert chi2_contingency(table).pvalue > 0.05
    share = sum(point.works for point in timeline) / sum(point.readable_works for point in timeline)
    assert [point.period for point in timeline if not point.low <= share <= point.high] == []


@pytest.mark.parametrize("label", ["三社联动", "社工站", "政府购买服务"])
def test_search_terms_are_marked(corpus, lexicon, label):
    assert all("search-term" in point.flags for point in points(corpus, lexicon, label))


def test_year_of_the_search_is_incomplete(corpus, lexicon):
    flagged = {point.period for point in points(corpus, lexicon, "社区治理") if "incomplete-period" in point.flags}
    assert flagged == {"2024"}
