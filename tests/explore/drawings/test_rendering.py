import re
import struct

import pypdfium2
import pytest

from pipeline.core.errors import ModelError
from pipeline.core.wheels import PinnedWheel
from pipeline.explore.drawings.charts import Caption, Point, Series, draw_shares, stand_alone
from pipeline.explore.drawings.greyscale import in_grey
from pipeline.explore.drawings.rendering import Renderer
from pipeline.explore.fonts import font_wheel


@pytest.fixture(scope="module")
def drawing():
    points = [Point(str(year), 0.2, 0.1, 0.4, 2, 10, few=year == 2018, incomplete=year == 2019) for year in range(2015, 2020)]
    return stand_alone(
        draw_shares(Caption("三社联动：摘要中的提及", "篇数占可读文献的份额"), [Series("论文", points), Series("网页", points)])
    )


@pytest.fixture(scope="module")
def renderer(project_root):
    return Renderer(font_wheel(project_root))


def pixels(pdf, scale=2.0):
    return pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil().convert("RGB")


@pytest.mark.parametrize(("width_mm", "dpi"), [(150, 600), (80.5, 300)])
def test_picture_has_the_width_and_resolution_asked_for(drawing, width_mm, dpi, renderer):
    png = renderer.png(drawing, width_mm, dpi)
    assert struct.unpack(">I", png[16:20])[0] == pytest.approx(width_mm / 25.4 * dpi, abs=1)
    assert struct.unpack(">I", png[png.index(b"pHYs") + 4 :][:4])[0] == round(dpi / 0.0254)


def test_print_file_has_its_physical_size_and_its_text(drawing, renderer):
    page = pypdfium2.PdfDocument(renderer.pdf(drawing, 150))[0]
    assert page.get_width() == pytest.approx(150 / 25.4 * 72, abs=0.01)
    assert "三社联动：摘要中的提及" in page.get_textpage().get_text_bounded()


def test_same_drawing_gives_the_same_bytes(drawing, renderer):
    assert renderer.png(drawing, 80, 150) == renderer.png(drawing, 80, 150)
    pdf = renderer.pdf(drawing, 80)
    assert pdf == renderer.pdf(drawing, 80)
    assert b"CreationDate" not in pdf


def test_font_that_was_not_fetched_is_asked_for(drawing, tmp_path):
    absent = PinnedWheel(tmp_path / "fonts.txt", "nofonts", "the fonts", 1, "python -m pipeline.explore.fonts")
    absent.requirements.write_text(f"some==1 --hash=sha256:{'a' * 64}\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"fetch them .* by `python -m pipeline\.explore\.fonts`"):
        Renderer(absent).pdf(drawing, 80)


def test_pictures_are_set_in_the_pinned_font_alone(drawing, renderer):
    assert set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([\w-]+)", renderer.pdf(drawing, 80))) <= {
        b"NotoSansCJKsc-Regular",
        b"NotoSansCJKsc-Regular-Identity-H",
    }


def test_points_on_few_works_are_grey_and_not_black(drawing, renderer):
    assert (0, 0, 0) not in {colour for _, colour in pixels(renderer.pdf(drawing, 150), 4).getcolors(1 << 20)}


def test_grey_variant_has_no_colour(drawing, renderer):
    colours = {colour for _, colour in pixels(renderer.pdf(in_grey(drawing), 150)).getcolors(1 << 20)}
    assert all(red == green == blue for red, green, blue in colours)
    assert len(colours) > 5


def test_grey_series_differ_by_line_and_shade():
    style = in_grey(stand_alone(draw_shares(Caption("t", "u"), [])))
    assert ".chart .line.s2 { stroke-dasharray" in style
