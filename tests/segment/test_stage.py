"""The stage on a small corpus of two documents and a record."""

import json
import shutil

import pytest
from click.testing import CliRunner

from pipeline.core.corpus import Corpus
from pipeline.core.errors import ModelError
from pipeline.core.records import Document, Passage, RecordText
from pipeline.core.stages import StageContext
from pipeline.core.store import Store
from pipeline.core.tables import read_table, write_table
from pipeline.segment.lexicon_commands import conflicts
from pipeline.segment.stage import make_tasks, model_digest, run, sentences_of
from pipeline.segment.terms import Terms

ONE, TWO, RECORD = "0" * 16, "1" * 16, "w" + "2" * 15
TEXTS = {
    ONE: ["三社联动的实践", "本文研究三社联动。它依附于项目制。", "Linkage works. It lasts."],
    TWO: ["项目制定与评估", "该项目制定得很快。"],
    RECORD: ["依附性的来源"],
}


def passages_of(text_id):
    passages, at = [], 0
    for index, part in enumerate(TEXTS[text_id]):
        passages.append(Passage(text_id, index, at, at + len(part), "body"))
        at += len(part) + 1
    return passages


@pytest.fixture
def context(tmp_path, project_root, model_folder, serial):
    """A corpus with its tables of extract and catalog, and a copy of the configs to change."""
    corpus = Corpus(tmp_path / "small")
    documents = [Document(name, [f"{name}.txt"], "text/plain", 0, "ok", "article", text="\n".join(TEXTS[name])) for name in (ONE, TWO)]
    write_table(corpus.tables("extract"), "documents", documents)
    write_table(corpus.tables("extract"), "passages", passages_of(ONE) + passages_of(TWO))
    write_table(corpus.tables("catalog"), "record_texts", [RecordText(RECORD, TEXTS[RECORD][0])])
    write_table(corpus.tables("catalog"), "record_passages", passages_of(RECORD))
    shutil.copytree(project_root / "configs", tmp_path / "configs")
    return StageContext(corpus, tmp_path / "configs", model_folder.parent, Store(tmp_path / "store"), serial)


def words_of(context, text_id):
    (row,) = [row for row in read_table(context.corpus.tables("segment"), "tokens") if row.text_id == text_id]
    text = "\n".join(TEXTS[text_id])
    return [text[start:end] for start, end in zip(row.token_start, row.token_end, strict=True)]


@pytest.mark.slow
def test_every_text_gets_its_words(context):
    run(context)

    assert words_of(context, ONE)[:3] == ["三社联动", "的", "实践"]
    assert words_of(context, TWO)[:2] == ["项目", "制定"]
    assert words_of(context, RECORD)[0] == "依附性"


@pytest.mark.slow
def test_sentences_carry_their_passage(context):
    run(context)
    row = read_table(context.corpus.tables("segment"), "tokens")[0]

    assert row.sentence_passage == [0, 1, 1, 2, 2]


@pytest.mark.slow
def test_words_lie_inside_sentences(context):
    run(context)
    for row in read_table(context.corpus.tables("segment"), "tokens"):
        sentences = list(zip(row.sentence_start, row.sentence_end, strict=True))
        words = zip(row.token_start, row.token_end, strict=True)
        assert all(any(a <= start and end <= b for a, b in sentences) for start, end in words)


@pytest.mark.slow
def test_metrics_count_texts_and_kept_terms(context):
    metrics = run(context).metrics

    assert (metrics["texts"], metrics["sentences"], metrics["problems"]) == (3, 8, {})
    assert metrics["whole_terms"] >= 4


@pytest.mark.slow
def test_second_run_takes_all_from_the_store_and_writes_the_same_bytes(context):
    run(context)
    before = {path: path.read_bytes() for path in context.corpus.tables("segment").rglob("*.parquet")}

    assert "3 of 3 from the store" in run(context).counts
    assert {path: path.read_bytes() for path in context.corpus.tables("segment").rglob("*.parquet")} == before


@pytest.mark.slow
def test_new_term_recomputes_only_the_texts_that_hold_it(context):
    run(context)
    with (context.configs / "lexicon" / "terms.txt").open("a", encoding="utf-8") as stream:
        stream.write("依附性的来源\n")

    assert "2 of 3 from the store" in run(context).counts


@pytest.mark.slow
def test_key_does_not_hold_terms_that_are_absent(model_folder):
    from pipeline.core.texts import Text

    text = Text(TWO, "\n".join(TEXTS[TWO]), passages_of(TWO))
    (plain,), (more,) = (make_tasks([text], Terms(words), model_folder) for words in (("项目制",), ("三社联动", "项目制")))

    assert plain.key == more.key


def test_missing_model_names_the_command(tmp_path):
    with pytest.raises(ModelError, match=r"python -m pipeline\.segment\.model"):
        model_digest(tmp_path / "zh_pkuseg")


def test_entry_of_the_reference_list_is_one_sentence():
    text = "[4] 张三. 社区治理研究[M]. 江城: 江城出版社, 2014."
    passage = Passage(ONE, 0, 0, len(text), "reference")

    assert [(span.start, span.end) for span in sentences_of(text, passage)] == [(0, len(text))]


@pytest.mark.slow
def test_conflicts_are_printed_one_object_a_line(context, monkeypatch):
    root = context.configs.parent
    (root / "dvc.yaml").touch()
    (root / "configs" / "corpora.yaml").write_text("corpora: [small]\n", encoding="utf-8")
    (root / "corpora").mkdir()
    (root / "small").rename(root / "corpora" / "small")
    (root / "models").symlink_to(context.models)
    monkeypatch.chdir(root)
    printed = CliRunner().invoke(conflicts, ["--format", "json"], catch_exceptions=False)
    rows = [json.loads(line) for line in printed.stdout.splitlines()]

    assert {("refused", "项目|制定", "项目制"), ("joined", "三社|联动", "三社联动")} <= {
        (row["kind"], "|".join(row["plain"]), "|".join(row["ours"])) for row in rows
    }
