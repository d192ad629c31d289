"""Texts of works that are known from records alone."""

from pipeline.catalog.merge import Cluster
from pipeline.catalog.record_texts import make_record_texts
from pipeline.catalog.works import make_work
from tests.catalog.factories import ABSTRACT, CONFIG, TITLE, make_document, make_record


def test_passages_are_the_records_fields_in_order_with_their_language() -> None:
    record = make_record(1, title_en="Why Linkage Lasts", keywords_zh=["联动", "治理"], keywords_en=["linkage"])
    (text,), passages = make_record_texts([make_work(Cluster([record]), CONFIG)])
    assert text.text == f"{TITLE}\nWhy Linkage Lasts\n{ABSTRACT}\n联动；治理\nlinkage"
    assert [(passage.role, passage.lang, text.text[passage.start : passage.end]) for passage in passages] == [
        ("title", "zh", TITLE),
        ("title_en", "en", "Why Linkage Lasts"),
        ("abstract_zh", "zh", ABSTRACT),
        ("keywords_zh", "zh", "联动；治理"),
        ("keywords_en", "en", "linkage"),
    ]


def test_a_work_with_a_readable_document_has_no_record_text() -> None:
    assert make_record_texts([make_work(Cluster([make_record(1), make_document()]), CONFIG)]) == ([], [])
