import hashlib
import json
import random
import re
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipeline.core.config import load_config
from pipeline.core.tables import read_table
from pipeline.core.topic_labels import match_labels, read_labels
from pipeline.topics.config import TopicsConfig
from pipeline.topics.saved import load_saved
from pipeline.topics.stage import run
from tests.topics.conftest import CARE, GRID, make_work

BUYING = ["购买", "合同", "招标", "评估", "资金", "验收", "机构", "项目"]


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def works_of(n: int):
    years = [2015, 2016, 2016, None]
    return [make_work(f"{index:016x}", year=years[index % 4], kind="thesis" if index % 5 == 0 else "article") for index in range(n)]


@pytest.fixture
def toy(make_context, theme_words):
    return make_context(theme_words, works_of(12))


@pytest.fixture(scope="module")
def shipped_topics(project_root) -> int:
    """The number of topics that the shipped config asks for."""
    return load_config(project_root / "configs/topics.yaml", TopicsConfig).topics


def test_every_work_is_placed_and_every_topic_has_terms_and_examples(toy, shipped_topics) -> None:
    report = run(toy)
    root = toy.corpus.tables("topics")
    assert report.metrics["placed_documents"] == 12
    assert {row.topic for row in read_table(root, "topic_terms")} == set(range(shipped_topics))
    examples = read_table(root, "topic_examples")
    assert examples
    assert all(row.page is not None and row.end > row.start for row in examples)


def test_an_example_opens_the_page_of_its_sentence(toy) -> None:
    run(toy)
    example = read_table(toy.corpus.tables("topics"), "topic_examples")[0]
    passages = {row.text_id: row for row in read_table(toy.corpus.tables("extract"), "passages")}
    assert example.page == passages[example.text_id].line_starts.index(example.start) + 1


def test_two_runs_give_the_same_bytes(toy) -> None:
    run(toy)
    first = digests(toy.corpus.tables("topics"))
    run(toy)
    assert digests(toy.corpus.tables("topics")) == first


def test_documents_in_another_order_give_the_same_bytes(make_context, theme_words) -> None:
    pairs = list(zip(theme_words, works_of(12), strict=True))
    context = make_context([words for words, _ in pairs], [work for _, work in pairs])
    run(context)
    first = digests(context.corpus.tables("topics"))
    random.Random(7).shuffle(pairs)  # noqa: S311
    run(make_context([words for words, _ in pairs], [work for _, work in pairs]))
    assert digests(context.corpus.tables("topics")) == first


@pytest.mark.parametrize("n", [0, 1, 2])
def test_a_tiny_corpus_survives(n, make_context, theme_words) -> None:
    context = make_context(theme_words[:n], works_of(n))
    report = run(context)
    problems = {row.code for row in read_table(context.corpus.tables("topics"), "problems")}
    assert report.metrics["documents"] == n
    assert {"few-works", "few-topics"} <= problems


def test_a_duplicate_is_not_counted(make_context, theme_words) -> None:
    works = [*works_of(11), make_work(f"{11:016x}", duplicate_of="w000000000000000")]
    context = make_context(theme_words, works)
    assert run(context).metrics["documents"] == 11


def test_a_text_without_words_is_named(make_context, theme_words) -> None:
    context = make_context([*theme_words, ["一", "二"]], works_of(13))
    run(context)
    named = [row.text_id for row in read_table(context.corpus.tables("topics"), "problems") if row.code == "no-topic-words"]
    assert named == [f"{12:016x}"]


def test_trend_equals_an_independent_recount(toy) -> None:
    run(toy)
    root = toy.corpus.root / "tables"
    recount = duckdb.sql(
        f"""
        with placed as (
            select w.year, w.kind, d.topic, d.weights from '{root}/catalog/works/*.parquet' w
            join '{root}/topics/doc_topics/*.parquet' d using (work_id) where w.year is not null and w.duplicate_of is null
        ), lines as (select *, 'all' as line from placed union all select *, kind from placed where kind in ('article', 'thesis')),
        topics as (select distinct topic from '{root}/topics/topic_terms/*.parquet')
        select t.topic, year, line, count(*) filter (lines.topic = t.topic), count(*), avg(weights[t.topic + 1])
        from lines, topics t group by all order by all
        """  # noqa: S608 - paths of this test
    ).fetchall()
    found = [
        (r.topic, r.period_start, r.kind, r.works, r.readable_works, r.weight_share)
        for r in read_table(toy.corpus.tables("topics"), "topic_trend")
    ]
    assert [row[:5] for row in sorted(found)] == [row[:5] for row in recount]
    assert [row[5] for row in sorted(found)] == pytest.approx([row[5] for row in recount], rel=1e-5, abs=1e-9)


