"""The wheel with the segmenter's weights: what is pinned."""

import re

from pipeline.segment.weights import REQUIREMENTS, weights_wheel


def test_project_pins_one_wheel_and_names_no_registry(project_root):
    text = (project_root / REQUIREMENTS).read_text(encoding="utf-8")
    assert re.findall(r"^[a-z].*==", text, re.MULTILINE) == ["pkuseg=="]
    assert "://" not in text
    assert weights_wheel(project_root / REQUIREMENTS).sha256 in text
