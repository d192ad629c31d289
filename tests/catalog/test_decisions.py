"""The fields merge, split and link of edits/catalog.tsv."""

from pathlib import Path

import pytest

from pipeline.catalog.bibliography import Description
from pipeline.catalog.corrections import Correction, read_corrections
from pipeline.catalog.decisions import item_key
from pipeline.catalog.stage import Catalog, make_catalog
from pipeline.core.errors import ConfigError
from tests.catalog.factories import CONFIG, TITLE, make_document, make_record

OTHER = "桥头镇合作社的账本与人情"


def catalog(*descriptions: Description, edits: list[Correction]) -> Catalog:
    return make_catalog(descriptions, edits, CONFIG)


def test_merge_makes_one_work_of_two_whatever_the_rules_say() -> None:
    made = catalog(make_record(1), make_record(2, title_zh=OTHER, year=2012), edits=[Correction(2, TITLE, "merge", OTHER)])
    assert [cluster.rules for cluster in made.clusters] == [["edit"]]


def test_merge_of_a_title_with_itself_joins_all_that_bear_it() -> None:
    made = catalog(make_record(1), make_record(2, year=2023), edits=[Correction(2, TITLE, "merge", TITLE)])
    assert len(made.works) == 1


@pytest.mark.parametrize("name", ["a.ris:2", "record:a.ris:2", item_key(make_record(2, issue="7"))])
def test_split_takes_a_record_out_by_place_or_key(name: str) -> None:
    pair = (make_record(1), make_record(2, issue="7"))
    assert len(catalog(*pair, edits=[]).works) == 1
    assert len(catalog(*pair, edits=[Correction(2, TITLE, "split", name)]).works) == 2


def test_split_keeps_a_record_from_coming_back_through_a_third() -> None:
    three = (make_record(1), make_record(2, issue="7"), make_document())
    clusters = catalog(*three, edits=[Correction(2, TITLE, "split", "a.ris:2")]).clusters
    assert sorted(len(cluster.members) for cluster in clusters) == [1, 2]


def test_a_decision_that_names_nothing_is_reported() -> None:
    made = catalog(make_record(1), edits=[Correction(2, TITLE, "merge", OTHER)])
    assert [problem.code for problem in made.problems] == ["correction-unused"]


def test_wrong_decisions_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "catalog.tsv"
    path.write_text("title\tfield\tvalue\tby\ton\treason\n题\tlink\tcopy_of 别\n题\tmerge\t\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"(?s):2: link must be one of.*:3: merge must name"):
        read_corrections(path)
