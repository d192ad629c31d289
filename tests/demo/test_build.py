"""The demo corpus's builder: reading marks and front matter, truth offsets, and truth on disk up to date."""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

DEMO = Path(__file__).parents[2] / "corpora" / "demo"
sys.path.insert(0, str(DEMO))  # build.py is a script with its package beside it, not a part of `pipeline`

import build  # noqa: E402
from ruamel.yaml import YAML  # noqa: E402
from typeset import agreement, batches, truth  # noqa: E402
from typeset.check import find_citation_slips, find_slips  # noqa: E402
from typeset.lines import NOT_FIRST, Run, break_lines  # noqa: E402
from typeset.markup import cited_numbers, cut_pieces, join_marked, read_marks  # noqa: E402
from typeset.plan import PLANS, source_name  # noqa: E402
from typeset.texts import read_text  # noqa: E402

TEXT = """---
key: t1_a1
theme: 1
kind: article
title_zh: 论⟦三社联动⟧：一个例子
authors: [林某]
authors_en: [Lin Mou]
affiliations: [江临大学]
venue: 基层治理评论
year: 2016
issue: 3
pages: 12-13
clc: D669
keywords_zh: [⟦三社联动⟧, 例子]
keywords_en: [⟦three-society linkage|三社联动⟧, example]
abstract_zh: [甲句。, ⟦社工|社会工作者⟧乙句。]
abstract_en: [A first sentence., Second.]
beads:
  - [[0], [0]]
  - [[1], [1]]
references:
  - 甲.题[J].刊,2014(2):1-2.
---
# 一、⟦三社联动⟧的提出
引用[1]，见⟦“三社”联动|三社联动⟧[^1]。

表1 数据
| 项 | ⟦社工|社会工作者⟧ |
|---|---|
| 甲 | 1 |

# 致谢

谢谢⟦社工|社会工作者⟧。

[^1]: 访谈，编号⟦社工站⟧-1。
"""


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "t1_a1.md"
    path.write_text(TEXT, encoding="utf-8")
    return read_text(path)


@pytest.fixture(scope="module")
def demo():
    return build.read_demo(DEMO / "texts")


@pytest.fixture(scope="module")
def texts(demo):
    return demo.texts


@pytest.fixture(scope="module")
def truths(demo):
    """Truth files in JSON, by name without suffix."""
    return {Path(name).stem: json.loads(content) for name, content in build.truth_files(demo).items() if name.endswith(".json")}


def test_mark_keeps_the_printed_form_and_points_at_it():
    marked = read_marks("论⟦“三社”联动|三社联动⟧与⟦社工站⟧")
    assert marked.text == "论“三社”联动与社工站"
    assert [(mark.concept, marked.text[mark.start : mark.end]) for mark in marked.marks] == [
        ("三社联动", "“三社”联动"),
        ("社工站", "社工站"),
    ]


def test_anchor_leaves_the_text_and_keeps_its_place():
    assert read_marks("开门[^1]。").anchors == ((2, "1"),)


def test_pieces_of_a_paragraph_join_to_its_text():
    marked = read_marks("引用[1]，见⟦三社联动⟧[^1]等[2-3]。")
    pieces = list(cut_pieces(marked))
    assert [piece.kind for piece in pieces] == ["text", "cite", "text", "note", "text", "cite", "text"]
    assert "".join(piece.text for piece in pieces if piece.kind != "note") == marked.text


def test_range_of_references_is_written_out():
    assert cited_numbers("见[1]和[3-5，7]") == [1, 3, 4, 5, 7]


def test_joined_sentences_move_their_mentions():
    joined = join_marked([read_marks("甲。"), read_marks("⟦社工|社会工作者⟧乙。")], "")
    assert [(mark.start, mark.end) for mark in joined.marks] == [(2, 4)]


def test_front_matter_is_printed_without_marks(text):
    assert text.field("title_zh") == "论三社联动：一个例子"
    assert text.fields("keywords_en") == ["three-society linkage", "example"]


def test_bar_inside_a_mark_does_not_cut_a_table_cell(text):
    (table,) = text.of_kind("table")
    assert table.text.text == "表1 数据"
    assert [[cell.text for cell in row] for row in table.rows] == [["项", "社工"], ["甲", "1"]]


def test_thanks_are_not_body_paragraphs(text):
    assert [block.text.text for block in text.of_kind("paragraph")] == ["引用[1]，见“三社”联动。"]
    assert len(text.of_kind("thanks")) == 1


def test_clean_text_has_no_slips(text):
    assert find_slips(text) == []


