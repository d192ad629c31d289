"""Problems: what a reader must know about the inputs, by code."""

from collections import Counter
from dataclasses import dataclass

from pipeline.core.records import Problem
from pipeline.explore.web.reader import Reader
from pipeline.explore.web.views.parts import Slice, cut


@dataclass(frozen=True, slots=True)
class ProblemCount:
    """How many problems of a code there are."""

    code: str
    n: int


@dataclass(frozen=True, slots=True)
class ProblemList:
    """Counts of all codes, and one page of the rows asked for."""

    counts: list[ProblemCount]
    rows: Slice[Problem]


def make_problems(reader: Reader, code: str | None, page: int, size: int) -> ProblemList:
    """Return the problems of a code (any when None), by source and page."""
    counts = Counter(problem.code for problem in reader.problems)
    rows = sorted(
        (problem for problem in reader.problems if code in {None, problem.code}),
        key=lambda problem: (problem.source, problem.page or 0, problem.code, problem.message),
    )
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ProblemList([ProblemCount(name, n) for name, n in ordered], cut(rows, page, size))
