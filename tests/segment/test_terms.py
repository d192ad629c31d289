"""Terms that stay whole, on evidence; the model is a word list here."""

import pytest

from pipeline.core.errors import ConfigError
from pipeline.core.lexicon import load_lexicon
from pipeline.segment.segmenter import Segmenter
from pipeline.segment.terms import Terms, lexicon_words, load_terms, read_term_list

TERMS = ("三社联动", "依附性", "嵌入", "社工站", "社区治理", "社区治理共同体", "街道", "财政", "项目制")


def words(model, text, terms=TERMS, exclusions=()):
    spans = Segmenter(model, Terms(tuple(terms), tuple(exclusions))).segment(text)
    return [text[span.start : span.end] for span in spans]


def test_term_is_whole_where_the_models_boundaries_agree(toy_model):
    assert words(toy_model, "三社联动的治理") == ["三社联动", "的", "治理"]


@pytest.mark.parametrize("text", ["项目制定", "项目制度", "依附性别", "财政局"])
def test_known_word_across_an_edge_keeps_the_term_cut(toy_model, text):
    assert words(toy_model, text) == words(toy_model, text, terms=["无关"])


def test_guess_of_the_model_yields_to_the_term(toy_model):
    assert words(toy_model, "双百社工站") == ["双百", "社工站"]


def test_short_term_before_a_suffix_is_a_stem(toy_model):
    assert words(toy_model, "嵌入型") == ["嵌入型"]


def test_head_noun_of_a_listed_name_is_cut_off(toy_model):
    assert words(toy_model, "先锋道街道") == ["先锋道", "街道"]


def test_longest_term_wins(toy_model):
    assert words(toy_model, "社区治理共同体") == ["社区治理共同体"]


def test_prefix_in_the_list_does_not_hide_a_longer_term(toy_model):
    assert words(toy_model, "三社联动", terms=["三社", "三社联动", "三社联动机制"]) == ["三社联动"]


def test_term_inside_an_exclusion_stays_cut(toy_model):
    assert words(toy_model, "三社联动的", exclusions=["三社联动的"]) == ["三社", "联动", "的"]


def test_exclusion_that_is_a_term_itself_is_whole(toy_model):
    assert words(toy_model, "社区治理", exclusions=["社区治理"]) == ["社区治理"]


def test_term_in_traditional_characters_is_whole(toy_model):
    assert words(toy_model, "社區治理") == ["社區治理"]


def test_zero_width_character_does_not_break_a_term(toy_model):
    assert words(toy_model, "三社\u200b联动的") == ["三社\u200b联动", "的"]


def test_white_space_breaks_a_term(toy_model):
    assert words(toy_model, "三社 联动") == ["三社", "联动"]


def test_two_terms_side_by_side_are_both_whole(toy_model):
    assert words(toy_model, "项目制社区治理与三社联动") == ["项目制", "社区治理", "与", "三社联动"]


def test_term_list_names_every_line_that_is_no_word(tmp_path):
    (tmp_path / "terms.txt").write_text("财政  # 注\n\nabc\n社\n社区 治理\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"(?s)terms\.txt:3.*'abc'.*terms\.txt:4.*terms\.txt:5"):
        read_term_list(tmp_path / "terms.txt")


def test_term_list_is_normalised(tmp_path):
    (tmp_path / "terms.txt").write_text("# 注\n鄉村振興\n財政 # 注\n", encoding="utf-8")

    assert read_term_list(tmp_path / "terms.txt") == ["乡村振兴", "财政"]


def test_missing_term_list_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"terms\.txt: the file is missing"):
        read_term_list(tmp_path / "terms.txt")


def test_project_terms_hold_concepts_and_list(project_root):
    terms = load_terms(project_root / "configs" / "lexicon").words

    assert {"三社联动", "项目制", "依附性", "公共性拆解", "乡村振兴"} <= set(terms)


def test_modifier_before_a_broader_concept_is_a_phrase(project_root):
    assert "社区社会组织" not in lexicon_words(load_lexicon(project_root / "configs" / "lexicon"))


def test_term_list_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / "terms.txt").write_bytes("\ufeff财政\r\n社区\r\n".encode())

    assert read_term_list(tmp_path / "terms.txt") == ["财政", "社区"]


def test_term_list_in_another_encoding_is_refused_by_name(tmp_path):
    (tmp_path / "terms.txt").write_bytes("财政".encode("gbk"))

    with pytest.raises(ConfigError, match=r"terms\.txt: not UTF-8"):
        read_term_list(tmp_path / "terms.txt")
