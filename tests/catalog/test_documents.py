"""What extract's documents say about works."""

from pipeline.catalog.documents import count_body_chars, describe_document, readable_share
from pipeline.core.records import Document, PageQuality
from tests.catalog.factories import TITLE


def make(source: str = "a.pdf", status: str = "ok", **fields):
    """A document of that file."""
    return Document("0" * 16, [source], "application/pdf", 2, status, fields.pop("kind", "article"), **fields)


def test_an_unreadable_file_speaks_by_its_name() -> None:
    description = describe_document(make(f"{TITLE}_苏闻笛.pdf", "password"), 0)
    assert (description.bibliography.title_zh, description.bibliography.authors) == (TITLE, ["苏闻笛"])
    assert description.origin_of("title_zh") == "filename:" + "0" * 16


def test_a_name_gives_the_author_of_a_title_that_it_repeats() -> None:
    description = describe_document(make(f"{TITLE}_苏闻笛.html", title_zh=TITLE), 900)
    assert (description.bibliography.authors, description.by_name) == (["苏闻笛"], {"authors"})


def test_a_name_says_nothing_about_another_title() -> None:
    description = describe_document(make(f"{TITLE}_苏闻笛.html", title_zh="桥头镇合作社的账本"), 900)
    assert (description.bibliography.authors, description.by_name) == ([], set())


def test_readable_share_counts_pages_that_extract_did_not_reach() -> None:
    quality = [PageQuality(1, "text", 800, 0.0, 0.0)]
    assert readable_share(make(status="partial", page_quality=quality)) == 0.5


def test_body_characters_leave_out_abstracts_and_references() -> None:
    rows = [("a", "body", 0, 90), ("a", "heading", 91, 100), ("a", "reference", 101, 200), ("b", "abstract_zh", 0, 50)]
    assert count_body_chars(rows) == {"a": 99}


def test_a_plain_masters_cover_is_academic_unless_it_says_professional_degree() -> None:
    plain = describe_document(make(kind="thesis", degree="硕士", text="河湾大学硕士学位论文"), 9000)
    professional = describe_document(make(kind="thesis", degree="硕士", text="河湾大学专业学位硕士论文"), 9000)
    assert (plain.bibliography.degree_type, professional.bibliography.degree_type) == ("学术硕士", "专业硕士")
