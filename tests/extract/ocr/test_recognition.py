"""Engines on scanned pages of the demo corpus; skipped where they are not installed."""

import shutil

import pytest
from rapidfuzz.distance import Levenshtein

from pipeline.extract.document import Limits, extract_content
from pipeline.extract.ocr.engines import engine
from pipeline.extract.ocr.recognition import recognise_page
from tests.extract.scans import demo_page, scan_of

LIMITS = Limits(max_pages=5, max_glyphs=60000)
UPPER = 0.12  # of the page: a dozen lines, read in about two seconds


def needs(name):
    pytest.importorskip("rapidocr" if name == "rapidocr" else "pytesseract")
    if name == "tesseract" and (shutil.which("tesseract") is None or engine(name).missing()):
        pytest.skip("tesseract or its Chinese model is not installed")


def read_scan(content, tmp_path, name):
    path = tmp_path / "scan.pdf"
    path.write_bytes(content)
    found = recognise_page((str(path), 1, name, ("",)))
    return found, extract_content(content, ".pdf", LIMITS, recognised={1: found})


def likeness(first, second):
    return Levenshtein.normalized_similarity("".join(first.split()), "".join(second.split()))


def body(document):
    """The text without the running head, which a turned page of one line too few shows otherwise."""
    return document.text[document.text.index("（三）") :]


@pytest.fixture(scope="module")
def page(project_root):
    return demo_page(project_root)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "least"), [("rapidocr", 0.98), ("tesseract", 0.95)])
def test_skewed_scan_is_read_as_the_page_was_typeset(page, tmp_path, name, least):
    needs(name)
    found, document = read_scan(scan_of(page, skew=2.0), tmp_path, name)
    typeset = extract_content(page, ".pdf", LIMITS)
    assert document.status == "ocr"
    assert [quality.verdict for quality in document.page_quality] == ["ocr"]
    assert {passage["read_by"] for passage in document.passages} == {"ocr"}
    assert found["skew"] == pytest.approx(2.0, abs=0.15)
    assert likeness(typeset.text, document.text) >= least


@pytest.mark.slow
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_scan_is_read_upright(page, tmp_path, turn):
    needs("rapidocr")
    found, document = read_scan(scan_of(page, turn=turn, upper=UPPER), tmp_path, "rapidocr")
    upright, expected = read_scan(scan_of(page, upper=UPPER), tmp_path, "rapidocr")
    assert (found["turn"], upright["turn"]) == (turn, 0)
    assert likeness(body(document), body(expected)) > 0.97


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rapidocr", "tesseract"])
def test_page_is_recognised_the_same_twice(page, tmp_path, name):
    needs(name)
    content = scan_of(page, upper=UPPER)
    assert read_scan(content, tmp_path, name)[0] == read_scan(content, tmp_path, name)[0]


def test_page_that_cannot_be_rendered_is_a_fault_and_no_error(tmp_path):
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    assert "damaged" in recognise_page((str(path), 1, "rapidocr", ("",)))["fault"]
