import json

import pytest
from click.testing import CliRunner

from pipeline.align.align_lines import Aligner, align_line
from pipeline.align.commands import align
from pipeline.core.errors import InputError


@pytest.fixture(scope="module")
def aligner(dictionary, config):
    return Aligner(dictionary, config)


def test_line_gives_beads_posteriors_states_and_flags(aligner):
    line = json.dumps(
        {"id": "x", "zh": ["政府购买服务。"], "en": ["The government purchases services.", "Tea is served to every resident."], "more": 1}
    )
    result = align_line(aligner, line, "file:1")
    assert result["beads"] == [[[0], [0]], [[], [1]]]
    assert [len(result[key]) for key in ("posteriors", "states", "flags")] == [2, 2, 2]


@pytest.mark.parametrize("zh", [[], ["社区。"]])
def test_empty_side_is_no_error(aligner, zh):
    assert align_line(aligner, json.dumps({"id": 1, "zh": zh, "en": []}), "file:1")["posteriors"] == [1.0] * len(zh)


@pytest.mark.parametrize("line", ["no json", '{"id": "x", "zh": "text", "en": []}', '{"id": "x", "zh": []}', "[]"])
def test_other_line_is_refused_with_its_place(aligner, line):
    with pytest.raises(InputError, match=r"file:7: expected"):
        align_line(aligner, line, "file:7")


@pytest.mark.parametrize("line", ["[" * 100_000, "1" * 6000, '{"id": 1, "zh": ["居民\\ud800"], "en": []}'])
def test_line_that_python_cannot_hold_is_refused_with_its_place(aligner, line):
    with pytest.raises(InputError, match=r"file:7: expected"):
        align_line(aligner, line, "file:7")


@pytest.mark.slow
def test_command_prints_one_object_a_line(tmp_path, project_root, monkeypatch):
    monkeypatch.chdir(project_root)
    path = tmp_path / "sentences.jsonl"
    path.write_text(json.dumps({"id": "x", "zh": ["社区治理。"], "en": ["Community governance."]}) + "\n\n", encoding="utf-8")
    result = CliRunner().invoke(align, ["--sentences", str(path), "--embeddings", "none"], catch_exceptions=False)
    assert [json.loads(line)["beads"] for line in result.stdout.splitlines()] == [[[[0], [0]]]]
