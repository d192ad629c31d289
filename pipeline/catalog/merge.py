"""From matching pairs to clusters of descriptions, one a work.

Two clusters are joined only when no member of one contradicts a member of the other: a chain of matches must not tie an article to a
thesis, or two DOIs together. What people decided comes first and is not asked for contradictions. Descriptions are ordered by their
origin, so that the order of the input decides nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.catalog.agreement import Profile, contradict, make_profile
from pipeline.catalog.bibliography import Description
from pipeline.catalog.config import CatalogConfig
from pipeline.catalog.decisions import Decisions
from pipeline.catalog.duplicates import find_matches
from pipeline.catalog.reasons import explain

NO_DECISIONS = Decisions()


@dataclass(frozen=True, slots=True)
class Join:
    """Two descriptions of a cluster, by origin, that a rule or a decision put together."""

    rule: str
    left: str
    right: str
    because: str


@dataclass(slots=True)
class Cluster:
    """The descriptions of one work and what joined them (one join less than members: a tree)."""

    members: list[Description]
    joins: list[Join] = field(default_factory=list)

    @property
    def rules(self) -> list[str]:
        """Return the rules of the joins."""
        return [join.rule for join in self.joins]

    def matched(self) -> dict[str, tuple[str | None, Join | None]]:
        """Return for each member's origin the member it was matched with, and how; the first member has none."""
        found: dict[str, tuple[str | None, Join | None]] = {self.members[0].origin: (None, None)}
        reached = [self.members[0].origin]
        for origin in reached:
            for join in self.joins:
                for one, other in ((join.left, join.right), (join.right, join.left)):
                    if one == origin and other not in found:
                        found[other] = (one, join)
                        reached.append(other)
        return found


class _Forest:
    """Clusters while they grow; a cluster is named by the smallest position in it."""

    def __init__(self, profiles: Sequence[Profile], config: CatalogConfig, apart: frozenset[tuple[str, str]]) -> None:
        self.profiles = profiles
        self.config = config
        self.apart = apart
        self.home = list(range(len(profiles)))
        self.members = {index: [index] for index in self.home}
        self.joins: dict[int, list[Join]] = {index: [] for index in self.home}

    def join(self, one: int, other: int, rule: str, because: str | None = None) -> None:
        """Join two descriptions' clusters, unless they are one already or must not be; a decision overrules contradictions."""
        left, right = sorted((self.home[one], self.home[other]))
        if left == right or self._clash(left, right, decided=because is not None):
            return
        for index in self.members[right]:
            self.home[index] = left
        self.members[left] += self.members.pop(right)
        reason = because or explain(self.profiles[one], self.profiles[other])
        added = Join(rule, self.profiles[one].description.origin, self.profiles[other].description.origin, reason)
        self.joins[left] += [*self.joins.pop(right), added]

    def clusters(self) -> list[Cluster]:
        """Return the clusters, in the order of their first members."""
        return [
            Cluster([self.profiles[index].description for index in sorted(self.members[key])], self.joins[key])
            for key in sorted(self.members)
        ]

    def _clash(self, left: int, right: int, *, decided: bool) -> bool:
        pairs = [(self.profiles[one], self.profiles[other]) for one in self.members[left] for other in self.members[right]]
        if self.apart and any((one.description.origin, other.description.origin) in self.apart for one, other in pairs):
            return True
        return not decided and any(contradict(one, other, self.config.max_year_gap) for one, other in pairs)


def merge(descriptions: Iterable[Description], config: CatalogConfig, decisions: Decisions = NO_DECISIONS) -> list[Cluster]:
    """Return the clusters, in the order of their first members' origins; each description is in exactly one."""
    ordered = sorted(descriptions, key=lambda description: description.origin)
    profiles = [make_profile(description) for description in ordered]
    forest = _Forest(profiles, config, decisions.apart)
    positions = {description.origin: index for index, description in enumerate(ordered)}
    for line, origins in decisions.together:
        for origin in origins[1:]:
            forest.join(positions[origins[0]], positions[origin], "edit", f"edits/catalog.tsv, line {line}")
    for match in find_matches(profiles, config):
        forest.join(match.left, match.right, match.rule)
    return forest.clusters()
