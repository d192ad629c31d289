import pytest

from pipeline.extract.verdict import judge_page
from tests.extract.factories import HEIGHT, WIDTH, page_of, text_chars


@pytest.mark.parametrize(
    ("text", "image_share", "verdict"),
    [
        ("社区治理的逻辑" * 10, 0.0, "text"),
        ("", 0.0, "blank"),
        ("", 0.9, "needs_ocr"),
        ("12", 0.9, "needs_ocr"),
        ("\ufffd\ue001" * 30, 0.0, "needs_ocr"),
        ("社区\ufffd治理" * 30, 0.0, "needs_ocr"),
        ("弌丂丄丅丆丌丏丒丗丠" * 5, 0.0, "needs_ocr"),
        ("社區治理與組織依附" * 10, 0.0, "text"),
    ],
    ids=["text", "blank", "scan", "scan with page number", "unmapped", "holes", "wrong hanzi", "traditional"],
)
def test_pages_are_judged(text, image_share, verdict):
    page = page_of(text_chars(text, 50, 100))
    page.image_area = image_share * WIDTH * HEIGHT
    assert judge_page(page).verdict == verdict


def test_hidden_text_over_an_image_is_the_text_layer_of_a_scan():
    page = page_of(text_chars("扫描件的文字层" * 10, 50, 100))
    for char in page.chars:
        char.hidden = True
    page.image_area = WIDTH * HEIGHT
    assert judge_page(page).verdict == "ocr"
