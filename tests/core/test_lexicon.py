from pathlib import Path

import pytest

from pipeline.core.errors import ConfigError
from pipeline.core.lexicon import Lexicon, load_lexicon
from pipeline.core.lexicon.forms import chinese_forms
from pipeline.core.lexicon.loading import check_folder

HEAD = "version: 1.2.3\nfamilies:\n  yifu: {label: 依附, label_en: dependence}\n"
GOOD = """\
family: yifu
concepts:
  - id: yifuxing
    label: 依附性
    label_en: dependency
    variants: [依附关系, {text: 依附类, kind: loose}]
    renderings: [structural dependency, {text: clinging, status: rejected}]
    exclusions: [人身依附关系]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lexicon.yaml").write_text(HEAD, encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_lexicon(folder)
    return str(caught.value).splitlines()


def load_good(folder: Path) -> Lexicon:
    write(folder, GOOD)
    return load_lexicon(folder)


def test_forms_of_a_concept_are_label_variants_and_inflected_renderings(folder: Path) -> None:
    texts = {form.text for form in load_good(folder).forms}
    assert {"依附性", "依附关系", "dependency", "structural dependencies"} <= texts


def test_a_rejected_rendering_is_never_a_form(folder: Path) -> None:
    assert "clinging" not in {form.text for form in load_good(folder).forms}


def test_words_for_the_segmenter_leave_loose_forms_out(folder: Path) -> None:
    assert load_good(folder).words == ("依附关系", "依附性")


def test_an_english_plural_belongs_to_the_variant_the_lexicon_writes(folder: Path) -> None:
    (form,) = [form for form in load_good(folder).forms if form.text == "structural dependencies"]
    assert form.variant_id == "structural dependency"


def test_a_concept_takes_its_family_from_its_file(folder: Path) -> None:
    assert load_good(folder).concepts[0].family == "yifu"


@pytest.mark.parametrize("name", ["依附性", "依 附 性", "yifuxing", "Dependency"], ids=["label", "spaces", "id", "english"])
def test_a_concept_is_found_by_label_or_id(folder: Path, name: str) -> None:
    assert load_good(folder).concept(name).id == "yifuxing"


def test_an_unknown_concept_is_named_in_the_error(folder: Path) -> None:
    with pytest.raises(ConfigError, match="内卷化"):
        load_good(folder).concept("内卷化")


def test_an_ambiguous_id_has_both_labels(folder: Path) -> None:
    write(folder, GOOD + "  - {id: b, label: 依赖性, label_en: dependence}\n")
    assert load_lexicon(folder).label("b/yifuxing") == "依赖性/依附性"


def test_all_faults_are_named_at_once_with_file_line_and_key(folder: Path) -> None:
    path = write(
        folder, GOOD.replace("kind: loose", "kind: lose").replace("    label_en: dependency\n", "    label_en: dependency\n    lable: x\n")
    )
    other = write(folder, "family: nobody\nconcepts: []\n", "b.yaml")
    faults = faults_of(folder)
    assert any(fault.startswith(f"{path}:6: 依附性.lable") for fault in faults)
    assert any(fault.startswith(f"{path}:7: 依附性.variants.1.kind") for fault in faults)
    assert any(fault.startswith(f"{other}:1: family") and "nobody" in fault for fault in faults)


def test_a_fault_in_one_entry_hides_no_fault_of_another(folder: Path) -> None:
    write(folder, GOOD.replace("kind: loose", "kind: lose") + "  - {id: b, label: 别的, label_en: other, related: [yifuxing, nobody]}\n")
    assert [fault.rpartition(": ")[2] for fault in faults_of(folder)][1:] == ["'nobody' is no concept's id"]


@pytest.mark.parametrize(
    ("entry", "hint"),
    [("    variants: [{text: 依附着, knid: loose}]\n", "kind"), ("    senses: [{id: a, label: 甲, cue: [乙]}]\n", "cues")],
    ids=["variant", "sense"],
)
def test_a_misspelt_key_is_answered_with_the_key_that_was_meant(folder: Path, entry: str, hint: str) -> None:
    write(folder, "family: yifu\nconcepts:\n  - id: yifuxing\n    label: 依附性\n    label_en: dependency\n" + entry)
    (fault,) = faults_of(folder)
    assert f"did you mean {hint}?" in fault


def test_a_misspelt_id_is_answered_with_the_id_that_was_meant(folder: Path) -> None:
    write(folder, GOOD + "  - {id: b, label: 别的, label_en: other, related: [yifuxin]}\n")
    assert faults_of(folder)[0].endswith("'yifuxin' is no concept's id (did you mean yifuxing?)")


def test_check_names_a_form_that_is_listed_twice(folder: Path) -> None:
    path = write(folder, GOOD.replace("[依附关系,", "[依附关系, 依附性, 依附关系,"))
    assert check_folder(folder).faults == [
        f"{path}:6: 依附性.variants.1: '依附性' is listed already (it is the label)",
        f"{path}:6: 依附性.variants.2: '依附关系' is listed already",
    ]


def test_check_names_a_circle_of_broader_concepts_once(folder: Path) -> None:
    more = "  - {id: b, label: 乙, label_en: b, narrower: [yifuxing], broader: [c]}\n  - {id: c, label: 丙, label_en: c, broader: [yifuxing]}\n"
    path = write(folder, GOOD + more)
    assert check_folder(folder).faults == [f"{path}:9: 乙.broader: broader and narrower go in a circle: 乙 → 丙 → 依附性 → 乙"]


def test_check_names_a_concept_related_to_itself_or_to_its_broader_one(folder: Path) -> None:
    write(folder, GOOD + "    related: [yifuxing]\n  - {id: b, label: 乙, label_en: b, broader: [yifuxing], related: [yifuxing]}\n")
    assert [fault.rpartition(": ")[2] for fault in check_folder(folder).faults] == [
        "the concept names itself",
        "yifuxing is broader or narrower already; related is for neither",
    ]


def test_faults_that_do_no_harm_to_a_run_do_not_stop_it(folder: Path) -> None:
    write(folder, GOOD + "    related: [yifuxing]\n")
    assert len(load_lexicon(folder).concepts) == 1


def test_an_id_used_twice_is_a_fault(folder: Path) -> None:
    path = write(folder, GOOD + "  - {id: yifuxing, label: 别的, label_en: other}\n")
    assert faults_of(folder) == [f"{path}:9: 别的.id: 'yifuxing' is used twice (also by 依附性)"]


def test_a_form_of_two_concepts_is_a_fault(folder: Path) -> None:
    write(folder, GOOD + "  - {id: b, label: 依附关系, label_en: other}\n")
    (fault,) = faults_of(folder)
    assert "依附关系" in fault
    assert "shared: true" in fault


def test_a_form_may_be_declared_shared(folder: Path) -> None:
    shared = "    renderings: [{text: reliance, shared: true}]\n"
    first = GOOD.replace("    renderings: [structural dependency, {text: clinging, status: rejected}]\n", shared)
    write(folder, first + "  - id: b\n    label: 依赖\n    label_en: dependence\n" + shared)
    (form,) = [form for form in load_lexicon(folder).forms if form.text == "reliance"]
    assert form.concept_ids == ("b", "yifuxing")


def test_a_relation_to_no_concept_is_a_fault(folder: Path) -> None:
    path = write(folder, GOOD + "    broader: [nowhere]\n")
    assert faults_of(folder) == [f"{path}:9: 依附性.broader.0: 'nowhere' is no concept's id"]


def test_a_file_that_is_no_yaml_is_named_with_line(folder: Path) -> None:
    write(folder, "family: yifu\nconcepts: [\n")
    with pytest.raises(ConfigError, match=r"a\.yaml:\d+"):
        load_lexicon(folder)


def test_the_shipped_lexicon_loads_and_every_family_has_a_file(project_root: Path) -> None:
    lexicon = load_lexicon(project_root / "configs" / "lexicon")
    assert {concept.family for concept in lexicon.concepts} == set(lexicon.families)


def test_every_shipped_concept_has_a_definition_and_examples(project_root: Path) -> None:
    lexicon = load_lexicon(project_root / "configs" / "lexicon")
    bare = [c.label for c in lexicon.concepts if not (c.codebook.definition and c.examples.yes and c.examples.no)]
    assert bare == []


@pytest.mark.parametrize("names", [("a.yaml", "b.yaml"), ("b.yaml", "a.yaml")], ids=["one order", "the other"])
def test_order_of_files_does_not_decide_what_a_shared_form_is(folder: Path, names: tuple[str, str]) -> None:
    entry = "family: yifu\nconcepts: [{{id: {0}, label: 甲{0}, label_en: '', renderings: [{{text: reliance, shared: true, kind: {1}}}]}}]\n"
    for name, values in zip(names, (("x", "exact"), ("y", "loose")), strict=True):
        write(folder, entry.format(*values), name)
    (form,) = [form for form in load_lexicon(folder).forms if form.text == "reliance"]
    assert (form.kind, form.concept_ids) == ("exact", ("x", "y"))


def test_the_shipped_lexicon_has_no_fault(project_root: Path) -> None:
    assert check_folder(project_root / "configs" / "lexicon").faults == []


def test_conjunctions_and_the_particle_of_modifiers_vary_freely() -> None:
    assert chinese_forms("国家与社会关系") == ["国家与社会关系", "国家和社会关系"]
    assert chinese_forms("压力型体制") == ["压力型体制", "压力型的体制"]
    assert chinese_forms("数字形式主义") == ["数字形式主义"]
    assert chinese_forms("社区治理") == ["社区治理"]


def test_derived_forms_are_no_words_of_the_segmenter(project_root: Path) -> None:
    words = load_lexicon(project_root / "configs/lexicon").words
    assert "压力型体制" in words
    assert "压力型的体制" not in words