def test_models_are_compared_and_one_is_chosen(toy, shipped_topics) -> None:
    run(toy)
    models = read_table(toy.corpus.tables("topics"), "topic_models")
    assert [row.topics for row in models if row.chosen] == [shipped_topics]
    assert len({(row.topics, row.seed) for row in models}) == len(models) > 1
    assert all(0 <= row.diversity <= 1 and (row.stability is None or 0 <= row.stability <= 1) for row in models)


def model_bytes(context) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((context.corpus.tables("topics") / "model").iterdir())}


def test_the_saved_model_is_the_same_on_a_rerun_and_names_the_works_topics_again(toy, shipped_topics) -> None:
    run(toy)
    first = model_bytes(toy)
    run(toy)
    model = load_saved(toy.corpus.tables("topics") / "model")
    assert model_bytes(toy) == first
    assert len(model.labels) == len(model.term_weights) == shipped_topics
    assert 0 < model.reach.agreement <= 1


def test_every_topic_has_a_summary_and_every_placed_work_a_place_on_the_map(toy, shipped_topics) -> None:
    run(toy)
    root = toy.corpus.tables("topics")
    summaries = read_table(root, "topic_summary")
    assert [row.topic for row in summaries] == list(range(shipped_topics))
    assert all(len(row.nearest) == shipped_topics - 1 and row.label for row in summaries)
    assert len(read_table(root, "topic_map")) == 12


@pytest.fixture
def three_topics(tmp_path, project_root) -> Path:
    """The shipped configs, for three topics without others to compare."""
    configs = shutil.copytree(project_root / "configs", tmp_path / "configs")
    text = (configs / "topics.yaml").read_text(encoding="utf-8")
    for key, value in (("topics", "3"), ("sweep_topics", "[]"), ("sweep_seeds", "[]")):
        text = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, flags=re.MULTILINE)
    (configs / "topics.yaml").write_text(text, encoding="utf-8")
    return configs


def test_labels_that_people_gave_survive_a_run_after_one_document_is_added(make_context, theme_words, three_topics) -> None:
    texts = theme_words * 3 + [[word for word in BUYING * 3 if word != left_out] for left_out in BUYING * 2]
    context = replace(make_context(texts, works_of(len(texts))), configs=three_topics)
    run(context)
    lines = [f"- {{label: 名{topic}, terms: {json.dumps(terms[:5])}}}\n" for topic, terms in enumerate(listed_terms(context))]
    context.corpus.edits.mkdir(parents=True)
    (context.corpus.edits / "topic_labels.yaml").write_text("".join(lines), encoding="utf-8")
    make_context([*texts, [*CARE[:6], *GRID[:2]]], works_of(len(texts) + 1))
    assert run(context).metrics["documents"] == len(texts) + 1
    labels = read_labels(context.corpus.edits / "topic_labels.yaml")
    assert sorted(match_labels(labels, listed_terms(context)).values()) == ["名0", "名1", "名2"]


def listed_terms(context) -> list[list[str]]:
    terms: dict[int, list[str]] = {}
    for row in read_table(context.corpus.tables("topics"), "topic_terms"):
        terms.setdefault(row.topic, []).append(row.term)
    return [terms[topic] for topic in sorted(terms)]


def test_shares_of_kinds_equal_an_independent_recount(toy) -> None:
    run(toy)
    topic_of = {row.work_id: row.topic for row in read_table(toy.corpus.tables("topics"), "doc_topics")}
    works = read_table(toy.corpus.tables("catalog"), "works")
    for row in read_table(toy.corpus.tables("topics"), "topic_groups"):
        members = [work for work in works if row.grouping == "all" or work.kind == row.group]
        assert (row.readable_works, row.works) == (len(members), sum(topic_of[work.work_id] == row.topic for work in members))
