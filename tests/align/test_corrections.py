import pytest

from pipeline.align.corrections import Correction, Fixed, fixed_beads, present_corrections, read_corrections
from pipeline.core.errors import InputError

HEADER = "field\tzh\ten\tby\ton\treason\n"


def test_file_is_read_with_byte_order_mark_and_empty_side(tmp_path):
    path = tmp_path / "alignment.tsv"
    path.write_text("\ufeff" + HEADER + "abstract\t好。\t\t林\t2026-01-05\t\n", encoding="utf-8")
    assert read_corrections(path) == [Correction("abstract", "好", "")]


def test_missing_file_holds_no_corrections(tmp_path):
    assert read_corrections(tmp_path / "alignment.tsv") == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("zh\ten\n", r"alignment\.tsv:1: column field is missing"),
        (HEADER + "abstract\t\t\n", r"alignment\.tsv:2: neither"),
        (HEADER + "\nabstract\t好\t\nabstract\t\t\n", r"alignment\.tsv:4: neither"),
        (HEADER + "keywords\t社区\tcommunity\n", r"alignment\.tsv:2: field 'keywords': must be title or abstract"),
    ],
)
def test_faulty_file_is_named_with_its_line(tmp_path, content, message):
    path = tmp_path / "alignment.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_corrections(path)


def test_quotation_mark_at_the_start_of_a_sentence_swallows_no_line(tmp_path):
    path = tmp_path / "alignment.tsv"
    path.write_text(HEADER + 'abstract\t"三社"好。\t"Three\nabstract\t二。\ttwo\n', encoding="utf-8")
    assert read_corrections(path) == [Correction("abstract", "三社好", "three"), Correction("abstract", "二", "two")]


def test_file_in_another_encoding_is_named(tmp_path):
    (tmp_path / "alignment.tsv").write_bytes((HEADER + "abstract\t好。\t\n").encode("gbk"))
    with pytest.raises(InputError, match=r"alignment\.tsv: not UTF-8"):
        read_corrections(tmp_path / "alignment.tsv")


def test_sentences_are_found_whatever_their_spaces_and_punctuation():
    correction = Correction("abstract", "一二", "onetwo")
    assert fixed_beads(["零。", "一 。", "二"], ["One,", "two."], [correction]) == [Fixed(range(1, 3), range(2))]


def test_correction_of_a_sentence_that_is_not_there_is_passed_over():
    assert fixed_beads(["零。"], ["One."], [Correction("abstract", "一", "one")]) == []


def test_only_corrections_of_this_text_matter_to_it():
    mine, other = Correction("abstract", "一", "one"), Correction("abstract", "九", "")
    assert present_corrections("一。\nOne.", [mine, other]) == (mine,)
