import pytest

from pipeline.extract.pdf.fontcodes import FontCodes
from tests.extract.factories import text_chars

ENGLISH = "Residents brought the quarrels of the staircase to the table, and the station wrote down what could be done within the month."


def read(codes, *pages, font=0):
    return ["".join(char.text for char in codes.read(in_font(text_chars(page, 0, 100), font))) for page in pages]


def in_font(chars, font):
    for char in chars:
        char.font = font
    return chars


def shifted(text, shift):
    return "".join(chr(ord(char) - shift) for char in text)


def test_few_bookmaker_letters_are_latin_on_pages_of_a_font_that_has_words_of_them():
    assert read(FontCodes(), "社区犮狅犿犿狌狀犻狋狔", "编号犅犘") == ["社区community", "编号BP"]


def test_rare_hanzi_of_another_font_stay():
    codes = FontCodes()
    read(codes, "社区犮狅犿犿狌狀犻狋狔")
    assert read(codes, "犮字", font=1) == ["犮字"]


def test_a_font_found_out_on_a_later_page_asks_for_the_pages_again():
    codes = FontCodes()
    first, second = (text.encode("gbk").decode("cp1252", "replace") for text in ("文献", "社区治理中的协商机制研究"))
    assert read(codes, first)[0] == first
    assert (read(codes, second), codes.late) == (["社区治理中的协商机制研究"], True)
    assert read(codes.again(), first, second) == ["文献", "社区治理中的协商机制研究"]
    assert not codes.late


@pytest.mark.parametrize("shift", [29, 31])
def test_glyph_numbers_of_latin_letters_are_read(shift):
    assert read(FontCodes(), shifted(ENGLISH, shift)) == [ENGLISH]


@pytest.mark.parametrize("text", [ENGLISH.upper(), "2019 (4): 12-20, 33.5% 0.47 ** 1,024", "ABCD-EFGH 1998 XYZ"])
def test_capitals_and_figures_stay(text):
    assert read(FontCodes(), text) == [text]


def test_tex_latin_shown_as_one_page_of_hanzi_is_read():
    shown = "".join(char if char.isspace() else chr(0x6700 + ord(char)) for char in ENGLISH)
    assert read(FontCodes(), shown) == [ENGLISH]


def test_tex_quotation_marks_come_back():
    shown = "".join(chr(0x6700 + ord(char)) for char in ENGLISH.replace(" ", "").replace(",", '"').replace("the", "the\\", 1))
    assert "the\u201c" in read(FontCodes(), shown)[0]
    assert "\u201d" in read(FontCodes(), shown)[0]


def test_hanzi_of_one_page_of_the_code_are_hanzi():
    text = "有本来最某期末机未果木极构" * 4
    assert read(FontCodes(), text) == [text]


def test_a_font_of_chinese_marks_shown_as_ascii_is_told_by_its_quotation_marks():
    assert read(FontCodes(), "/0#/0))/05677,,".replace("77", "")) == ["“”·“”——“”《》……"]


@pytest.mark.parametrize("text", ["1/10/20", "2019/05/04", "/0/0", "km/h 0 m/s 0 l/s 0"])
def test_slashes_and_noughts_stay(text):
    assert read(FontCodes(), text) == [text]
