import dataclasses

import pytest

from pipeline.concepts.bursts import find_bursts
from pipeline.core.periods import regular_periods
from pipeline.core.records import ConceptWork
from pipeline.core.timeline_records import WorkSize
from pipeline.core.timelines import Cell, make_library
from tests.concepts.factories import make_work

CELL = Cell("all", "abstract+body", "zh")
PERIODS = regular_periods(2010, 2019, 1)


def corpus_of(share_of_year, venues="甲乙丙丁", per_year=12):
    """Twelve works a year, venues by turns; share_of_year tells how many of a year's first works mention the concept."""
    works, sizes, rows = [], [], []
    for year in range(2010, 2020):
        for at in range(per_year):
            work = dataclasses.replace(make_work(f"{year}之{at}", year=year), venue=venues[at % len(venues)])
            works.append(work)
            sizes.append(WorkSize(work.work_id, "abstract+body", 1000, 0))
            if share_of_year(year, at):
                rows.append(ConceptWork("c", work.work_id, str(work.text_id), year, "article", "abstract+body", "zh", 1, 1, counted=True))
    return make_library(works, sizes, rows)


def bursts_of(library, config, search_terms=frozenset(), year=None):
    quick = config.model_copy(update={"burst_shuffles": 99})
    return find_bursts(library, PERIODS, CELL, quick, quick.marking(search_terms, year))


def planted(year, at):
    return at < (8 if year in {2014, 2015} else 1)


def test_a_planted_burst_is_found_with_its_years_and_works(config):
    (burst,) = bursts_of(corpus_of(planted), config)
    assert (burst.period_start, burst.period_end, burst.works, burst.readable_works) == (2014, 2015, 16, 24)
    assert burst.base_share == pytest.approx(24 / 120)


def test_shuffled_years_hardly_burst_as_strongly(config):
    (burst,) = bursts_of(corpus_of(planted), config)
    assert (burst.shuffled, burst.shuffle_runs) == (0, 99)


def test_a_burst_that_is_only_a_venues_lifetime_is_as_strong_in_shuffled_years(config):
    # All works of the years 2014 and 2015 are of one venue that has no other: within it years cannot be exchanged for others.
    library = corpus_of(planted)
    works = [dataclasses.replace(work, venue="戊" if work.year in {2014, 2015} else work.venue) for work in library.works]
    (burst,) = bursts_of(dataclasses.replace(library, works=works), config)
    assert burst.shuffled == burst.shuffle_runs


def test_a_burst_that_one_venue_carries_names_it(config):
    library = corpus_of(lambda year, at: at % 4 == 2 and year in {2014, 2015})
    (burst,) = bursts_of(library, config)
    assert (burst.venues, burst.needed_venues) == (4, ["丙"])


def test_a_burst_in_many_venues_needs_none(config):
    (burst,) = bursts_of(corpus_of(planted), config)
    assert burst.needed_venues == []


def test_a_search_term_gets_no_burst(config):
    assert bursts_of(corpus_of(planted), config, frozenset({"c"})) == []


def test_few_works_and_unfinished_years_are_flagged(config):
    (burst,) = bursts_of(corpus_of(lambda year, at: at < 9 if year == 2014 else at == 0), config, year=2014)
    assert burst.flags == ["few-works", "incomplete-period"]


def test_the_same_seed_gives_the_same_counts(config):
    library = corpus_of(lambda year, at: at < (4 if year in {2014, 2015} else 1))
    assert bursts_of(library, config) == bursts_of(library, config)


def test_an_empty_corpus_has_no_bursts(config):
    assert find_bursts(make_library([], [], []), [], CELL, config, config.marking(frozenset(), None)) == []
