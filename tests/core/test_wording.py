import pytest

from pipeline.core.wording import counted


@pytest.mark.parametrize(("number", "printed"), [(0, "0 works"), (1, "1 work"), (2, "2 works"), (11, "11 works"), (101, "101 works")])
def test_only_one_is_in_the_singular(number: int, printed: str) -> None:
    assert counted(number, "work") == printed


def test_an_irregular_plural_is_named() -> None:
    assert (counted(1, "entry", "entries"), counted(3, "entry", "entries")) == ("1 entry", "3 entries")
