"""From matching pairs to clusters of descriptions, one a work.

Two clusters are joined only when no member of one contradicts a member of the other: a chain of matches must not tie an article to a
thesis, or two DOIs together. Descriptions are ordered by their origin first, so that the order of the input decides nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.catalog.agreement import Profile, contradict, make_profile
from pipeline.catalog.bibliography import Description
from pipeline.catalog.config import CatalogConfig
from pipeline.catalog.duplicates import find_matches


@dataclass(slots=True)
class Cluster:
    """The descriptions of one work, and the rules that joined them (one less than members)."""

    members: list[Description]
    rules: list[str] = field(default_factory=list)


def merge(descriptions: Iterable[Description], config: CatalogConfig) -> list[Cluster]:
    """Return the clusters, in the order of their first members' origins; each description is in exactly one."""
    ordered = sorted(descriptions, key=lambda description: description.origin)
    profiles = [make_profile(description) for description in ordered]
    home = list(range(len(ordered)))
    members = {index: [index] for index in home}
    rules: dict[int, list[str]] = {index: [] for index in home}
    for match in find_matches(profiles, config):
        left, right = sorted((home[match.left], home[match.right]))
        if left == right or _clash(profiles, members[left], members[right], config):
            continue
        for index in members[right]:
            home[index] = left
        members[left] += members.pop(right)
        rules[left] += [*rules.pop(right), match.rule]
    return [Cluster([ordered[index] for index in sorted(members[key])], rules[key]) for key in sorted(members)]


def _clash(profiles: list[Profile], left: list[int], right: list[int], config: CatalogConfig) -> bool:
    return any(contradict(profiles[one], profiles[other], config.max_year_gap) for one in left for other in right)
