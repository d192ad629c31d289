import json

import pytest

from pipeline.align.stage import exports_folder, run
from pipeline.core.corpus import Corpus
from pipeline.core.errors import ConfigError
from pipeline.core.records import Document
from pipeline.core.stages import StageContext
from pipeline.core.store import Store
from pipeline.core.tables import read_table, write_table

BOTH = (("title", "社区治理研究"), ("title_en", "Research on community governance"), ("abstract_zh", "本研究访谈居民。政府购买服务。"),
        ("abstract_en", "This research interviewed residents. The government purchases services."), ("keywords_zh", "社区；政府"),
        ("keywords_en", "community; government"))  # fmt: skip
ALONE = (("abstract_zh", "本研究访谈居民。"), ("body", "正文。"))


def document(text, source):
    return Document(text.text_id, [source], "text/plain", 0, "ok", "article", text.text)


@pytest.fixture(scope="module")
def configs(project_root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("configs")
    text = (project_root / "configs" / "align.yaml").read_text(encoding="utf-8")
    (folder / "align.yaml").write_text(text.replace("embeddings: use", "embeddings: none"), encoding="utf-8")
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "lexicon.yaml").write_text("version: 0.1.0\nfamilies: {test: {label: 试, label_en: test}}\n", encoding="utf-8")
    concept = "{id: shequ_zhili, label: 社区治理, label_en: community governance}"
    (folder / "lexicon" / "10_test.yaml").write_text(f"family: test\nconcepts:\n  - {concept}\n", encoding="utf-8")
    return folder


@pytest.fixture
def context(configs, tmp_path, serial, text_of):
    corpus = Corpus(tmp_path / "corpus")
    both, alone = text_of(*BOTH, text_id="a" * 16), text_of(*ALONE, text_id="b" * 16)
    write_table(corpus.tables("extract"), "documents", [document(both, "both.txt"), document(alone, "alone.txt")])
    write_table(corpus.tables("extract"), "passages", [*both.passages, *alone.passages])
    for table in ("works", "record_texts", "record_passages"):
        write_table(corpus.tables("catalog"), table, [])
    return StageContext(corpus, configs, tmp_path, Store(tmp_path / "store"), serial)


def written(corpus):
    folders = (corpus.tables("align"), exports_folder(corpus))
    return {path.name: path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()}


def test_abstract_in_one_language_is_a_problem_and_no_bead(context):
    report = run(context)
    problems = read_table(context.corpus.tables("align"), "problems")
    assert [(problem.source, problem.code) for problem in problems] == [("alone.txt", "no-en")]
    assert {bead.text_id for bead in read_table(context.corpus.tables("align"), "beads")} == {"a" * 16}
    assert report.metrics["problems"] == {"no-en": 1}


def test_two_abstracts_in_one_language_cost_that_field_alone(context, text_of):
    roles = dict(BOTH) | {"abstract_en": "本研究访谈居民，也访谈社会工作者。政府向社会组织购买服务。"}
    wrong = text_of(*roles.items(), text_id="c" * 16)
    write_table(context.corpus.tables("extract"), "documents", [document(wrong, "wrong.txt")])
    write_table(context.corpus.tables("extract"), "passages", wrong.passages)
    run(context)
    (problem,) = read_table(context.corpus.tables("align"), "problems")
    assert (problem.source, problem.code) == ("wrong.txt", "one-language")
    assert {bead.field for bead in read_table(context.corpus.tables("align"), "beads")} == {"title", "keywords"}


def test_metrics_count_beads_by_field_kind_and_state(context):
    metrics = run(context).metrics
    assert metrics["beads"]["abstract"]["kinds"] == {"1-1": 2}
    assert metrics["beads"]["keywords"]["count"] == 2
    assert metrics["term_pairs"] == {"keywords": 2, "lexicon": 1}
    assert json.dumps(metrics)


def test_warm_run_takes_everything_from_the_store_and_writes_the_same_bytes(context):
    run(context)
    cold = written(context.corpus)
    assert "2 of 2 from the store" in run(context).counts
    assert written(context.corpus) == cold


def test_correction_recomputes_only_the_text_it_speaks_of(context):
    run(context)
    context.corpus.edits.mkdir()
    line = "abstract\t政府购买服务。\t\t林\t2026-01-05\t\n"
    (context.corpus.edits / "alignment.tsv").write_text(f"field\tzh\ten\tby\ton\treason\n{line}", encoding="utf-8")
    assert "1 of 2 from the store" in run(context).counts
    beads = [bead for bead in read_table(context.corpus.tables("align"), "beads") if "corrected" in bead.flags]
    assert [bead.kind for bead in beads] == ["1-0"]


def test_correction_that_no_text_takes_is_a_problem_with_its_line(context):
    context.corpus.edits.mkdir()
    lines = "abstract\t政府购买服务。\t\n\nabstract\t没有这一句。\tNo such sentence.\n"
    (context.corpus.edits / "alignment.tsv").write_text(f"field\tzh\ten\n{lines}", encoding="utf-8")
    run(context)
    (problem,) = (row for row in read_table(context.corpus.tables("align"), "problems") if row.code == "correction-unused")
    assert (problem.source, problem.message[:7]) == ("edits/alignment.tsv", "line 4:")


def test_named_encoder_that_is_missing_stops_the_stage(context, project_root, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.core.embedding.DISTRIBUTION", "encoder-that-is-not-there")
    changed = StageContext(context.corpus, project_root / "configs", tmp_path, context.store, context.execution)
    with pytest.raises(ConfigError, match="embeddings: use needs encoder-that-is-not-there"):
        run(changed)
