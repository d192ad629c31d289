from pipeline.explore.drawings.coverage import count_coverage, draw_coverage
from pipeline.explore.wording import load_wording
from tests.explore.synthetic import make_work


def test_each_year_is_counted_by_evidence_and_years_without_works_are_there():
    works = [
        make_work(1, 2016),
        make_work(2, 2016, evidence="record_only", doc_ids=[]),
        make_work(3, 2018, evidence="abstract_only"),
        make_work(4, None),
    ]
    rows = count_coverage(works)
    assert [(row.year, row.works, row.with_file, row.full_text, row.abstract_only, row.record_only, row.share) for row in rows] == [
        (2016, 2, 1, 1, 0, 1, 0.5),
        (2017, 0, 0, 0, 0, 0, None),
        (2018, 1, 1, 0, 1, 0, 0.0),
    ]


def test_no_works_have_no_chart():
    assert draw_coverage(count_coverage([]), load_wording("zh")) is None
