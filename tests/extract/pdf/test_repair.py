import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.text import count_han, is_han
from pipeline.extract.pdf.repair import RADICALS, repair_char, repair_page, repair_text
from tests.extract.factories import text_chars

RADICAL_BLOCKS = [chr(code) for code in [*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6)] if unicodedata.name(chr(code), "")]


def text_of(chars):
    return "".join(char.text for char in chars)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("⽂⻓⻝", "文长食"),
        ("⼈⼤⼯⾏", "人大工行"),
        ("⻅⻋⻚⻛⼾", "见车页风户"),
        ("︒︵︷︙", "。（｛…"),
        ("豈\ufb01", "豈fi"),
        ("Ａ，“４", "Ａ，“４"),
    ],
    ids=["supplement", "kangxi", "simplified radicals", "vertical forms", "compatibility", "full width stays"],
)
def test_characters_get_their_identity_back(broken, whole):
    assert repair_char(broken) == whole


def test_no_radical_maps_to_a_radical():
    assert all(not 0x2E80 <= ord(target) <= 0x2FDF for target in RADICALS.values())
    assert all("RADICAL" in unicodedata.name(radical) for radical in RADICALS)


def test_zero_width_characters_disappear():
    assert repair_char("社\u200b区\ufeff") == "社区"


def test_bookmaker_latin_becomes_latin():
    assert text_of(repair_page(text_chars("社区犮狅犿犿狌狀犻狋狔", 0, 100))) == "社区community"


def test_single_rare_character_is_left_alone():
    assert text_of(repair_page(text_chars("犮字", 0, 100))) == "犮字"


def test_gbk_bytes_shown_as_latin_letters_are_decoded():
    shown = "社区治理中的协商机制研究".encode("gbk").decode("latin-1")
    assert text_of(repair_page(text_chars(shown, 0, 100))) == "社区治理中的协商机制研究"


def test_bold_by_overprinting_is_read_once():
    struck = text_chars("摘要", 50, 100) + text_chars("摘要", 50.3, 100) + text_chars("摘要", 50.3, 100.2)
    repaired = repair_page(struck)
    assert text_of(repaired) == "摘要"
    assert all(char.bold for char in repaired)


def test_doubled_word_is_no_overprint():
    assert text_of(repair_page(text_chars("人人", 50, 100))) == "人人"


def test_every_radical_becomes_an_ideograph():
    assert [radical for radical in RADICAL_BLOCKS if not is_han(repair_char(radical))] == []


def test_stroke_with_the_glyph_of_an_ideograph_becomes_it():
    assert repair_char("㇐") + repair_char("㇠") == "一乙"


def test_dash_and_tilde_of_one_national_code_are_one_character_in_a_pdf_and_as_written_in_a_page():
    assert repair_char("\u2015") + repair_char("\u301c") == "—～"
    assert repair_text("\u2015\u301c") == "\u2015\u301c"


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("他说﹃联动﹁三社﹂而已﹄", "他说“联动‘三社’而已”"),
        ("他說﹁聯動﹃三社﹄而已﹂", "他說「聯動『三社』而已」"),
        ("Ostrom﹂s", "Ostrom’s"),
    ],
    ids=["mainland", "elsewhere", "apostrophe"],
)
def test_vertical_quotation_marks_follow_the_standard_of_the_page(shown, meant):
    assert text_of(repair_page(text_chars(shown, 0, 100))) == meant


def test_variables_of_bookmaker_are_latin_where_there_are_many():
    assert text_of(repair_page(text_chars("设犡为犢，犣为犠，则犡与犢", 0, 100))) == "设X为Y，Z为W，则X与Y"


def test_gbk_bytes_in_one_font_leave_other_fonts_alone():
    shown = text_chars("社区治理中的协商机制研究".encode("gbk").decode("cp1252", "replace"), 0, 100)
    other = text_chars("Über “die” Brücke é è ü ö ä ß à", 0, 120)
    for char in other:
        char.font = 1
    assert "Über “die” Brücke" in text_of(repair_page(shown + other))


@pytest.mark.parametrize("text", ["ÀÉÈÊËÎÏÔÙÛÜŸÇÀÉÈÊËÎ", "“社区”“营造”“”“”“”“”“”", "Ça va être déjà très élevé à côté"])
def test_latin_letters_and_quotation_marks_are_no_bytes(text):
    assert text_of(repair_page(text_chars(text, 0, 100))) == text


@pytest.mark.parametrize("collection", ["GB1", "CNS1", "Japan1"])
def test_character_ids_shown_as_unicode_are_read_in_their_collection(collection):
    from pdfminer.cmapdb import CMapDB

    text = {"GB1": "社会组织参与基层治理，其动力来自三个方面", "CNS1": "社會組織參與基層治理，其動力來自三個方面"}.get(
        collection, "社会地方分権国家法制上下左右大小中人民行政"
    )
    ids = {char: cid for cid, char in CMapDB.get_unicode_map(f"Adobe-{collection}").cid2unichr.items()}
    assert text_of(repair_page(text_chars("".join(chr(ids[char]) for char in text), 0, 100))) == text


@pytest.mark.parametrize(
    "text", ["Это русский текст о социальных организациях", "Κοινωνικές οργανώσεις και κράτος", "사회 조직과 지역사회의 협력"]
)
def test_other_scripts_are_no_character_ids(text):
    assert text_of(repair_page(text_chars(text, 0, 100))) == text


TEXT = st.text(st.one_of(st.characters(blacklist_categories=["Cs"]), st.sampled_from("社区治理的⽂⻓﹃﹄︵犜犺犲ÉçÖÎ“”")), max_size=40)


@given(TEXT)
def test_repairing_twice_is_repairing_once(text):
    once = [repair_char(char) for char in text]
    assert [repair_char(char) for char in once] == once
    assert repair_text(repair_text(text)) == repair_text(text)


@given(TEXT)
def test_no_ideograph_is_lost_and_every_character_keeps_its_place(text):
    chars = text_chars(text, 0, 100)
    edges = {char.x0 for char in chars}
    repaired = repair_page(chars)
    latin = sum(char.text.isascii() for char in repaired)  # BookMaker's row A0 may have become Latin
    assert count_han(text_of(repaired)) + latin >= count_han(text)
    assert {char.x0 for char in repaired} <= edges
