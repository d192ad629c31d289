"""Section 5 of the report: everything a reader must know about the inputs, in plain words, with what to do."""

from collections import defaultdict
from dataclasses import dataclass

from pipeline.core.records import Problem
from pipeline.explore.report.material import Material
from pipeline.explore.report.problem_words import ProblemWords, words_of
from pipeline.explore.wording import Wording


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """All problems of one code."""

    code: str
    words: ProblemWords
    rows: list[Problem]
    n_more: int
    """Problems that are not listed."""


def make_problems(material: Material, wording: Wording) -> list[ProblemGroup]:
    """Return the problems by code, most first."""
    groups: dict[str, list[Problem]] = defaultdict(list)
    for problem in material.problems():
        groups[problem.code].append(problem)
    limit = material.config.listed_problems
    order = sorted(groups, key=lambda code: (-len(groups[code]), code))
    return [ProblemGroup(code, words_of(code, wording), _sorted(groups[code])[:limit], max(len(groups[code]) - limit, 0)) for code in order]


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.source, problem.page or 0, problem.message))
