"""Hostile files: each costs one document, and the others of the run are read."""

import zlib

import pytest

from pipeline.core.shards import ExecutionConfig, Failure
from pipeline.core.store import Store
from pipeline.extract.reading import InputFile, Reader
from pipeline.extract.settings import ExtractConfig
from tests.extract.factories import make_pdf

CONFIG = ExtractConfig(max_pages=50, max_glyphs_per_page=5000, max_file_mb=10, max_problem_share=1.0, ocr="off")


def pdf_with(content, extra=(), resources=b"", filters=b""):
    """Return a PDF of one page with this content stream, and further objects from number 5 on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Contents 4 0 R /Resources << %s >> >>" % resources,
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content),
        *extra,
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, start=1))
    return body + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n0\n%%%%EOF\n" % (len(objects) + 1)


def deflate_bomb():
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(1200)) + packer.flush()
    return pdf_with(packed, filters=b"/Filter /FlateDecode")


def many_operators():
    return pdf_with(b"q 1 0 0 1 0 0 cm Q\n" * 1_000_000)


def nested_forms(depth=3000):
    head = b"/Type /XObject /Subtype /Form /BBox [ 0 0 9 9 ] /Length 6"
    forms = [
        b"<< %s /Resources << /XObject << /F %d 0 R >> >> >>\nstream\n/F Do \nendstream" % (head, number + 6) for number in range(depth)
    ]
    return pdf_with(b"/F Do", [*forms, b"null"], b"/XObject << /F 5 0 R >>")


def form_that_draws_itself():
    form = b"<< /Type /XObject /Subtype /Form /BBox [ 0 0 9 9 ] /Length 11 /Resources << /XObject << /F 5 0 R >> >> >>\nstream\n/F Do /F Do\nendstream"
    return pdf_with(b"/F Do", [form], b"/XObject << /F 5 0 R >>")


def pages_in_a_loop():
    return make_pdf([(50, 100, 10, "一")]).replace(b"/Kids [ 5 0 R ]", b"/Kids [ 2 0 R ]")


def outcomes(tmp_path, content, *, seconds, memory=1024):
    files = []
    for name, one in (("坏.pdf", content), ("好.pdf", make_pdf([(50, 100, 10, "社区治理的逻辑")]))):
        path = tmp_path / name
        path.write_bytes(one)
        files.append(InputFile(str(path), name, ".pdf", name, len(one)))
    execution = ExecutionConfig(executor="local", workers=1, max_seconds=seconds, max_memory_mb=memory)
    return Reader(CONFIG, execution, Store(None)).read(files).values


@pytest.mark.slow
def test_deflate_bomb_costs_its_document_alone(tmp_path):
    bomb, good = outcomes(tmp_path, deflate_bomb(), seconds=10)
    assert isinstance(bomb, Failure) or bomb["status"] == "corrupt" or bomb["problems"]
    assert good["status"] == "ok"


@pytest.mark.slow
def test_page_that_is_never_done_costs_its_document_alone(tmp_path):
    endless, good = outcomes(tmp_path, many_operators(), seconds=3)
    assert endless.code == "limit"
    assert good["status"] == "ok"


@pytest.mark.slow
@pytest.mark.parametrize("make", [nested_forms, form_that_draws_itself], ids=lambda make: make.__name__)
def test_endless_structure_is_reported_and_the_run_goes_on(tmp_path, make):
    bad, good = outcomes(tmp_path, make(), seconds=6)
    assert isinstance(bad, Failure) or bad["problems"]
    assert good["status"] == "ok"


def test_loop_in_the_page_tree_ends(extract_pdf):
    found = extract_pdf(pages_in_a_loop())
    assert (found.status, found.text) == ("ok", "一")
