import struct

import pypdfium2
import pytest

from pipeline.core.errors import InputError
from pipeline.explore.charts import Caption, Point, Series, draw_shares, stand_alone
from pipeline.explore.greyscale import in_grey
from pipeline.explore.rendering import Renderer, chinese_family


@pytest.fixture(scope="module")
def drawing():
    points = [Point(str(year), 0.2, 0.1, 0.4, 2, 10, few=year == 2018, incomplete=year == 2019) for year in range(2015, 2020)]
    return stand_alone(
        draw_shares(Caption("三社联动：摘要中的提及", "篇数占可读文献的份额"), [Series("论文", points), Series("网页", points)])
    )


def pixels(pdf, scale=2.0):
    return pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil().convert("RGB")


@pytest.mark.parametrize(("width_mm", "dpi"), [(150, 600), (80.5, 300)])
def test_picture_has_the_width_and_resolution_asked_for(drawing, width_mm, dpi):
    png = Renderer().png(drawing, width_mm, dpi)
    assert struct.unpack(">I", png[16:20])[0] == pytest.approx(width_mm / 25.4 * dpi, abs=1)
    assert struct.unpack(">I", png[png.index(b"pHYs") + 4 :][:4])[0] == round(dpi / 0.0254)


def test_print_file_has_its_physical_size_and_its_text(drawing):
    page = pypdfium2.PdfDocument(Renderer().pdf(drawing, 150))[0]
    assert page.get_width() == pytest.approx(150 / 25.4 * 72, abs=0.01)
    assert "三社联动：摘要中的提及" in page.get_textpage().get_text_bounded()


def test_same_drawing_gives_the_same_bytes(drawing):
    assert Renderer().png(drawing, 80, 150) == Renderer().png(drawing, 80, 150)
    pdf = Renderer().pdf(drawing, 80)
    assert pdf == Renderer().pdf(drawing, 80)
    assert b"CreationDate" not in pdf


def test_chinese_without_a_font_is_refused_instead_of_drawn_as_boxes(drawing):
    with pytest.raises(InputError, match="no font with Chinese characters is installed"):
        Renderer(has_system_fonts=False).pdf(drawing, 80)


def test_english_needs_no_chinese_font():
    drawing = stand_alone(draw_shares(Caption("share", "works"), []))
    assert Renderer(has_system_fonts=False).pdf(drawing, 80).startswith(b"%PDF")


def test_points_on_few_works_are_grey_and_not_black(drawing):
    assert (0, 0, 0) not in {colour for _, colour in pixels(Renderer().pdf(drawing, 150), 4).getcolors(1 << 20)}


def test_grey_variant_has_no_colour(drawing):
    colours = {colour for _, colour in pixels(Renderer().pdf(in_grey(drawing), 150)).getcolors(1 << 20)}
    assert all(red == green == blue for red, green, blue in colours)
    assert len(colours) > 5


def test_grey_series_differ_by_line_and_shade():
    style = in_grey(stand_alone(draw_shares(Caption("t", "u"), [])))
    assert ".chart .line.s2 { stroke-dasharray" in style


def test_fonts_of_the_renderer_itself_have_no_chinese():
    assert chinese_family()
    assert chinese_family(has_system_fonts=False) is None
