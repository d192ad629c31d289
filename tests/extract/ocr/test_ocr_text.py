import pytest
from hypothesis import example, given

from pipeline.extract.ocr.ocr_text import mend_line
from tests.strategies import chinese_text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("社 区 治 理 的 逻辑 。", "社区治理的逻辑。"),
        ("居民 , 社工 ; 干部 : 三方", "居民，社工；干部：三方"),
        ("显著的”掏空”行为", "显著的“掏空”行为"),
        ('称为"内卷"的现象', "称为“内卷”的现象"),
        ("空”行为越严重", "空”行为越严重"),
        ("组织(NGO)与居民(含租户)", "组织（NGO）与居民（含租户）"),
        ("增加 1.5% 即 3,000 元", "增加 1.5% 即 3,000 元"),
        ("比例为3:2", "比例为3:2"),
        ("[3] 夏岚,周宁.社区的边界[J].评论,2014(2):5-14.", "[3] 夏岚,周宁.社区的边界[J].评论,2014(2):5-14."),
        ("the state, in (brief)", "the state, in (brief)"),
        ("CFPS 2018 年数据", "CFPS 2018 年数据"),
    ],
    ids=[
        "spaces",
        "marks",
        "closing quotes",
        "straight quotes",
        "half a pair",
        "brackets",
        "numbers",
        "ratio",
        "reference",
        "english",
        "latin",
    ],
)
def test_line_is_mended_as_chinese_is_printed(read, printed):
    assert mend_line(read) == printed


@given(chinese_text())
@example("社区,,")
@example("社区, ,")
def test_mending_twice_changes_nothing(text):
    assert mend_line(mend_line(text)) == mend_line(text)
