import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.fields import split_mended
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
        ("founded in 2015.The station", "founded in 2015. The station"),
        ("residents,who came,paid 1,000 yuan", "residents, who came, paid 1,000 yuan"),
        ("the street (office).It", "the street (office). It"),
        ("see www.Station.Org,today", "see www.Station.Org,today"),
        ("e.g. the U.S. case, i.e. theirs", "e.g. the U.S. case, i.e. theirs"),
        ("the community gov-\nernance of", "the community governance of"),
        ("long- and short-term care", "long- and short-term care"),
        ("the station as the\nstandard answer", "the station as the standard answer"),
        ("社区治理的通行\n提法", "社区治理的通行\n提法"),
        ("在街道，\n居民", "在街道，居民"),
        ("It ended.\nAnother began.", "It ended.\nAnother began."),
        ("Purpose\nThis paper", "Purpose\nThis paper"),
        ("Ｔｈｅ ３ stations", "The 3 stations"),
    ],
)
def test_line_breaks_are_mended_and_compounds_kept(printed, mended):
    assert repair_text(printed).text == mended


def test_offsets_lead_back_to_the_print():
    mended = repair_text("The gov- ernance of it")
    span = mended.original(mended.text.index("governance"), mended.text.index(" of"))
    assert (span.start, span.end) == (4, 16)


@pytest.mark.parametrize(
    ("passage", "sentences"),
    [
        ("居民参与不足.本文以三个社区为例,分析原因.", ["居民参与不足.", "本文以三个社区为例,分析原因."]),
        ("研究发现:1.资金不足;2.人手不足.", ["研究发现:1.资金不足;2.人手不足."]),
        ("（1）站点少。（2）人手缺。", ["（1）站点少。", "（2）人手缺。"]),
        ("Many tasks, e.g. visits, are late.They wait.", ["Many tasks, e.g. visits, are late.", "They wait."]),
        ("As Lin et al. found, trust grows. Fig. 3 shows it.", ["As Lin et al. found, trust grows.", "Fig. 3 shows it."]),
        ("Costs rose (see Table 2). They fell later.", ["Costs rose (see Table 2).", "They fell later."]),
        ("(1) Stations are few. (2) Staff is short.", ["(1) Stations are few.", "(2) Staff is short."]),
        ("社工站（见图3.2）很少。本文", ["社工站（见图3.2）很少。", "本文"]),
        ("Staff stayed at the\nstation. It closed.", ["Staff stayed at the\nstation.", "It closed."]),
    ],
)
def test_passage_is_split_where_its_sentences_end(passage, sentences):
    assert [passage[span.start : span.end] for span in split_mended(passage, 0)] == sentences


@given(st.text(alphabet="abcAB\n -.,;ﬁ\u00ad社区。", max_size=30))
def test_origins_never_fall_and_cover_every_character(text):
    mended = repair_text(text)
    assert len(mended.origins) == len(mended.text) + 1
    assert mended.origins == sorted(mended.origins)
