"""References and files for other programs."""

import json

import pytest
import rispy

from pipeline.core.errors import InputError
from pipeline.explore.records_out.bibtex import bibtex
from pipeline.explore.records_out.csl import csl_json
from pipeline.explore.records_out.gbt7714 import gbt7714, reference_list
from pipeline.explore.records_out.refworks import refworks
from pipeline.explore.records_out.ris import ris
from pipeline.explore.records_out.vosviewer import vosviewer_files
from pipeline.explore.records_out.writing import FORMS, VOSVIEWER, export_records
from tests.explore.synthetic import load_test_lexicon, make_work, write_project

WESTERN = ["Smith, John Andrew", "Lévy, Anne-Marie", "World Bank", "Doe, Jane"]


@pytest.mark.parametrize(
    ("work", "reference"),
    [
        (make_work(1, 2016), "江听雨, 闻柏舟. 河湾街道联动实践之1[J]. 基层观察, 2016(2): 3-9."),
        (make_work(1, 2016, issue="12(3)"), "江听雨, 闻柏舟. 河湾街道联动实践之1[J]. 基层观察, 2016, 12(3): 3-9."),
        (make_work(1, 2018, "thesis"), "江听雨, 闻柏舟. 河湾街道联动实践之1[D]. 河湾大学, 2018."),
        (make_work(1, None, authors=list("甲乙丙丁"), issue=None, pages=None), "甲, 乙, 丙, 等. 河湾街道联动实践之1[J]. 基层观察."),
        (
            make_work(1, 2024, year_kind="online-first", issue=None, pages=None, doi="10.00000/a"),
            "江听雨, 闻柏舟. 河湾街道联动实践之1[J/OL]. 基层观察, 2024. DOI: 10.00000/a.",
        ),
        (
            make_work(1, 2016, title_zh=None, title_en="Linkage", authors=WESTERN, venue="Journal of X", issue="3(1)"),
            "SMITH J A, LÉVY A M, World Bank, et al. Linkage[J]. Journal of X, 2016, 3(1): 3-9.",
        ),
        (make_work(1, None, "other", title_zh=None, title_en=None, authors=[], venue=None, issue=None, pages=None), "（无题名）[Z]."),
    ],
    ids=["article", "volume", "thesis", "many authors", "online first", "western names", "nothing known"],
)
def test_reference_follows_gbt7714(work, reference):
    assert gbt7714(work) == reference


def test_reference_list_is_numbered_by_year():
    text = reference_list([make_work(2, 2020), make_work(1, 2016)])
    assert [line[:3] for line in text.splitlines()] == ["[1]", "[2]"]
    assert "2016" in text.splitlines()[0]


def test_ris_is_read_by_rispy():
    (entry,) = rispy.loads(ris([make_work(1, 2016)]))
    assert (entry["title"], entry["year"], entry["authors"]) == ("河湾街道联动实践之1", "2016", ["江听雨", "闻柏舟"])


def test_ris_has_no_line_outside_of_records():
    assert ris([make_work(1, 2016), make_work(2, 2016)]).lstrip().startswith("TY  - JOUR")


def test_bibtex_escapes_what_tex_reads():
    assert r"R\&D \{50\%\}" in bibtex([make_work(1, 2016, title_zh="R&D {50%}")])


def test_a_masters_thesis_is_one_in_bibtex():
    assert bibtex([make_work(1, 2018, "thesis")]).startswith("@mastersthesis{")


def test_csl_items_are_of_the_schema_s_types_and_variables():
    (item,) = json.loads(csl_json([make_work(1, 2016)]))
    assert (item["type"], item["issued"], item["author"][0]) == ("article-journal", {"date-parts": [[2016]]}, {"literal": "江听雨"})
    assert set(item["custom"]) <= {"title-en", "abstract-en", "keyword-en"}


def test_refworks_has_authors_and_keywords_in_one_line_each():
    lines = refworks([make_work(1, 2016, keywords_zh=["三社联动", "社工站"])]).splitlines()
    assert lines[:3] == ["RT Journal Article", "SR 1", "A1 江听雨;闻柏舟"]
    assert "K1 三社联动;社工站" in lines


@pytest.fixture
def files(tmp_path, project_root):
    write_project(tmp_path, project_root / "configs")
    works = [
        make_work(1, 2016, keywords_zh=["“三社”联动", "社工站"]),
        make_work(2, 2020, keywords_zh=["三社联动", "社会工作服务站", "评估"]),
    ]
    return {
        name: [line.split("\t") for line in text.splitlines()] for name, text in vosviewer_files(works, load_test_lexicon(tmp_path)).items()
    }


def test_vosviewer_map_counts_works_by_concept(files):
    header, *rows = files["keywords_map.txt"]
    assert header == ["id", "label", "weight<Documents>", "weight<Total link strength>", "score<Mean year>"]
    assert rows == [["1", "三社联动", "2", "3", "2018.00"], ["2", "社工站", "2", "3", "2018.00"], ["3", "评估", "1", "2", "2020.00"]]


def test_vosviewer_network_links_keywords_of_one_work(files):
    assert files["keywords_network.txt"] == [["1", "2", "2"], ["1", "3", "1"], ["2", "3", "1"]]


def test_vosviewer_thesaurus_comes_from_the_lexicon(files):
    header, *rows = files["thesaurus.txt"]
    assert header == ["label", "replace by"]
    assert ["社会工作服务站", "社工站"] in rows


@pytest.mark.parametrize("form", [*FORMS, VOSVIEWER])
def test_every_form_is_written_into_a_folder(form, probe, tmp_path):
    n_works, files = export_records(probe, form, tmp_path / "out", probe.root.parent.parent / "configs")
    assert n_works == 24
    assert any(path.read_text(encoding="utf-8") for path in files)


def test_a_file_is_named_as_asked_and_never_overwritten(probe, tmp_path):
    target = tmp_path / "a.bib"
    export_records(probe, "bib", target, probe.root.parent.parent / "configs")
    with pytest.raises(InputError, match=r"a\.bib is there already"):
        export_records(probe, "bib", target, probe.root.parent.parent / "configs")


def test_duplicates_stay_out(own_corpus, no_rows, tmp_path):
    no_rows.rows["works"] = [make_work(1, 2016), make_work(2, 2016, duplicate_of="w000000000000001")]
    no_rows.write(own_corpus)
    assert export_records(own_corpus, "ris", tmp_path / "a.ris", tmp_path)[0] == 1


def test_a_corpus_without_works_says_what_to_do(own_corpus, no_rows, tmp_path):
    no_rows.write(own_corpus)
    with pytest.raises(InputError, match="wenmai run"):
        export_records(own_corpus, "bib", tmp_path / "a.bib", tmp_path)
