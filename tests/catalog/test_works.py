"""From clusters to works: fields, origins, evidence, conflicts."""

import dataclasses

from pipeline.catalog.conflicts import find_possible_duplicates
from pipeline.catalog.merge import Cluster
from pipeline.catalog.works import make_work, make_work_of_each
from tests.catalog.factories import ABSTRACT, CONFIG, TITLE, make_document, make_record


def work_of(*members):
    """The work of one cluster."""
    return make_work(Cluster(list(members)), CONFIG)


def make_works(clusters, config):
    """The works and what does not agree in and between them, as the stage puts them together."""
    made, problems = make_work_of_each(clusters, config)
    works = [work for work, _ in made]
    return works, [*problems, *find_possible_duplicates(works)]


def codes(*members):
    """The codes of the problems of one cluster."""
    return [problem.code for problem in make_works([Cluster(list(members))], CONFIG)[1]]


def test_year_comes_from_the_record_and_says_so() -> None:
    work = work_of(make_document(year=2018), make_record(4))
    assert work.year == 2019
    assert "year=record:a.ris:4" in work.origins


def test_a_field_that_the_record_lacks_comes_from_the_document() -> None:
    work = work_of(make_record(1), make_document(title_en="Why Linkage Lasts"))
    assert (work.title_en, "title_en=extracted:" + "0" * 16 in work.origins) == ("Why Linkage Lasts", True)


def test_the_documents_abstract_is_taken_when_it_is_the_records() -> None:
    work = work_of(make_record(1, abstract_zh=ABSTRACT[:-1]), make_document(abstract_zh=ABSTRACT))
    assert work.abstract_zh == ABSTRACT


def test_another_abstract_in_the_document_does_not_replace_the_records() -> None:
    assert work_of(make_record(1), make_document(abstract_zh="本刊征稿启事，欢迎赐稿。")).abstract_zh == ABSTRACT


def test_the_title_is_taken_as_the_document_prints_it() -> None:
    work = work_of(make_record(1, title_zh="联动 : 七年的观察与思考"), make_document(title_zh="联动：七年的观察与思考"))
    assert work.title_zh == "联动：七年的观察与思考"


def test_article_and_repost_are_one_article_whose_pdf_is_counted() -> None:
    work = work_of(make_document("1", kind="web", media="text/html", year=2023, body=9000), make_document("2"))
    assert (work.kind, work.year, work.text_id, work.doc_ids) == ("article", 2019, "2" * 16, ["2" * 16, "1" * 16])


def test_a_readable_repost_is_counted_where_the_pdf_is_a_scan() -> None:
    scan = make_document("1", status="needs_ocr", readable=0.0, body=0, abstract_zh=None)
    work = work_of(scan, make_document("2", kind="web", media="text/html"), make_record(1))
    assert (work.text_id, work.evidence, work.kind) == ("2" * 16, "full_text", "article")


def test_a_scan_with_a_record_is_counted_by_the_records_abstract() -> None:
    work = work_of(make_document(status="needs_ocr", readable=0.0, body=0, abstract_zh=None), make_record(1))
    assert (work.text_id, work.evidence, work.doc_ids) == (work.work_id, "abstract_only", ["0" * 16])


def test_one_scanned_page_does_not_make_a_thesis_unreadable() -> None:
    assert work_of(make_document(status="needs_ocr", readable=0.98, body=60000)).evidence == "full_text"


def test_a_page_that_holds_only_the_abstract_is_no_full_text() -> None:
    work = work_of(make_document(kind="web", body=30))
    assert (work.text_id, work.evidence) == ("0" * 16, "abstract_only")


def test_a_record_without_abstract_is_record_only() -> None:
    work = work_of(make_record(1, abstract_zh=None))
    assert (work.text_id, work.evidence) == (work.work_id, "record_only")


def test_a_locked_file_known_by_its_name_alone_has_no_text() -> None:
    locked = make_document(
        status="password", kind="other", readable=0.0, body=0, year=None, abstract_zh=None, by_name=["title_zh", "authors"]
    )
    work = work_of(locked)
    assert (work.title_zh, work.text_id, work.evidence) == (TITLE, None, "record_only")
    assert "title_zh=filename:" + "0" * 16 in work.origins


def test_a_broken_file_that_nothing_names_is_a_problem_and_no_work() -> None:
    broken = make_document(status="corrupt", kind="other", readable=0.0, body=0, title_zh=None, authors=[], year=None, abstract_zh=None)
    works, problems = make_works([Cluster([broken])], CONFIG)
    assert (works, [problem.code for problem in problems]) == ([], ["nameless-document"])


def test_work_id_is_the_same_with_and_without_a_document() -> None:
    assert work_of(make_record(1)).work_id == work_of(make_record(1), make_document()).work_id


def test_two_works_of_one_title_and_author_have_two_ids() -> None:
    works, _ = make_works([Cluster([make_record(1, doi="10.00000/a")]), Cluster([make_record(2, doi="10.00000/b")])], CONFIG)
    assert len({work.work_id for work in works}) == 2


def test_years_that_differ_are_reported_and_a_reposts_year_is_not() -> None:
    assert codes(make_record(1), make_document(year=2018)) == ["year-conflict"]
    assert codes(make_record(1), make_document(kind="web", year=2024)) == []


def test_titles_that_differ_are_reported() -> None:
    assert codes(make_record(1), make_document(title_zh="桥头镇合作社的账本")) == ["title-conflict"]


def test_a_work_without_year_is_reported() -> None:
    assert codes(make_record(1, year=None)) == ["no-year"]


def test_a_correction_wins_over_every_source() -> None:
    fields = dataclasses.replace(make_document().bibliography, year=2017)
    corrected = dataclasses.replace(make_document(), bibliography=fields, corrected=frozenset({"year"}))
    work = work_of(make_record(1), corrected)
    assert (work.year, "year=corrected" in work.origins) == (2017, True)


def test_every_filled_field_has_an_origin_and_no_empty_one() -> None:
    work = work_of(make_record(1), make_document())
    named = {origin.partition("=")[0] for origin in work.origins}
    assert named == {"title_zh", "authors", "year", "year_kind", "venue", "abstract_zh"}


def test_works_kept_apart_under_one_title_and_author_are_pointed_out() -> None:
    _, problems = make_works([Cluster([make_record(1)]), Cluster([make_record(2, year=2015)])], CONFIG)
    assert [problem.code for problem in problems] == ["possible-duplicate"]
    assert "2019" in problems[0].message
    assert "2015" in problems[0].message


def test_a_record_says_better_than_a_document_what_kind_a_work_is() -> None:
    assert work_of(make_document(kind="thesis"), make_record(1)).kind == "article"
