"""Quality floors of extraction over files made by script; `floors.json` pins them, `python -m tests.gold.extract` shows each file."""

import pytest

from tests.gold.extract.cases import MAKERS, all_cases
from tests.gold.extract.floors import best, digest, falls, fell, means, measured, pinned

pytestmark = pytest.mark.gate

FLOORS = pinned()


@pytest.fixture(scope="module")
def scores():
    """The measures of every file, taken once."""
    return measured(all_cases())


def test_truth_is_the_one_the_floors_were_measured_on():
    assert digest(all_cases()) == FLOORS["truth"], "the truth changed: measure again and pin (python -m tests.gold.extract --pin)"
    assert list(MAKERS) == FLOORS["files"]


@pytest.mark.parametrize("name", FLOORS["means"])
def test_mean_of_a_measure_does_not_fall(scores, name):
    assert not fell(name, means(scores)[name], FLOORS["means"][name])


@pytest.mark.parametrize("file", MAKERS)
def test_no_figure_of_a_file_falls(scores, file):
    assert list(falls({file: scores[file]}, FLOORS)) == []


def test_what_is_listed_as_unsolved_is_not_solved(scores):
    listed = [(file, name) for file, names in FLOORS["unsolved"].items() for name in names]
    solved = [(file, name) for file, name in listed if not fell(name, scores[file][name], best(name))]
    assert solved == [], "solved now: pin, so that it stays so (python -m tests.gold.extract --pin)"
