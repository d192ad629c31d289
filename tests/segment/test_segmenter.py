"""Offsets of words, and the real model."""

import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.core.errors import ModelError
from pipeline.segment.segmenter import Segmenter, load_model
from pipeline.segment.terms import Terms, load_terms
from tests.strategies import chinese_text

WITH_MODEL = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
TERMS = Terms(("三社联动", "依附性", "社区治理", "社工站", "项目制"))


@pytest.fixture(scope="session")
def domain(real_model, project_root) -> Segmenter:
    """The real model with the project's terms."""
    return Segmenter(real_model, load_terms(project_root / "configs" / "lexicon"))


def cut(segmenter, text):
    return [text[span.start : span.end] for span in segmenter.segment(text)]


def check_words(text, spans):
    covered = [index for span in spans for index in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert "".join(text[index] for index in covered).split() == "".join(text.split()).split()


@WITH_MODEL
@given(text=chinese_text())
def test_words_give_back_the_text_without_model(toy_model, text):
    check_words(text, Segmenter(toy_model, TERMS).segment(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P机构的", ["P", "机", "构", "的"]),
        ("COVID-19, don't", ["COVID-19", ",", "don't"]),
        ("the project's aim", ["the", "project", "'s", "aim"]),
        ("5G (12.5%)", ["5G", "(", "12.5%", ")"]),
        ("e.g. a@b.org", ["e.g", ".", "a@b.org"]),
        ("社区😀👍🏽治理", ["社区", "😀👍🏽", "治理"]),
        ("——……", ["——", "……"]),
        ("社区\n\u3000治理", ["社区", "治理"]),
    ],
    ids=["latin-before-han", "english", "possessive", "digits", "abbreviation", "emoji", "repeated-marks", "white-space"],
)
def test_what_is_not_chinese_is_cut_by_rule(toy_model, text, expected):
    assert cut(Segmenter(toy_model), text) == expected


def test_missing_model_names_the_command(tmp_path):
    with pytest.raises(ModelError, match=r"python -m pipeline\.segment\.model"):
        load_model(tmp_path / "zh_pkuseg")


@pytest.mark.slow
@WITH_MODEL
@given(text=chinese_text())
def test_words_give_back_the_text_with_model(domain, text):
    check_words(text, domain.segment(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "该|项目|制定|不当",
        "该|项目|制约|了|社区",
        "依附|性别|差异",
        "设法|行政|化解|矛盾",
        "周三|社联|动员会",
        "购买|服务器",
        "民政部|门口",
    ],
)
def test_false_friend_of_a_term_stays_cut(domain, text):
    assert cut(domain, text.replace("|", "")) == text.split("|")


@pytest.mark.slow
@pytest.mark.parametrize(
    "term", ["三社联动", "社工站", "一委三会", "治理锦标赛", "公共性拆解", "项目制", "依附性", "乡村振兴", "政府购买服务"]
)
def test_term_is_whole_in_a_sentence(domain, term):
    assert term in cut(domain, f"本文讨论{term}在乡镇的做法。")


@pytest.mark.slow
def test_term_that_begins_like_another_is_whole(real_model):
    segmenter = Segmenter(real_model, Terms(("三社", "三社联动机制")))

    assert "三社" in cut(segmenter, "推进三社联动的实践")


@pytest.mark.slow
def test_without_terms_the_models_words_stay(real_model):
    assert "三社联动" not in cut(Segmenter(real_model), "推进三社联动的实践")


@pytest.mark.slow
@pytest.mark.shared
def test_plain_model_keeps_its_score_on_sighan(shared, real_model, tmp_path):
    gold = shared / "gold" / "segment" / "pku_test_gold.utf8"
    lines = ["".join(line.split()) for line in gold.read_text(encoding="utf-8").splitlines()]

    assert score(shared, Segmenter(real_model), lines, tmp_path, "--gold", gold)["f1"] >= 0.932


@pytest.mark.slow
@pytest.mark.shared
def test_labelled_domain_terms_are_whole(shared, domain, tmp_path):
    gold = shared / "gold" / "segment" / "domain_terms.json"
    lines = [" ".join(entry["text"].split()) for entry in json.loads(gold.read_text(encoding="utf-8"))]

    assert score(shared, domain, lines, tmp_path, "--terms", gold)["whole"] >= 82


def score(shared, segmenter, lines, folder, option, gold):
    """Run the scorer that lies beside the gold on the segmented lines, and return what it prints."""
    predicted = folder / "predicted.txt"
    predicted.write_text("".join(" ".join(cut(segmenter, line)) + "\n" for line in lines), encoding="utf-8")
    command = [sys.executable, str(shared / "gold" / "segment" / "score.py"), str(predicted), option, str(gold)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)
