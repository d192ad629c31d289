import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.core.corpus import Corpus
from pipeline.core.errors import InputError
from pipeline.core.tables import write_table
from pipeline.core.topic_labels import TopicLabel, read_labels
from pipeline.core.topic_records import DocTopics, TopicSummary, TopicTerm
from pipeline.explore.topics.commands import few_topics, read_documents, topics
from pipeline.segment.model import build_model
from pipeline.topics.saved import FOLDER, Reach, SavedModel, Settings, save_model

CARE = "养老护理需要医院与家庭配合，护理员照料老人，老人的健康档案由护理员更新，康复训练在医院进行。"
GRID = "网格员每天巡查街道，发现问题上报平台，街道按照平台的考核结果调整网格，考核与巡查次数有关。"


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def document(name: str, text: str) -> str:
    return json.dumps({"id": name, "text": text}, ensure_ascii=False)


def test_documents_are_read_by_id_and_blank_lines_passed_over(tmp_path) -> None:
    path = write(tmp_path / "texts.jsonl", document("a", CARE), "", document("b", ""))
    assert read_documents(path) == {"a": CARE, "b": ""}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("not json", "not JSON", id="no JSON"),
        pytest.param('{"id": 3, "text": "x"}', "is expected", id="id is a number"),
        pytest.param('{"id": "a", "text": "x"}', "'a' stands twice", id="id twice"),
    ],
)
def test_a_wrong_line_is_named(line, said, tmp_path) -> None:
    path = write(tmp_path / "texts.jsonl", document("a", CARE), line)
    with pytest.raises(InputError, match=rf"texts\.jsonl:2: .*{said}"):
        read_documents(path)


@pytest.fixture
def project(tmp_path, project_root) -> Path:
    """A project with the shipped configs and the segmenter: the checkout's, or one built of the weights in the per-user cache."""
    root = tmp_path / "project"
    shutil.copytree(project_root / "configs", root / "configs")
    (root / "dvc.yaml").touch()
    built = project_root / "models" / "zh_pkuseg"
    if (built / "meta.json").is_file():
        shutil.copytree(built, root / "models" / "zh_pkuseg")
    else:
        build_model(root / "models" / "zh_pkuseg", root / "configs", project_root / "models" / "weights.txt")
    return root


@pytest.mark.slow
def test_fit_prints_topics_and_every_document_in_any_order_alike(tmp_path, project, monkeypatch) -> None:
    monkeypatch.chdir(project)
    lines = [document(f"d{index}", (CARE, GRID)[index % 2]) for index in range(8)] + [document("empty", "")]
    outputs = []
    for name, order in (("one", lines), ("two", lines[::-1])):
        path = write(tmp_path / f"{name}.jsonl", *order)
        outputs.append(
            CliRunner().invoke(topics, ["fit", "--documents", str(path), "--topics", "2", "--seed", "1"], catch_exceptions=False).stdout
        )
    printed = json.loads(outputs[0])
    strongest = [max(range(2), key=printed["documents"][f"d{index}"].__getitem__) for index in range(8)]
    assert outputs[0] == outputs[1]
    assert len(printed["topics"]) == 2
    assert printed["documents"]["empty"] == [0.0, 0.0]
    assert len({*strongest[::2]}) == len({*strongest[1::2]}) == 1 != len({*strongest})


def test_documents_in_another_encoding_are_refused_in_words(tmp_path) -> None:
    (tmp_path / "texts.jsonl").write_bytes(document("a", CARE).encode("gb18030"))
    with pytest.raises(InputError, match=r"texts\.jsonl: not UTF-8"):
        read_documents(tmp_path / "texts.jsonl")


@pytest.mark.parametrize(
    ("found", "wanted", "documents", "said"),
    [
        pytest.param(0, 9, 3, "0 of 9 topics were found: the 3 documents", id="nothing in common"),
        pytest.param(9, 9, 3, "9 topics of 3 documents say little", id="more topics than documents"),
        pytest.param(2, 2, 8, None, id="enough"),
    ],
)
def test_too_few_documents_are_said(found, wanted, documents, said) -> None:
    warning = few_topics(found, wanted, documents)
    assert warning is None if said is None else said in (warning or "")


