"""The numbers of the flow diagram."""

import dataclasses

from pipeline.catalog.flow import compare_protocol, make_flow
from pipeline.catalog.stage import make_catalog
from pipeline.core.catalog_records import FlowStep, Screening
from pipeline.core.protocol import Exclusion, Protocol, SearchString
from tests.catalog.factories import CONFIG, make_record

WORKS = make_catalog(
    [make_record(line, title_zh=f"河湾街道的联动之{line}记", abstract_zh=None) for line in range(11, 14)], [], CONFIG
).works
RECORDED = frozenset(work.work_id for work in WORKS)
SAID = Protocol(
    search_strings=(SearchString(string="三社联动", hits=9),), duplicates=4, exclusions=(Exclusion(reason="主题不符", count=2),), kept=3
)


def numbers(steps: list[FlowStep]) -> dict[str, int]:
    return {step.step: step.n for step in steps if not step.part}


def test_without_protocol_the_catalog_counts() -> None:
    flow = make_flow(Protocol(), {"a.ris": 3, "b.net": 2}, WORKS, RECORDED, [])
    found = numbers(flow)
    assert (found["identified"], found["duplicates"], found["included"]) == (5, 2, 3)
    assert "screened" not in found


def test_the_protocols_numbers_come_first_with_the_catalogs_beside_them() -> None:
    flow = make_flow(SAID, {"a.ris": 8}, WORKS, RECORDED, [])
    found = numbers(flow)
    assert [found[name] for name in ("identified", "duplicates", "screened", "excluded", "included")] == [9, 4, 5, 2, 3]
    assert next(step for step in flow if step.step == "identified" and not step.part).counted_n == 8


def test_reasons_of_decisions_are_counted_where_the_protocol_has_none() -> None:
    decisions = [Screening(str(n), None, "题", "exclude", "exclude", "exclude", "主题不符") for n in range(2)]
    open_one = Screening("3", None, "题", "include", "exclude", None, None)
    flow = make_flow(Protocol(), {"a.ris": 3}, WORKS, RECORDED, [*decisions, open_one])
    assert [(step.part, step.n) for step in flow if step.step == "excluded"] == [("", 2), ("主题不符", 2)]
    assert numbers(flow)["undecided"] == 1


def test_works_that_are_not_counted_are_not_included() -> None:
    works = [dataclasses.replace(WORKS[0], screening="excluded"), *WORKS[1:]]
    assert numbers(make_flow(Protocol(), {"a.ris": 3}, works, RECORDED, []))["included"] == 2


def test_a_protocol_that_keeps_other_works_than_the_catalog_is_a_problem() -> None:
    assert compare_protocol(make_flow(SAID, {"a.ris": 8}, WORKS, RECORDED, [])) == []
    (problem,) = compare_protocol(make_flow(SAID, {"a.ris": 8}, WORKS[:2], RECORDED, []))
    assert problem.code == "protocol-differs"
