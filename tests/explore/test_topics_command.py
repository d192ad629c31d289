import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.core.errors import InputError
from pipeline.explore.topics_command import few_topics, read_documents, topics
from pipeline.segment.model import build_model

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