@pytest.mark.parametrize(
    ("old", "new", "slip"),
    [
        ("  - [[1], [1]]\n", "", r"beads cover \[0\] of the 2 zh sentences"),
        ("[⟦三社联动⟧, 例子]", "[⟦三社联动⟧]", "keywords_zh has 1 items, keywords_en 2"),
        ("引用[1]", "引用[2]", r"reference \[2\] is cited, the list has 1"),
        ("见⟦“三社”", "见“三社”", "paragraph: ⟧ without partner"),
        ("[^1]: 访谈", "[^2]: 访谈", r"footnotes anchored \['1'\], written \['2'\]"),
        ("clc: D669\n", "", "clc is missing"),
    ],
    ids=["bead", "keyword", "citation", "bracket", "footnote", "field"],
)
def test_slip_is_reported_with_its_key(tmp_path, old, new, slip):
    path = tmp_path / "t1_a1.md"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    assert re.search(f"t1_a1: .*{slip}", "\n".join(find_slips(read_text(path))))


def test_mentions_name_their_part(text):
    rows = truth.mention_rows([text])
    assert {row["part"] for row in rows} >= {"title_zh", "abstract_zh", "keywords_en", "heading", "cell", "footnote", "thanks"}
    assert all(truth.part_text(text, row["part"], row["index"])[row["start"] : row["end"]] == row["text"] for row in rows)


def test_long_title_is_cut_in_the_middle_of_the_file_name(text):
    text.front["title_zh"] = "从联席会议到资源清单：三社联动的运行逻辑与实践路径研究——以江临省为例"
    assert source_name(text) == "从联席会议到资源清单_三_省略_径研究_以江临省为例_林某.pdf"


def test_no_line_begins_with_a_closing_sign():
    lines = list(break_lines([Run("社区、社会组织、社工，三者“联动”。" * 9)], 11, 2, lambda run: len(run.text)))
    assert len(lines) > 5
    assert not {line.runs[0].text[0] for line in lines} & NOT_FIRST


def test_lines_keep_every_character():
    text = "三社联动（three-society linkage）写入文件[1]，各地设立。" * 5
    lines = break_lines([Run(text)], 10, 2, lambda run: len(run.text))
    assert "".join(run.text for line in lines for run in line.runs).replace(" ", "") == text.replace(" ", "")


def test_texts_of_the_corpus_have_no_slips(texts):
    assert [slip for text in texts for slip in find_slips(text)] == []


