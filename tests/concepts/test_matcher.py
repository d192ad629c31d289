import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.concepts.commands import find_mentions
from pipeline.concepts.matcher import Block
from pipeline.concepts.places import Ranges

TERMS = ["三社联动", "依附性", "项目制", "社工站", "政府购买服务", "一委三会", "公共性拆解"]


def spans(matcher, text: str) -> list[tuple[str, int, int]]:
    return [(mention["concept"], mention["start"], mention["end"]) for mention in find_mentions(matcher, text)]


def test_offsets_point_into_the_printed_text(matcher) -> None:
    text = "前言🦯\r\n本文讨论“三社”\n联动的成效"
    assert [text[start:end] for _, start, end in spans(matcher, text)] == ["“三社”\n联动"]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("所谓「三社」聯動的", "「三社」聯動"),
        ("所谓三社“联动”的", "三社“联动”"),
        ("所谓“三社联动”的", "三社联动"),
        ('所谓"三社"联动的', '"三社"联动'),
    ],
)
def test_a_quotation_mark_inside_a_mention_brings_its_partner(matcher, text: str, mention: str) -> None:
    assert [text[start:end] for _, start, end in spans(matcher, text)] == [mention]


@pytest.mark.parametrize(
    "text", ["乡镇“社工站”\n", "社 工 站", "社工\u200b站", "社\u00ad工站", "社工🦯站", "社工\n站", "社工\r\n站", "『社工』站"]
)
def test_what_is_printed_inside_a_term_does_not_hide_it(find, text: str) -> None:
    assert find(f"关于{text}的") == ["社工站"]


@pytest.mark.parametrize("text", ["社工、站点", "社工。站在门口", "“社工”“站点”", "社工\n\n站点"])
def test_what_parts_two_words_is_not_looked_through(find, text: str) -> None:
    assert find(text) == ["社会工作者"]


@given(st.sampled_from(TERMS), st.data())
@settings(max_examples=60, deadline=None)
def test_noise_inside_a_term_never_loses_it(matcher, term: str, data) -> None:
    place = data.draw(st.integers(1, len(term) - 1))
    noise = data.draw(st.sampled_from(["\u200b", "\u00ad", "🦯", "\n", "\r\n", "”", " ", "\ufeff", "👩🏽‍🦯"]))
    text = f"讨论{term[:place]}{noise}{term[place:]}的成因"
    assert (term, 2, 2 + len(term) + len(noise)) in spans(matcher, text)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("the depen-\ndency of stations", "依附性"),
        ("Three Society Linkage", "三社联动"),
        ("three‑society linkages", "三社联动"),
        ("GOVERNMENT PURCHASE OF SERVICES", "政府购买服务"),
        ("social\norganisations", "社会组织"),
        ("residents’ committees", "居委会"),
        ("“project-based” systems", "项目制"),
        ("government—society cooperation", "政社合作"),
        ("Linkage of Community,Social Organization and Social Workers", "三社联动"),
        ("三社联动social organization", "社会组织"),
    ],
)
def test_english_is_found_in_every_printed_shape(find, text: str, concept: str) -> None:
    assert concept in find(text)


@pytest.mark.parametrize(
    "text",
    [
        "interdependency",
        "inter-dependency",
        "antisocial organization",
        "social organizational theory",
        "social. Organization",
        "dependency ratio",
        "autonomously",
    ],
)
def test_english_parts_of_other_words_are_left_alone(find, text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四社联动与五社联动", ["四社联动", "五社联动"]),
        ("政府购买社会工作服务", ["政府购买社会工作服务"]),
        ("社区社会组织", ["社区社会组织"]),
        ("结构性依附与依附性关系", ["依附性", "依附性"]),
        ("社区治理共同体", ["治理共同体", "社区治理"]),
        ("社会治理共同体", ["治理共同体"]),
        ("社会组织孵化基地", ["社会组织孵化", "社会组织"]),
        ("依附式自主", ["依附式自主"]),
        ("多元主体共治", ["多元共治", "多元主体"]),
        ("社会组织自主性", ["社会组织", "自主性"]),
        ("行政吸纳社会组织", ["行政吸纳", "社会组织"]),
        ("项目制社工站依附性", ["项目制", "社工站", "依附性"]),
    ],
)
def test_the_longest_term_wins_and_nesting_is_the_lexicons_choice(find, text: str, expected: list[str]) -> None:
    assert find(text) == expected


def test_an_abbreviation_counts_only_where_its_document_introduces_it(find) -> None:
    assert find("各地的“三社”都在观望。") == []
    assert find("三社联动（以下简称“三社”）起步较晚。各地的“三社”都在观望。") == ["三社联动", "三社联动", "三社联动"]


