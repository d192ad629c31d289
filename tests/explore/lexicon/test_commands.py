"""The commands on the synthetic corpus, as people call them."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.core.errors import ConfigError, InputError
from pipeline.core.lexicon import load_lexicon
from pipeline.explore.lexicon.commands import ELSEWHERE, lexicon
from pipeline.explore.lexicon.diff import changed_concepts
from pipeline.explore.lexicon.editing import add_term


@pytest.fixture
def project(probe, tmp_path, monkeypatch):
    """A copy of the indexed synthetic project, in which the test stands."""
    root = tmp_path / "copy"
    shutil.copytree(probe.root.parent.parent, root)
    monkeypatch.chdir(root)
    return root


def call(*arguments):
    return CliRunner().invoke(lexicon, arguments, catch_exceptions=False)


def rows(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def replace(root, old, new):
    path = next(path for path in (root / "configs/lexicon").glob("*.yaml") if old in path.read_text(encoding="utf-8"))
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


class TestCheck:
    def test_exits_with_0_without_fault_and_1_with_one(self, project):
        replace(project, "variants: [“三社”联动]", "variants: [三社协作]")
        assert call("check").exit_code == 0
        replace(project, "variants: [三社协作]", "variants: [三社协作, 三社协作]")
        result = call("check")
        assert result.exit_code == 1
        assert "listed already" in result.stdout


class TestDiff:
    @pytest.fixture
    def old(self, project, tmp_path):
        return str(shutil.copytree(project / "configs/lexicon", tmp_path / "old"))

    def test_same_lexicon_changes_nothing(self, old):
        assert call("diff", old).stdout == ""

    def test_a_new_variant_gains_works_with_periods_and_sentences(self, project, old):
        replace(project, "variants: [结构性依附]", "variants: [结构性依附, 漏水]")
        (row,) = rows(call("diff", old, "--format", "json"))
        assert row["concept_id"] == "yifuxing"
        assert row["mentions"][1] > row["mentions"][0]
        assert row["gained"][0]["match"] == "漏水"
        assert row["gained"][0]["page"]
        assert row["lost"] == []

    def test_a_lost_form_loses_works(self, project, old):
        replace(project, "label: 项目制", "label: 项目体系制")
        (row,) = [row for row in rows(call("diff", old, "--format", "json")) if row["concept_id"] == "xiangmuzhi"]
        assert row["lost_works"]
        assert sum(lost for _, lost in row["periods"].values()) == len(row["lost_works"])

    def test_one_file_stands_for_the_file_of_its_name(self, project, old, tmp_path):
        path = replace(project, "variants: [结构性依附]", "variants: [结构性依附, 漏水]")
        changed = shutil.copyfile(path, tmp_path / path.name)
        shutil.rmtree(project / "configs/lexicon")
        shutil.copytree(old, project / "configs/lexicon")
        assert [row["concept_id"] for row in rows(call("diff", "configs/lexicon", str(changed), "--format", "json"))] == ["yifuxing"]

    @pytest.mark.usefixtures("project")
    def test_a_name_that_is_nothing_is_said(self):
        with pytest.raises(InputError, match="no git revision"):
            call("diff", "nowhere")

    def test_notes_change_nothing(self, project, old):
        replace(project, "label_en: dependency,", "label_en: dependency, changelog: [{version: 0.1.0, change: x}],")
        assert changed_concepts(load_lexicon(Path(old)), load_lexicon(project / "configs/lexicon")) == []


class TestSuggest:
    def test_finds_what_holds_together_and_is_not_in_the_lexicon(self, project):
        for name in ("lexicon/terms.txt", "stopwords.txt"):
            (project / "configs" / name).write_text("# none\n", encoding="utf-8")
        found = rows(call("suggest", "--format", "json", "--min-count", "1"))
        terms = {row["term"] for row in found}
        assert terms.isdisjoint({"三社联动", "五社联动", "社工站"})
        assert [row["rank"] for row in found] == list(range(1, len(found) + 1))

    def test_english_renderings_that_the_lexicon_lacks(self, project):
        replace(project, "label_en: three-society linkage", "label_en: other words")
        found = rows(call("suggest", "--english", "--format", "json"))
        assert ("sanshe_liandong", "three-society linkage") in {(row["concept_id"], row["rendering"]) for row in found}

    def test_accept_writes_an_entry_and_leaves_the_rest_as_it_was(self, project):
        path = replace(project, "  - {id: xiangmuzhi", "  # kept\n  - {id: xiangmuzhi")
        before = path.read_text(encoding="utf-8")
        assert call("suggest", "--accept", "三工互动", "--id", "sangong", "--file", path.name).exit_code == 0
        assert path.read_text(encoding="utf-8").startswith(before)
        assert load_lexicon(path.parent).concept("三工互动").id == "sangong"

    def test_accept_adds_a_variant_to_a_concept_that_is_there(self, project):
        path = replace(project, "id: xiangmuzhi", "id: xiangmuzhi")
        call("suggest", "--accept", "项目体制", "--id", "xiangmuzhi", "--file", path.name)
        assert [one.text for one in load_lexicon(path.parent).by_id["xiangmuzhi"].variants] == ["项目体制"]

    def test_a_term_that_another_concept_has_is_refused_and_nothing_written(self, project):
        path = replace(project, "id: xiangmuzhi", "id: xiangmuzhi")
        before = path.read_bytes()
        with pytest.raises(ConfigError, match="nothing was written"):
            add_term(path.parent, path.name, "五社联动", "xiangmuzhi")
        assert path.read_bytes() == before

    @pytest.mark.parametrize(
        "content", ["a: [b\n", "family: liandong\n", "", "family: liandong\nconcepts: [{id: jia, label: 甲乙, label_en: a, variants: }]\n"]
    )
    def test_accept_into_a_faulty_file_names_the_fault(self, project, content):
        path = project / "configs/lexicon/zz.yaml"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(ConfigError, match=r"zz\.yaml:\d"):
            add_term(path.parent, path.name, "三工互动", "jia")
        assert path.read_text(encoding="utf-8") == content

    @pytest.mark.parametrize("name", ["lexicon.yaml", "none.yaml", "../concepts.yaml", "terms.txt"])
    def test_accept_writes_into_files_of_concepts_alone(self, project, name):
        with pytest.raises(InputError, match="no such file of concepts"):
            add_term(project / "configs/lexicon", name, "三工互动", "sangong")

    @pytest.mark.usefixtures("project")
    def test_accept_without_place_is_wrong_usage(self):
        assert call("suggest", "--accept", "三工互动").exit_code == 2


@pytest.mark.usefixtures("project")
def test_show_prints_members_of_a_family_as_json():
    assert {row["id"] for row in rows(call("show", "联动", "--format", "json"))} >= {"sanshe_liandong", "wushe_liandong"}


def test_thesaurus_goes_out_and_comes_into_a_new_file(project, tmp_path):
    assert call("export", str(tmp_path / "l.ttl")).exit_code == 0
    folder = project / "configs/lexicon"
    replace(project, "id: xiangmuzhi, label: 项目制, label_en: project system", "id: other, label: 别的, label_en: other")
    result = call("import", str(tmp_path / "l.ttl"), "--file", "new.yaml", "--family", "liandong")
    assert "1 concepts written" in result.stderr
    assert load_lexicon(folder).by_id["xiangmuzhi"].label_en == "project system"


def test_group_lists_commands_that_live_with_a_stage_without_importing_them():
    assert all(name in call("--help").stdout for name in ELSEWHERE)


@pytest.mark.usefixtures("project")
def test_thesaurus_goes_into_a_folder_that_is_made(tmp_path):
    assert call("export", str(tmp_path / "new" / "a.ttl")).exit_code == 0
    assert (tmp_path / "new" / "a.ttl").is_file()
