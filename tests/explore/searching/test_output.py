from pipeline.explore.printing import display_width
from pipeline.explore.searching.output import blocks_text, hits_workbook, kwic_text
from pipeline.explore.searching.search import Hit


def make_hit(left="街道把", match="三社联动", right="写进年度清单"):
    return Hit("d", "w", "题名", 2016, 3, "iv", 3, 7, left, match, right, False, match)


def columns(line, word):
    return display_width(line[: line.index(word)])


def test_matches_stand_in_one_column_whatever_their_context():
    lines = kwic_text([make_hit(), make_hit(left="x" * 90), make_hit(left="")]).splitlines()
    assert len({columns(line, "三社联动") for line in lines[1:]}) == 1
    assert "…" in lines[2]


def test_page_of_the_file_and_printed_page_both_stand_there():
    header, line = kwic_text([make_hit()]).splitlines()
    assert header.split()[:3] == ["year", "page", "printed"]
    assert line.split()[:3] == ["2016", "3", "iv"]


def test_long_match_is_cut_in_the_middle():
    line = kwic_text([make_hit(match="三社联动" + "与" * 60 + "社工站")]).splitlines()[1]
    assert "三社联动与" in line
    assert "…" in line
    assert "与社工站" in line


def test_whole_context_stands_below_its_place():
    assert blocks_text([make_hit()]) == "2016  page 3 (printed iv)  题名\n    街道把⟦三社联动⟧写进年度清单\n"


def test_same_hits_give_the_same_workbook():
    assert hits_workbook([make_hit()]) == hits_workbook([make_hit()])
