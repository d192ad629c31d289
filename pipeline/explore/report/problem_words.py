"""What each problem code means to a reader, and what can be done about it: the areas problem_names and problem_remedies of the wording."""

from dataclasses import dataclass

from pipeline.explore.wording import Wording


@dataclass(frozen=True, slots=True)
class ProblemWords:
    """A code in plain words."""

    name: str
    remedy: str


def words_of(code: str, wording: Wording) -> ProblemWords:
    """Return a code in plain words; of a code that has none, that it is another problem."""
    if f"problem_names.{code}" not in wording.phrases:
        return ProblemWords(wording("report_problems.unknown"), wording("report_problems.unknown_remedy"))
    return ProblemWords(wording(f"problem_names.{code}"), wording(f"problem_remedies.{code}"))
