import dataclasses
import hashlib
import io
import re

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient

from pipeline.core.errors import InputError
from pipeline.core.records import Box, Document, PageQuality, Passage, Tokens
from pipeline.explore.web.application import create_application
from pipeline.explore.web.page_images import PageImages, find_source, render_page
from tests.explore.synthetic import make_work
from tests.explore.web.conftest import ADDRESS, build, keeper_of

WIDTH, HEIGHT = 300, 400
TEXT = "The first line. The second sentence of it."


def small_pdf() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=True)
    canvas.rect(50, HEIGHT - 120, 200, 20, fill=1)  # where the line's box says that it is printed
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture(scope="module")
def printed(tmp_path_factory, project_root):
    """A client, and the doc_id of a PDF of two pages in its sources."""
    content = small_pdf()
    doc_id = hashlib.sha256(content).hexdigest()[:16]

    def change(tables):
        box = Box(1, "101", 50, 100, 250, 120)
        tables.rows["works"].append(dataclasses.replace(make_work(3, 2020), work_id=f"w{doc_id[:15]}", doc_ids=[doc_id], text_id=doc_id))
        tables.rows["documents"].append(
            Document(
                doc_id, ["纸.pdf"], "application/pdf", 2, "ok", "article", text=TEXT, page_quality=[PageQuality(1, "text", 40, 0.0, 0.0)]
            )
        )
        tables.rows["passages"].append(Passage(doc_id, 0, 0, len(TEXT), "body", None, "en", [box], [0], [box]))
        tables.rows["tokens"].append(Tokens(doc_id, [0], [3], [0, 16], [16, len(TEXT)], [0, 0]))

    corpus = build(tmp_path_factory.mktemp("printed"), project_root / "configs", change)
    (corpus.sources / "纸.pdf").write_bytes(content)
    app = create_application(keeper_of(corpus, tmp_path_factory.mktemp("cache")))
    with TestClient(app, base_url=ADDRESS) as client:
        yield client, doc_id, corpus


def test_page_is_drawn_from_the_file_of_that_digest(printed):
    client, doc_id, _ = printed
    answer = client.get(f"/api/texts/{doc_id}/pages/1.png")
    assert answer.headers["content-type"] == "image/png"
    picture = Image.open(io.BytesIO(answer.content))
    scale = picture.width / WIDTH
    assert picture.getpixel((int(150 * scale), int(110 * scale))) < 20
    assert picture.getpixel((int(150 * scale), int(200 * scale))) > 235


def test_sentence_is_marked_where_it_is_printed(printed):
    client, doc_id, _ = printed
    (box,) = client.get(f"/api/texts/{doc_id}/pages/1", params={"start": 20, "end": 26}).json()["boxes"]
    share = 16 / len(TEXT)
    assert box["x0"] == pytest.approx(50 + 200 * share)
    assert (box["y0"], box["x1"], box["y1"]) == (100, 250, 120)
    text = client.get(f"/zh/texts/{doc_id}/pages/1?start=20&end=26").text
    assert f'<rect class="mark" x="{box["x0"]:.1f}" y="100.0"' in text
    sheet = re.search(r'class="sheet" viewBox="0 0 ([\d.]+) ([\d.]+)"', text)
    assert (float(sheet[1]), float(sheet[2])) == pytest.approx((WIDTH, HEIGHT), abs=1)


def test_page_without_a_mark_has_no_box(printed):
    client, doc_id, _ = printed
    assert 'class="mark"' not in client.get(f"/zh/texts/{doc_id}/pages/1").text
    assert 'class="mark"' not in client.get(f"/zh/texts/{doc_id}/pages/2?start=20&end=26").text


@pytest.mark.parametrize("number", ["0", "3", "99999", "-1", "x"])
def test_page_that_is_not_there_is_refused(printed, number):
    client, doc_id, _ = printed
    assert client.get(f"/api/texts/{doc_id}/pages/{number}.png").status_code in {404, 422}


def test_file_that_was_changed_is_not_shown(printed):
    client, doc_id, corpus = printed
    path = corpus.sources / "纸.pdf"
    before = path.read_bytes()
    path.write_bytes(before + b"%")
    try:
        assert find_source(corpus.sources, doc_id, ["纸.pdf"]) is None
        assert "sources/" in client.get(f"/en/texts/{doc_id}/pages/2").text
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize("name", ["../../dvc.yaml", "/etc/passwd", "..", ""])
def test_name_outside_the_sources_is_no_source(printed, name):
    _, _, corpus = printed
    assert find_source(corpus.sources, "0" * 16, [name]) is None


def test_damaged_file_is_an_error_in_words(tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.4 broken")
    images = PageImages()
    try:
        with pytest.raises(InputError, match="page 1 cannot be drawn"):
            images.page("0" * 16, path, ("",), 1)
    finally:
        images.close()


def test_dead_worker_is_an_error_in_words(tmp_path, monkeypatch):
    path = tmp_path / "x.pdf"
    path.write_bytes(small_pdf())
    monkeypatch.setattr("pipeline.explore.web.page_images.MAX_MEMORY_MB", 1)
    images = PageImages()
    try:
        with pytest.raises(InputError, match="page 1"):
            images.page("0" * 16, path, ("",), 1)
    finally:
        images.close()


def test_passwords_are_tried_in_turn(tmp_path):
    import pikepdf

    path = tmp_path / "locked.pdf"
    with pikepdf.open(io.BytesIO(small_pdf())) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="开门"))
    assert render_page(str(path), ("", "开门"), 1)[1:] == pytest.approx((WIDTH, HEIGHT), abs=1)
    with pytest.raises(ValueError, match="PDFium"):
        render_page(str(path), ("",), 1)


def test_kept_pages_stay_within_their_bound(tmp_path, monkeypatch):
    path = tmp_path / "x.pdf"
    path.write_bytes(small_pdf())
    monkeypatch.setattr("pipeline.explore.web.page_images.KEPT_BYTES", 100)
    images = PageImages()
    try:
        images.page("0" * 16, path, ("",), 1)
        assert not images._kept
    finally:
        images.close()
