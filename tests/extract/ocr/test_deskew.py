import numpy as np
import pytest

from pipeline.extract.ocr.deskew import skew_angle, straighten
from pipeline.extract.pdf.rendering import Rendering
from tests.extract.scans import demo_page, scan_of


@pytest.fixture(scope="module")
def page(project_root):
    return demo_page(project_root)


def picture_of(page, skew):
    return Rendering(scan_of(page, skew=skew, dpi=100)).picture(1, 100)[0]


@pytest.mark.parametrize("skew", [-4.5, -2.0, 0.0, 0.4, 2.0, 5.0])
def test_angle_of_a_scan_is_found(page, skew):
    assert skew_angle(picture_of(page, skew)) == pytest.approx(skew, abs=0.15)


def test_straightened_page_has_no_angle_left(page):
    straight, angle = straighten(picture_of(page, 3.0))
    assert angle == pytest.approx(3.0, abs=0.15)
    assert abs(skew_angle(straight)) <= 0.15


def test_white_page_stays_as_it_is():
    white = np.full((300, 200), 255, dtype=np.uint8)
    assert straighten(white)[1] == 0.0
