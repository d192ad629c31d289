"""What the databases and managers do in their tagged forms, one slip a test."""

from pathlib import Path

import pytest

from pipeline.catalog.bibliography import RawRecord
from pipeline.catalog.bibtex import decode_latex
from pipeline.catalog.importers import read_export, read_text


def one(text: str, name: str) -> RawRecord:
    export = read_text(text, "x", name)
    assert export.problems == []
    (record,) = export.records
    return record


def test_refworks_authors_may_stand_right_behind_their_tag() -> None:
    record = one(
        "RT Dissertation/Thesis\nSR 1\nA1苏闻笛\nA3 贝小舟;施一\nPB 河湾大学\nT1 河湾的联动\nCL 硕士\nYR 2015\nIS 06\n", "refworks"
    )
    fields = record.bibliography
    assert (record.kind, fields.authors, fields.advisor, fields.venue, fields.degree, fields.issue) == (
        "thesis", ["苏闻笛"], "贝小舟；施一", "河湾大学", "硕士", None,
    )  # fmt: skip
    assert record.unknown["issue"] == ["06"]


def test_a_line_of_an_abstract_that_begins_with_capitals_stays_in_it() -> None:
    fields = one("RT Journal Article\nT1 河湾的联动\nAB <正>河湾有联动。\nPPP模式退出了。\nYR 2015\n", "refworks").bibliography
    assert (fields.abstract_zh, fields.year) == ("河湾有联动。PPP模式退出了。", 2015)


def test_refworks_without_year_and_issue_is_online_first() -> None:
    fields = one("RT Journal Article\nA1 苏闻笛;\nT1 河湾的联动\nJF 河湾学刊\nOP 1-9\nFD 2024-05-06\n", "refworks").bibliography
    assert (fields.year, fields.year_kind, fields.pages) == (2024, "online-first", "1-9")


def test_cssci_divides_names_affiliations_and_the_place_in_the_journal() -> None:
    text = (
        "南京大学中国社会科学研究评价中心\n\n【来源篇名】河湾的联动\n【来源作者】苏闻笛/贝小舟\n【期    刊】河湾学刊\n"
        "【机构名称】[苏闻笛]河湾大学.社会学院/[贝小舟]江临大学.\n【年代卷期】2019,40(010):3-19\n【关 键 词】联动/治理\n"
        f"【参考文献】\n1.施一.河湾.河湾学刊.2014\n2.施二.江临\n{'-' * 71}\n"
    )
    record = one(text, "cssci")
    fields = record.bibliography
    assert (fields.authors, fields.affiliations) == (["苏闻笛", "贝小舟"], ["河湾大学.社会学院", "江临大学"])
    assert (fields.year, fields.issue, fields.pages, fields.keywords_zh) == (2019, "40(10)", "3-19", ["联动", "治理"])
    assert record.unknown["参考文献"] == ["1.施一.河湾.河湾学刊.2014\n2.施二.江临"]


@pytest.mark.parametrize("first", ["SrcDatabase-来源库: 期刊\n", "DataType: 1\n"])
def test_cnki_lists_with_bilingual_labels_are_read(first: str) -> None:
    record = f"{first}Title-题名: 河湾的联动\nAuthor-作者: 苏闻笛;贝小舟;\nSource-刊名: 河湾学刊\nYear-年: 2019\nPeriod-期: 07\nLink-链接: https://x.example.org\n\n"
    export = read_text(record * 2, "x", "custom")
    fields = export.records[1].bibliography
    assert (len(export.records), fields.authors, fields.venue, fields.issue) == (2, ["苏闻笛", "贝小舟"], "河湾学刊", "7")


def test_noteexpress_marks_and_mac_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.net"
    path.write_bytes(
        "{Reference Type}: Journal Article\r{Title}: 河湾的联动\r{Author}: 苏闻笛;;贝小舟\r{Abstract}: 摘要(#br)河湾\r有联动。\r".encode()
    )
    export = read_export(path, "x.net")
    assert export is not None
    fields = export.records[0].bibliography
    assert (fields.authors, fields.abstract_zh, fields.year_kind) == (["苏闻笛", "贝小舟"], "河湾有联动。", "online-first")


def test_bibtex_entries_with_one_key_or_a_field_twice_are_all_read() -> None:
    text = (
        "@article{k,\n title={河湾的联动}, author={张, 三 and 李四}\n}\n@article{k,\n title={江临的联动}, author={甲乙}, author={丙丁}\n}\n"
    )
    export = read_text(text, "x", "bibtex")
    assert [(record.bibliography.title_zh, record.bibliography.authors) for record in export.records] == [
        ("河湾的联动", ["张三", "李四"]),
        ("江临的联动", ["甲乙", "丙丁"]),
    ]


def test_a_bibtex_entry_with_an_open_brace_is_a_problem_of_its_line() -> None:
    export = read_text("% 导出\n@article{a,\n title={河湾的联动,\n}\n@article{b,\n title={江临的联动}\n}\n", "x", "bibtex")
    assert ([record.line for record in export.records], [problem.source for problem in export.problems]) == ([5], ["x:2"])


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (r"R\&D \{50\%\} {Deep} a\_b", "R&D {50%} Deep a_b"),
        (r"M\"uller, Sm\'{\i}th", "Müller, Smíth"),
        (r"\textbackslash{}x\textasciitilde{}y", r"\x~y"),
    ],
    ids=["escapes", "accents", "names"],
)
def test_latex_becomes_characters(printed: str, read: str) -> None:
    assert decode_latex(printed) == read


def test_a_damaged_item_of_csl_json_hides_no_other() -> None:
    text = (
        '[\n{"type": "thesis", "title": "河湾的联动"},\n{"type": "thesis", "title": 江临},\n{"type": "thesis", "title": "沧宁的联动"}\n]\n'
    )
    export = read_text(text, "x", "csl-json")
    assert ([record.line for record in export.records], [problem.source for problem in export.problems]) == ([2, 4], ["x:3"])


def test_zotero_names_and_dates_are_read() -> None:
    text = (
        '{"items": [{"type": "article-journal", "title": "河湾的联动", "issued": {"date-parts": [["2019", 3]]}, "note": "备注",'
        '"author": [{"family": "张", "given": "三"}, {"family": "Smith", "given": "John"}, {"literal": "河湾大学"}]}]}'
    )
    record = one(text, "csl-json")
    assert (record.bibliography.authors, record.bibliography.year) == (["张三", "Smith, John", "河湾大学"], 2019)
    assert record.unknown["note"] == ["备注"]


def test_a_tag_given_twice_tells_that_two_records_ran_together() -> None:
    export = read_text("RT Journal Article\nT1 河湾的联动\nYR 2015\nYR 2015\n", "x", "refworks")
    assert "given twice" in export.problems[0].message
