import io

import numpy as np
import pikepdf
import pytest

from pipeline.extract.document import extract_content
from pipeline.extract.pdf.rendering import Rendering
from tests.extract.factories import LIMITS

ROWS = [
    "The council met on the first Monday and wrote",
    "down what each staircase had asked for; by the",
    "end of the month three of nine requests were met.",
]
NEAR = 5.0  # points between the ink and the em boxes of letters


def pdf(*, rotate=0, crop=None, slug=False, origin=(0, 0)):
    """Return a page of Helvetica; coordinates as if it lay upright and began at `origin`."""
    file = pikepdf.new()
    x, y = origin
    shown = [f"BT /F1 12 Tf {x + 80} {y + 700 - 16 * index} Td ({row}) Tj ET" for index, row in enumerate(ROWS)]
    shown += [f"BT /F1 8 Tf {x + 90} {y + 815} Td (Job 4711 sheet 3 cyan) Tj ET"] * slug
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[x, y, x + 595, y + 842],
        Rotate=rotate,
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=file.make_indirect(font))),
        Contents=file.make_stream("\n".join(shown).encode()),
    )
    if crop:
        page.CropBox = crop
    file.pages.append(pikepdf.Page(file.make_indirect(page)))
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def ink(content):
    """Return the edges of what PDFium draws, in points from the upper left corner of the page as it is shown."""
    picture, scale = Rendering(content).picture(1, 144)
    rows, columns = np.nonzero(picture < 128)
    return [edge / scale for edge in (columns.min(), rows.min(), columns.max(), rows.max())]


def hull(content):
    found = extract_content(content, ".pdf", LIMITS)
    boxes = [box for passage in found.passages for box in passage["line_boxes"]]
    return [min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, [40, 60, 500, 800]])
def test_boxes_lie_where_the_page_shows_the_text(rotate, crop):
    content = pdf(rotate=rotate, crop=crop)
    assert hull(content) == pytest.approx(ink(content), abs=NEAR)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_text_is_the_same_however_the_page_is_turned(rotate):
    assert extract_content(pdf(rotate=rotate), ".pdf", LIMITS).text == " ".join(ROWS)


def test_page_whose_box_begins_elsewhere():
    content = pdf(origin=(-300, 200), crop=[-260, 260, 200, 1000])
    assert hull(content) == pytest.approx(ink(content), abs=NEAR)


def test_printers_notes_outside_the_crop_box_are_no_text():
    assert "Job" not in extract_content(pdf(slug=True, crop=[40, 60, 500, 800]), ".pdf", LIMITS).text
    assert "Job" in extract_content(pdf(slug=True), ".pdf", LIMITS).text


def test_page_whose_box_misses_its_text_keeps_it():
    assert extract_content(pdf(crop=[0, 0, 500, 300]), ".pdf", LIMITS).text == " ".join(ROWS)