def test_an_english_abbreviation_is_introduced_by_its_bracket_and_written_in_capitals(find) -> None:
    assert find("Social work stations (SWS) grew. The SWS closed; sws did not.") == ["社工站"] * 3
    assert find("The SWS closed.") == []


def test_an_abbreviation_introduced_in_one_passage_counts_in_all(matcher) -> None:
    hits = matcher.find([Block("SWS depend on the street."), Block("social work stations (SWS)")])
    assert [len(found) for found in hits] == [1, 2]


def test_passages_in_another_order_give_the_same_hits(matcher) -> None:
    blocks = [Block("SWS depend on the street."), Block("social work stations (SWS)"), Block("项目制定")]
    assert matcher.find(blocks) == matcher.find(blocks[::-1])[::-1]


def test_an_english_form_of_two_concepts_is_ambiguous_and_belongs_to_neither(matcher) -> None:
    (mention,) = find_mentions(matcher, "collaborative governance")
    assert mention["flags"] == ["ambiguous"]
    assert set(mention["concept"].split("/")) == {"协同治理", "合作治理"}


def test_loose_and_elliptical_forms_are_flagged(flags_of) -> None:
    assert flags_of("a heavy reliance on the street", "依附性") == ["loose"]
    assert flags_of("政府又向机构购买服务。", "政府购买服务") == ["elliptical"]


def test_an_elliptical_form_needs_its_context(matcher) -> None:
    assert find_mentions(matcher, "老人向超市购买服务。") == []


def test_another_fields_sense_is_flagged_and_named(matcher) -> None:
    (mention,) = find_mentions(matcher, "项目制学习让学生走出课堂。")
    assert (mention["sense"], mention["flags"]) == ("learning", ["other-sense"])


def test_cue_words_tell_the_sense(matcher) -> None:
    (fiscal,) = find_mentions(matcher, "项目制下的专项转移支付")
    assert fiscal["sense"] == "fiscal"


def test_a_segmenters_word_across_the_edge_speaks_against_a_term(matcher) -> None:
    text = "公共性啵儿很大"
    assert [hit.concept_id for hit in matcher.find([Block(text)])[0]] == ["gonggongxing"]
    words = Ranges([0, 2, 4, 5], [2, 4, 5, 7])
    assert matcher.find([Block(text, words=words)])[0] == []


def test_a_segmenters_word_that_is_a_term_speaks_for_it(matcher) -> None:
    words = Ranges([0, 2], [2, 7])
    hits = matcher.find([Block("社会治理锦标赛", words=words)])[0]
    assert [hit.concept_id for hit in hits] == ["zhili_jinbiaosai"]


@pytest.mark.parametrize("text", ["国家—社会关系", "国家-社会关系", "国家——社会关系", "国家社会关系"])
def test_a_dash_that_a_term_asks_for_may_be_printed_otherwise_or_not(find, text: str) -> None:
    assert find(f"重谈{text}") == ["国家与社会关系"]


def test_a_dash_that_no_term_asks_for_parts_words(find) -> None:
    assert find("社工—站点") == ["社会工作者"]


def test_an_abbreviation_not_introduced_still_excludes_other_concepts(find) -> None:
    assert find("医院的社工部设在门诊楼。") == []


def test_a_segmenters_word_around_a_term_says_nothing_against_it(matcher) -> None:
    assert len(matcher.find([Block("社工站长期缺人", words=Ranges([0, 5], [5, 7]))])[0]) == 1


def test_words_count_from_the_text_that_the_passage_begins_in(matcher) -> None:
    blocks = [Block("公共性啵儿很大", 100, Ranges([100, 102, 104, 105], [102, 104, 105, 107])), Block("公共性", 200)]
    assert [len(hits) for hits in matcher.find(blocks)] == [0, 1]


@pytest.mark.parametrize(("first", "second"), [("这是三社", "联动"), ("three-society", "linkage"), ("国家", "社会关系")])
def test_no_term_runs_from_one_passage_into_the_next(matcher, first: str, second: str) -> None:
    assert matcher.find([Block(first), Block(second)]) == [matcher.find([Block(first)])[0], matcher.find([Block(second)])[0]]


@pytest.mark.parametrize("text", ["ﬁ 社工 站", "㎡社工\n站"])
def test_characters_that_fold_to_several_move_no_offset(matcher, text: str) -> None:
    assert [text[start:end] for _, start, end in spans(matcher, text)] == [text[text.index("社") :]]


def test_present_names_every_concept_that_can_decide(matcher) -> None:
    assert matcher.present("人身依附关系") == ["yifu_loose", "yifuxing"]


def test_a_text_without_letters_has_no_hits(matcher) -> None:
    assert matcher.find([Block(""), Block("。\n…")]) == [[], []]
