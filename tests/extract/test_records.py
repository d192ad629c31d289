import pytest

from pipeline.extract.pdf.glyphs import Line, PageLines
from pipeline.extract.records import _box


@pytest.mark.parametrize(
    ("turn", "box"),
    [(0, (100, 50, 300, 60)), (90, (540, 100, 550, 300)), (180, (542, 540, 742, 550)), (270, (50, 542, 60, 742))],
)
def test_boxes_lie_on_the_page_as_it_is_printed(turn, box):
    page = PageLines(1, 842.0, 600.0, [], [], [], turn=turn)
    line = Line("横放的表", 1, 100.0, 50.0, 300.0, 60.0, 10.0, bold=False, lead=10.0)
    found = _box(line, page)
    assert (found.x0, found.y0, found.x1, found.y1) == box