TERMS = [["养老", "护理", "老人", "医院", "健康", "照料"], ["网格", "党建", "街道", "巡查", "上报", "考核"]]


@pytest.fixture
def fitted(tmp_path, project_root, monkeypatch) -> Corpus:
    """The working directory is a project whose corpus has two topics of four works, and their model."""
    root = tmp_path / "fitted"
    shutil.copytree(project_root / "configs", root / "configs")
    (root / "dvc.yaml").touch()
    (root / "configs" / "corpora.yaml").write_text("corpora: [probe]\n", encoding="utf-8")
    corpus = Corpus(root / "corpora" / "probe")
    folder = corpus.tables("topics")
    write_table(folder, "topic_terms", [TopicTerm(t, r, term, 0.1) for t, row in enumerate(TERMS) for r, term in enumerate(row, start=1)])
    write_table(folder, "doc_topics", [DocTopics(f"{at:016x}", f"w{at}", at % 2, [1.0, 0.0]) for at in range(4)])
    summaries = [TopicSummary(t, "·".join(TERMS[t][:3]), None, 2, 4, 0.5, 0.1, 0.9, None, None, [1 - t], [1.0], 0.0, 0.0) for t in range(2)]
    write_table(folder, "topic_summary", summaries)
    words = sorted(TERMS[0] + TERMS[1])
    weights = [[float(word in row) / 6 for word in words] for row in TERMS]
    settings = Settings("nmf", 1, 2, phrases=False, stop_words=[])
    save_model(folder / FOLDER, SavedModel(words, weights, [1.0] * 12, ["甲", "乙"], settings, Reach(0.4, 0.2, 0.9)))
    corpus.edits.mkdir(parents=True)
    (corpus.edits / "topic_labels.yaml").write_text("- label: 照料\n  terms: [养老, 护理]\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return corpus


def call(*words: str):
    return CliRunner().invoke(topics, list(words), catch_exceptions=False)


def test_labels_are_printed_in_the_form_that_is_read(fitted) -> None:
    printed = call("labels").stdout
    (fitted.edits / "topic_labels.yaml").write_text(printed, encoding="utf-8")
    expected = [TopicLabel(label="照料", terms=TERMS[0]), TopicLabel(label="网格·党建·街道", terms=TERMS[1])]
    assert read_labels(fitted.edits / "topic_labels.yaml") == expected


def test_a_diff_with_the_same_tables_moves_nothing(fitted) -> None:
    done = call("diff", str(fitted.tables("topics")), "--format", "json")
    assert json.loads(done.stdout)["moved"] == []
    assert "4 works kept their topic, 0 changed it" in done.stderr


@pytest.mark.usefixtures("fitted")
def test_a_sheet_goes_out_and_its_answers_come_in(tmp_path) -> None:
    sheet = tmp_path / "sheet.xlsx"
    assert "2 questions" in call("intrusion", "--output", str(sheet)).stderr
    assert "0 answers in 1 sheets" in call("intrusion", "--score", str(sheet)).stderr


@pytest.mark.usefixtures("fitted")
@pytest.mark.parametrize("words", [("intrusion",), ("assign",)], ids=["intrusion", "assign"])
def test_a_call_without_its_file_is_a_wrong_use(words) -> None:
    assert call(*words).exit_code == 2


@pytest.mark.slow
def test_assign_prints_every_document_with_its_topic(fitted, project, tmp_path) -> None:
    shutil.copytree(project / "models", fitted.root.parent.parent / "models")
    path = write(tmp_path / "texts.jsonl", document("a", CARE), document("b", GRID), document("c", ""))
    done = call("assign", "--documents", str(path), "--format", "json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["id"], row["label"]) for row in rows] == [("a", "照料"), ("b", "乙"), ("c", None)]
    assert "3 documents placed, 1 fit badly" in done.stderr
