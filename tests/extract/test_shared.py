"""Real files that lie beside the checkout: all of them open, and saved pages of databases and forums give their fields."""

import pytest

from pipeline.extract.document import Limits, extract_content

LIMITS = Limits(max_pages=400, max_glyphs=60000)


@pytest.mark.shared
def test_saved_pages_give_title_abstract_and_dated_year(shared):
    pages = [extract_content(path.read_bytes(), ".txt", LIMITS) for path in sorted((shared / "seeds").glob("*.txt"))]
    assert all(page.status == "ok" and (page.fields["title_zh"] or page.fields["title_en"]) for page in pages)
    assert all(page.fields["abstract_zh"] or page.fields["abstract_en"] for page in pages)
    assert [(page.kind, page.fields["year"], page.fields["year_kind"]) for page in pages] == [
        ("article", 2024, "issue"),
        ("article", None, None),
        ("thesis", 2021, "posted"),
        ("article", 2019, "issue"),
        ("thesis", 2024, "posted"),
    ]


@pytest.mark.shared
@pytest.mark.slow
def test_real_files_open_and_every_gap_is_reported(shared):
    found = [extract_content(path.read_bytes(), ".pdf", LIMITS) for path in sorted((shared / "gold" / "pdf_real").glob("*.pdf"))]
    assert {document.status for document in found} <= {"ok", "needs_ocr"}
    assert not any("(cid:" in document.text for document in found)
    assert all("unmapped" in {problem[1] for problem in document.problems} for document in found if "\ufffd" in document.text)
