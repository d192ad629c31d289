"""Fields of the demo corpus against what is known by construction (corpora/demo/truth)."""

import json
import unicodedata

import pytest

from pipeline.extract.document import Limits, extract_content
from pipeline.extract.sources import read_as

FIELDS = ("title_zh", "title_en", "authors", "year", "venue", "abstract_zh", "abstract_en", "keywords_zh", "keywords_en")
LIMITS = Limits(max_pages=400, max_glyphs=60000)


def normal(value):
    if isinstance(value, list):
        return [normal(item) for item in value]
    return "".join(unicodedata.normalize("NFKC", value).split()) if isinstance(value, str) else value


@pytest.fixture(scope="module")
def extracted(project_root):
    demo = project_root / "corpora" / "demo"
    truth = json.loads((demo / "truth" / "documents.json").read_text(encoding="utf-8"))
    pairs = []
    for expected in truth:
        path = demo / "sources" / expected["source"]
        pairs.append((expected, extract_content(path.read_bytes(), read_as(path), LIMITS)))
    return pairs


@pytest.mark.slow
def test_statuses_and_kinds_are_right(extracted):
    assert [(truth["source"], found.status) for truth, found in extracted] == [(truth["source"], truth["status"]) for truth, _ in extracted]
    readable = [(truth, found) for truth, found in extracted if truth["status"] == "ok"]
    assert [found.kind for _, found in readable] == [truth["kind"] for truth, _ in readable]


@pytest.mark.slow
def test_fields_of_pdfs_are_right(extracted):
    wrong = [
        (truth["source"], name)
        for truth, found in extracted
        for name in FIELDS
        if truth["status"] == "ok" and truth["kind"] != "web" and truth.get(name) and normal(truth[name]) != normal(found.fields[name])
    ]
    n_fields = sum(truth["status"] == "ok" and truth["kind"] != "web" for truth, _ in extracted) * len(FIELDS)
    assert len(wrong) <= 0.02 * n_fields, wrong


@pytest.mark.slow
def test_no_unmapped_character_or_radical_is_left(extracted):
    assert not [
        found
        for _, found in extracted
        if "(cid:" in found.text or any(0x2E80 <= ord(char) <= 0x2FDF or char == "\ufffd" for char in found.text)
    ]
