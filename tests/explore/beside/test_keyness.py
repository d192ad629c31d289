import random

import pytest

from pipeline.core.significance import g2, log_ratio
from pipeline.explore.beside.keyness import Usage, compare

LABELS = ("2010-2014", "2020-2024")


def usage(number: int, counts: dict[str, int], *, size: int = 1000, kind: str = "article") -> Usage:
    return Usage(f"w{number:03}", (kind, size.bit_length()), size, counts, frozenset(counts))


def side(n: int, share: float, *, start: int = 0, uses: int = 2) -> list[Usage]:
    """n works, of which a share uses 台账."""
    return [usage(start + at, {"台账": uses, "社区": 1} if at < share * n else {"社区": 1}) for at in range(n)]


def test_a_term_of_more_works_is_said_to_be_used_more() -> None:
    first, second = compare(side(30, 0.8), side(30, 0.1, start=30), LABELS)
    assert (first.term, first.more, first.works_first, first.of_first, first.works_second, first.of_second) == (
        "台账",
        LABELS[0],
        24,
        30,
        3,
        30,
    )
    assert (second.term, second.more, second.q) == ("社区", None, 1)


def test_g2_and_log_ratio_count_uses_among_all_words() -> None:
    row = compare(side(30, 0.8), side(30, 0.1, start=30), LABELS)[0]
    assert (row.count_first, row.count_second, row.per_10k_first) == (48, 6, 16)
    assert (row.g2, row.log_ratio) == (pytest.approx(g2(48, 30_000, 6, 30_000)), pytest.approx(log_ratio(48, 30_000, 6, 30_000)))


def test_one_thesis_cannot_carry_a_term() -> None:
    loud = usage(99, {"台账": 500})
    rows = compare([*side(30, 0.1), loud], side(30, 0.1, start=30), LABELS)
    (row,) = (row for row in rows if row.term == "台账")
    assert row.g2 > 100
    assert row.more is None


def test_longer_works_alone_make_no_difference() -> None:
    rng = random.Random(4)  # noqa: S311 - invented works
    words = [f"词{number}" for number in range(60)]

    def works(start: int, sizes: list[int]) -> list[Usage]:
        return [usage(start + at, {word: 1 for word in words if rng.random() < size / 20_000}, size=size) for at, size in enumerate(sizes)]

    rows = compare(works(0, [800] * 20 + [16_000] * 20), works(100, [800] * 55 + [16_000] * 5), LABELS)
    assert len(rows) > 50
    assert [row.term for row in rows if row.more] == []


def test_under_twenty_works_nothing_is_said() -> None:
    assert {row.more for row in compare(side(19, 1), side(60, 0, start=30), LABELS)} == {None}


def test_terms_of_two_works_are_passed_over() -> None:
    rows = compare([usage(1, {"甲": 9, "乙": 1}), usage(2, {"甲": 1, "乙": 1}), usage(3, {"乙": 1})], side(20, 0, start=30), LABELS)
    assert {row.term for row in rows} == {"乙", "社区"}


def test_uses_and_works_that_disagree_give_no_claim() -> None:
    many_little, few_much = side(40, 0.9, uses=1), side(40, 0.3, start=50, uses=9)
    (row,) = (row for row in compare(many_little, few_much, LABELS) if row.term == "台账")
    assert (row.more, row.q < 0.05, row.log_ratio < 0) == (None, True, True)


def test_works_are_named_with_most_uses_first_whatever_their_order() -> None:
    works = [usage(3, {"甲": 1}), usage(1, {"甲": 5}), usage(2, {"甲": 1})]
    one, other = (compare(each, side(20, 0, start=30), LABELS)[0] for each in (works, works[::-1]))
    assert one.work_ids_first == ["w001", "w002", "w003"]
    assert one == other