def test_every_mention_of_the_corpus_points_at_its_text(texts):
    by_key = {text.key: text for text in texts}
    for row in truth.mention_rows(texts):
        printed = truth.part_text(by_key[row["key"]], row["part"], row["index"])
        assert printed[row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize(
    ("folder", "files"),
    [("truth", build.truth_files), ("sources", build.record_files), ("edits", build.edit_files)],
    ids=["truth", "exports", "decisions"],
)
def test_files_on_disk_are_what_the_texts_say(demo, folder, files):
    for name, content in files(demo).items():
        assert (DEMO / folder / name).read_text(encoding="utf-8") == content, f"run: python corpora/demo/build.py --truth ({name})"


def test_every_planned_source_stands_on_disk(texts):
    missing = [source_name(text) for text in texts if text.key in PLANS and not (DEMO / "sources" / source_name(text)).exists()]
    assert missing == []


def test_every_work_has_a_source_or_a_record(truths):
    assert all(work["sources"] or work["records"] for work in truths["works"])


def test_references_to_works_of_the_corpus_name_the_place_where_they_stand(texts):
    assert find_citation_slips(texts) == []


def test_reference_to_another_page_is_a_slip(text, tmp_path):
    path = tmp_path / "t1_a2.md"
    path.write_text(
        TEXT.replace("t1_a1", "t1_a2").replace("甲.题[J].刊,2014(2):1-2.", "林某.论三社联动：一个例子[J].基层治理评论,2016(3):9-13."),
        "utf-8",
    )
    (slip,) = find_citation_slips([read_text(path), text])
    assert slip == "t1_a2: cites t1_a1 as 林某.论三社联动：一个例子[J].基层治理评论,2016(3):9-13., which is 基层治理评论,2016(3):12-13"


def test_search_found_312_records_of_220_works_41_duplicates_and_51_excluded_works(truths):
    flow = truths["screening"]["flow"]
    assert (flow["hits"], flow["duplicates"], flow["screened"], sum(flow["excluded"].values()), flow["kept"]) == (312, 41, 271, 51, 220)
    places = [(record["file"], record["index"]) for work in truths["works"] + truths["excluded"] for record in work["records"]]
    assert len(set(places)) == len(places) == flow["hits"]
    assert len(places) - len(truths["works"]) - len(truths["excluded"]) == flow["duplicates"]


def test_protocol_gives_the_numbers_of_the_truth(truths):
    protocol, flow = YAML(typ="safe").load((DEMO / "sources" / "protocol.yaml").read_text("utf-8")), truths["screening"]["flow"]
    assert [protocol[name] for name in ("hits", "duplicates", "kept")] == [flow[name] for name in ("hits", "duplicates", "kept")]
    assert {row["reason"]: row["count"] for row in protocol["exclusions"]} == flow["excluded"]
    by_file = flow["hits_by_file"]
    found = [by_file[batch.name] for batch in batches.STRINGS] + [sum(by_file[batch.name] for batch in batches.FOLLOWED), 1]
    assert [row["hits"] for row in protocol["search_strings"]] == found
    assert protocol["pdfs"] == sum(row["status"] == "ok" and row["source"].endswith(".pdf") for row in truths["documents"]) == 60


def test_works_have_the_planned_kinds_and_years(truths):
    kinds = Counter(row["kind"] for row in truths["documents"] if row["status"] == "ok")
    assert (kinds["article"], kinds["thesis"]) == (54, 6)
    years = Counter(work["year"] for work in truths["works"])
    assert [years[year] for year in range(2006, 2025)] == [2, 2, 3, 3, 4, 6, 8, 10, 13, 16, 18, 20, 21, 21, 22, 20, 16, 11, 4]


def test_every_year_from_2016_to_2023_has_five_articles_in_full_text(truths):
    years = Counter(row["year"] for row in truths["documents"] if row["status"] == "ok" and row["kind"] == "article")
    assert min(years[year] for year in range(2016, 2024)) >= 5


def test_full_texts_are_long_enough(truths):
    short = [
        row["key"]
        for row in truths["documents"]
        if row["status"] == "ok" and row["n_characters"] < {"thesis": 5000, "web": 0}.get(row["kind"], 800)
    ]
    assert short == []


def test_pdfs_stay_under_25_megabytes():
    assert sum(path.stat().st_size for path in (DEMO / "sources").glob("*.pdf")) < 25e6


def test_planted_histories_have_their_shapes(truths):
    wrong = []
    for row in truths["histories"]["shapes"]:
        change = row["late"]["share"] - row["early"]["share"]
        right = {"rises": change >= 0.1, "falls": change <= -0.1, "flat": abs(change) < 0.1}[row["shape"]]
        wrong += [] if right else [row]
    assert wrong == []


def test_duplicate_keeps_names_in_order_and_is_printed_in_another_way(demo):
    placed = batches.place_records(demo.texts, demo.excluded)
    printed = {}
    for listed in placed.values():
        for text, record in listed:
            printed.setdefault(text.key, []).append(record)
    twice = [found for found in printed.values() if len(found) > 1]
    assert all(len(set(found)) == len(found) for found in twice)
    assert all(len({tuple("".join(name.split()) for name in record.authors) for record in found}) == 1 for found in twice)


def test_too_few_works_to_find_again_are_named(demo):
    with pytest.raises(ValueError, match="works must be found again, only"):
        batches.place_records(demo.texts[:20], demo.excluded)


def test_screeners_disagree_on_nine_works(truths):
    screening = truths["screening"]
    apart = {row["key"] for row in screening["works"] if row["screener_a"] != row["screener_b"]}
    assert apart == set(agreement.DISPUTED)
    assert (len(apart), screening["disagreements"]) == (9, 9)
    assert 0.85 < screening["kappa"] < 0.95


def test_kappa_of_a_worked_example():
    # Cohen's 2 x 2 with 20, 5, 10, 15: agreement .7, chance .5.
    assert agreement.kappa([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15) == 0.4


def test_two_coders_of_200_mentions_agree_as_people_do(truths):
    coders = truths["coders"]
    assert [coders[name]["n"] for name in ("项目制", "依附", "其他", "all")] == [60, 60, 80, 200]
    assert all(0.65 < group["kappa"] < 0.85 for group in coders.values())


def test_every_readable_mention_of_xiangmuzhi_has_a_sense(demo):
    parts = ("title_zh", "abstract_zh", "heading", "paragraph")
    rows = [row for row in truth.mention_rows(demo.texts) if row["concept"] == "项目制" and row["readable"] and row["part"] in parts]
    assert {(row["key"], row["part"], row["index"], row["start"]) for row in rows} == set(demo.senses)


def test_traps_are_planted(truths):
    traps = truths["traps"]
    assert len(traps["cites_founding_work"]) == 14
    assert len(traps["xiangmuzhi_in_references_only"]) == 5
    assert len(traps["special_issue"]) == 6
    assert traps["thesis_share_of_grid_mentions"] > 0.5
    assert {row["link"] for row in truths["links"]} == {"duplicate_of", "version_of", "derived_from"}


def test_documents_are_json_with_chinese_written_out():
    raw = (DEMO / "truth" / "documents.json").read_text(encoding="utf-8")
    assert "\\u" not in raw
    assert [row["key"] for row in json.loads(raw)] == sorted(PLANS)
