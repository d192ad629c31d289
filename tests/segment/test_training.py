"""Adapting the model to segmented text."""

import pytest
from click.testing import CliRunner

from pipeline.core.errors import InputError, ModelError
from pipeline.segment.commands import segmenter
from pipeline.segment.segmenter import Segmenter
from pipeline.segment.training import Sentence, hold_out, model_pieces, read_sentences, score_sentences, train_model

LINES = ["渡口镇 的 议事亭 由 河灯会 看管 。", "河灯会 每月 在 议事亭 碰头 。", "NGO 与 河灯会 一起 修 议事亭 。"]


def sentence(line):
    return Sentence(tuple(line.split()))


def test_sentence_is_printed_with_spaces_between_latin_words_alone():
    assert sentence("社区 NGO 2020 年 the aim").text == "社区NGO 2020年the aim"


def test_spans_point_into_the_printed_sentence():
    one = sentence("社区 the aim")
    assert [one.text[start:end] for start, end in sorted(one.spans())] == ["社区", "the", "aim"]


def test_model_sees_neither_latin_words_nor_traditional_characters():
    assert list(model_pieces(sentence("社區 治理 NGO 的"))) == [["社区", "治理"], ["的"]]


def test_every_tenth_sentence_is_held_out():
    kept, held_out = hold_out([Sentence((str(number),)) for number in range(1, 22)])
    assert [one.text for one in held_out] == ["10", "20"]
    assert len(kept) == 19


def test_words_of_the_model_are_scored_against_the_text(toy_model):
    score = score_sentences(Segmenter(toy_model), [sentence("社区 治理 的"), sentence("三社联动")])
    assert (score.precision, score.recall) == (3 / 5, 3 / 4)


def test_text_without_spaces_is_refused_with_the_form_that_is_wanted(tmp_path):
    (tmp_path / "a.txt").write_text("社区治理\n项目制\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.txt: no segmented text\n.*divided by spaces"):
        read_sentences(tmp_path / "a.txt")


def test_too_few_sentences_are_refused(tmp_path):
    with pytest.raises(InputError, match="3 sentences to train on"):
        train_model([sentence(line) for line in LINES], tmp_path, tmp_path / "new", epochs=1)


def test_missing_base_names_the_command_that_builds_it(tmp_path):
    with pytest.raises(ModelError, match=r"python -m pipeline\.segment\.model"):
        train_model([sentence(LINES[0])] * 20, tmp_path / "zh_pkuseg", tmp_path / "new", epochs=1)


@pytest.mark.slow
def test_training_teaches_the_teams_words_and_prints_both_scores(tmp_path, model_folder, monkeypatch):
    (tmp_path / "dvc.yaml").touch()
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "zh_pkuseg").symlink_to(model_folder)
    (tmp_path / "own.txt").write_text("\n".join(LINES * 8), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(segmenter, ["train", "own.txt", "--dev", "own.txt", "--epochs", "2"], catch_exceptions=False).stdout
    before, after = (float(line.split()[-1]) for line in printed.splitlines())
    assert before < 0.95 < after


@pytest.mark.parametrize("name", ["zh_pkuseg", "../x", "a b"])
def test_name_that_is_no_folder_or_is_taken_is_refused(tmp_path, name):
    (tmp_path / "own.txt").touch()
    assert CliRunner().invoke(segmenter, ["train", str(tmp_path / "own.txt"), "--name", name]).exit_code == 2
