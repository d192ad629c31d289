import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.repair import repair_text


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("community gov- ernance", "community governance"),
        ("the com-munity", "the community"),
        ("long-term, project-based care", "long-term, project-based care"),
        ("in rural China.This study", "in rural China. This study"),
        ("co\u00adoperation", "cooperation"),
        ("a ﬁnding", "a finding"),
        ("at a rate of 3.5 per cent", "at a rate of 3.5 per cent"),
        ("社区治理。本文", "社区治理。本文"),
    ],
)
def test_line_breaks_are_mended_and_compounds_kept(printed, mended):
    assert repair_text(printed).text == mended


def test_offsets_lead_back_to_the_print():
    mended = repair_text("The gov- ernance of it")
    span = mended.original(mended.text.index("governance"), mended.text.index(" of"))
    assert (span.start, span.end) == (4, 16)


@given(st.text(alphabet="abcAB -.,;ﬁ\u00ad社区。", max_size=30))
def test_origins_never_fall_and_cover_every_character(text):
    mended = repair_text(text)
    assert len(mended.origins) == len(mended.text) + 1
    assert mended.origins == sorted(mended.origins)
