import dataclasses
import hashlib
from pathlib import Path

import duckdb
import pytest

from pipeline.concepts.stage import run
from pipeline.core.errors import ConfigError
from pipeline.core.stages import StageContext
from pipeline.core.tables import read_table
from tests.concepts.factories import SmallCorpus, doc_id_of, make_work

TEXTS = {
    "甲": [
        ("title", "三社联动的边界"),
        ("abstract_zh", "三社联动与依附性。"),
        ("abstract_en", "Three-society linkage and dependency."),
        ("body", "本文将项目制定义为一种体制。项目制定完毕。社工站服务。"),
        ("reference", "沈砚舟.项目制的边界[J].社会服务研究,2013(1):1-9."),
    ],
    "乙": [("body", "项目制。项目制。依附于街道，collaborative governance。"), ("acknowledgement", "感谢社工站。")],
    "丙": [("body", "社工站的项目制与依附性：三社联动。")],
    "丁": [("body", "社工站。")],
}


@pytest.fixture
def corpus(tmp_path: Path) -> SmallCorpus:
    small = SmallCorpus(tmp_path)
    small.add(make_work("甲", year=2015), TEXTS["甲"])
    small.add(make_work("乙", year=2016, kind="thesis"), TEXTS["乙"], ocr=True)
    small.add(make_work("丙", year=2016), TEXTS["丙"])
    small.add(make_work("丁", year=None), TEXTS["丁"])
    small.works.append(make_work("戊", year=2016, has_text=False))
    small.works.append(make_work("丙之重印", year=2017, duplicate_of=make_work("丙").work_id, has_text=False))
    return small


@pytest.fixture
def context(corpus: SmallCorpus, project_root: Path) -> StageContext:
    return corpus.write(project_root / "configs")


def mentions_of(context: StageContext, name: str, concept_id: str):
    rows = read_table(context.corpus.tables("concepts"), "mentions")
    return [row for row in rows if row.text_id == doc_id_of(name) and row.concept_id == concept_id]


