import pytest

from pipeline.explore.lexicon.checking import check_lexicon

HEAD = "version: 1.0.0\nfamilies: {f: {label: 族, label_en: family}}\n"
HIDDEN = ("loose", "elliptical", "ambiguous", "other-sense")


@pytest.fixture
def faults_of(tmp_path):
    def check(*lines):
        (tmp_path / "lexicon.yaml").write_text(HEAD, encoding="utf-8")
        text = "\n    ".join(("family: f\nconcepts:\n  - id: xmz", "label: 项目制", "label_en: project system", *lines))
        (tmp_path / "a.yaml").write_text(text + "\n", encoding="utf-8")
        return [fault.replace(f"{tmp_path / 'a.yaml'}:", "") for fault in check_lexicon(tmp_path, HIDDEN)[1]]

    return check


def test_a_sound_entry_has_no_fault(faults_of):
    assert faults_of("examples: {yes: [项目制下的机构难以留人。], no: [项目制定完毕即报区里。]}") == []


def test_examples_that_fail_are_named_with_line_and_sentence(faults_of):
    assert faults_of("examples:", "  yes: [项目一年一签。]", "  no: [项目制下的机构难以留人。]") == [
        "7: 项目制.examples.yes.0: the concept is not found, or not counted, in '项目一年一签。'",
        "8: 项目制.examples.no.0: the concept is found (项目制) in '项目制下的机构难以留人。'",
    ]


def test_an_example_of_a_sense_must_get_that_sense(faults_of):
    senses = ("senses:", "  - {id: fiscal, label: 财政, cues: [财政], examples: [项目制下的机构难以留人。]}")
    assert faults_of(*senses) == ["7: 项目制.senses.0.examples.0: the sense is unknown in '项目制下的机构难以留人。'"]


def test_a_form_that_can_never_be_found_is_named(faults_of):
    (fault,) = faults_of("variants: [{text: 项目体制, context: {must_not: [项目]}}]")
    assert fault.startswith("6: 项目制.variants.0: '项目体制' can never be found")


def test_forms_that_need_something_near_are_tried_with_it(faults_of):
    assert faults_of("variants: [{text: 购买服务, kind: elliptical, context: {needs: [政府]}}, {text: 项制, kind: abbreviation}]") == []


def test_faults_of_reading_and_of_examples_come_together(faults_of):
    assert len(faults_of("related: [nobody]", "variants: [项目制]", "examples: {yes: [项目一年一签。]}")) == 3


def test_the_shipped_lexicon_has_no_fault(project_root):
    assert check_lexicon(project_root / "configs" / "lexicon", HIDDEN)[1] == []