def digests(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*.parquet"))}


def test_surfaces_are_slices_of_the_printed_text(context) -> None:
    run(context)
    texts = {row.doc_id: row.text for row in read_table(context.corpus.tables("extract"), "documents")}
    rows = read_table(context.corpus.tables("concepts"), "mentions")
    assert rows
    assert all(texts[row.text_id][row.start : row.end] == row.surface for row in rows)


def test_a_mention_knows_page_sentence_and_scope(context) -> None:
    run(context)
    title, abstract, _english = mentions_of(context, "甲", "sanshe_liandong")
    assert (title.scope, title.page, title.page_label, title.sentence_index) == ("title", 1, "101", 0)
    assert (abstract.scope, abstract.page, abstract.passage_index) == ("abstract", 2, 1)


def test_definition_citation_and_ocr_are_flagged(context) -> None:
    run(context)
    defined, cited = mentions_of(context, "甲", "xiangmuzhi")
    assert (defined.flags, cited.flags, cited.scope) == (["defined"], ["cited", "in_reference"], "reference")
    assert all(row.flags == ["ocr"] for row in mentions_of(context, "乙", "xiangmuzhi"))


def test_title_and_keywords_are_flagged(corpus, project_root) -> None:
    corpus.add(make_work("己"), [("title_en", "Social work stations"), ("keywords_zh", "社工站；项目制"), ("body", "社工站。")])
    context = corpus.write(project_root / "configs")
    run(context)
    assert [row.flags for row in mentions_of(context, "己", "shegongzhan")] == [["in_title"], ["in_keywords"], []]


def test_a_passage_that_was_recognised_is_flagged_whatever_its_page_says(corpus, project_root) -> None:
    corpus.passages[:] = [dataclasses.replace(one, read_by="ocr") if one.text_id == doc_id_of("丁") else one for one in corpus.passages]
    context = corpus.write(project_root / "configs")
    run(context)
    assert [row.flags for row in mentions_of(context, "丁", "shegongzhan")] == [["ocr"]]


def test_metrics_count_tiers_and_undated_works(context) -> None:
    metrics = run(context).metrics
    assert metrics["mentions_by_tier"]["ambiguous"] == 1
    assert metrics["mentions_by_tier"]["english"] == 2
    assert (metrics["works"], metrics["undated_works"]) == (5, 1)
    assert metrics["problems"] == {"undated": 1}


def test_an_undated_work_is_a_problem_that_names_its_file(context) -> None:
    run(context)
    (problem,) = read_table(context.corpus.tables("concepts"), "problems")
    assert (problem.source, problem.code) == ("丁.pdf", "undated")


def test_the_timeline_equals_an_independent_recount(context) -> None:
    run(context)
    folder = context.corpus.root / "tables"
    recount = duckdb.sql(f"""
        WITH m AS (
          SELECT text_id, concept_id, lang, count(*) AS n FROM read_parquet('{folder}/concepts/mentions/*.parquet')
          WHERE scope IN ('abstract', 'heading', 'body') AND NOT list_has_any(flags, ['ambiguous', 'loose', 'elliptical', 'other-sense'])
          GROUP BY ALL),
        full_text AS (
          SELECT DISTINCT text_id, lang FROM read_parquet('{folder}/extract/passages/*.parquet') WHERE role = 'body')
        SELECT m.concept_id, w.year, w.kind, m.lang, count(*) FILTER (m.n >= CASE WHEN w.kind = 'thesis' AND f.text_id IS NOT NULL THEN 3 ELSE 1 END),
               CAST(sum(m.n) AS INT)
        FROM m JOIN read_parquet('{folder}/catalog/works/*.parquet') w USING (text_id) LEFT JOIN full_text f USING (text_id, lang)
        WHERE w.duplicate_of IS NULL AND w.year IS NOT NULL GROUP BY ALL ORDER BY ALL""").fetchall()  # noqa: S608 - a folder of ours
    points = read_table(context.corpus.tables("concepts"), "timeline")
    kept = [point for point in points if point.scope == "abstract+body" and point.lang != "all" and point.kind != "all" and point.mentions]
    assert recount == sorted((p.concept_id, p.period_start, p.kind, p.lang, p.works, p.mentions) for p in kept)


def test_denominators_are_the_readable_works_of_the_period(context) -> None:
    run(context)
    rows = read_table(context.corpus.tables("concepts"), "timeline")
    (point,) = [
        row
        for row in rows
        if (row.concept_id, row.period, row.kind, row.scope, row.lang) == ("xiangmuzhi", "2016", "all", "abstract+body", "zh")
    ]
    assert (point.works, point.readable_works, point.unreadable_works) == (1, 2, 1)
    assert point.characters == sum(len(text) for name in "乙丙" for role, text in TEXTS[name] if role == "body")


def test_a_second_run_takes_everything_from_the_store_and_gives_the_same_bytes(context) -> None:
    run(context)
    first = digests(context.corpus.tables("concepts"))
    assert "4 of 4 from the store" in run(context).counts
    assert digests(context.corpus.tables("concepts")) == first


def test_documents_in_another_order_give_the_same_bytes(corpus, project_root) -> None:
    context = corpus.write(project_root / "configs")
    run(context)
    first = digests(context.corpus.tables("concepts"))
    for rows in (corpus.works, corpus.documents, corpus.passages, corpus.tokens):
        rows.reverse()
    run(corpus.write(project_root / "configs"))
    assert digests(context.corpus.tables("concepts")) == first


def test_the_protocol_marks_search_terms_and_the_search_year(context) -> None:
    path = context.corpus.sources / "protocol.yaml"
    path.write_text("search_strings: ['主题=项目制 OR 三社']\nsearch_date: 2016-05-01\nnotes: 甲组\n", encoding="utf-8")
    run(context)
    rows = read_table(context.corpus.tables("concepts"), "timeline")
    assert {row.concept_id for row in rows if "search-term" in row.flags} == {"xiangmuzhi"}
    assert {row.period for row in rows if "incomplete-period" in row.flags} == {"2016"}


def test_a_wrong_protocol_is_named_with_its_key(context) -> None:
    (context.corpus.sources / "protocol.yaml").write_text("search_date: soon\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"protocol\.yaml: search_date"):
        run(context)


def test_without_any_text_the_tables_are_empty(tmp_path, project_root) -> None:
    context = SmallCorpus(tmp_path).write(project_root / "configs")
    assert run(context).metrics["mentions"] == 0
    assert read_table(context.corpus.tables("concepts"), "timeline") == []
