"""What people decide on works as wholes: the fields merge, split and link of edits/catalog.tsv.

    title               field   value
    河湾街道的联动      merge   河湾街道三社联动研究            both are one work, whatever the rules say
    河湾街道的联动      split   cnki.ris:120                    that record is not this work's
    河湾街道的联动      link    derived_from 河湾街道治理研究   (also duplicate_of, version_of; `none` breaks a link)

A description is named by a title, by its file or `file:line`, or by its key (r and ten hex digits, as `wenmai records explain` prints it),
which stays the same when an export is made anew. Taking a line out takes the decision back.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.catalog.bibliography import FIELDS, Description
from pipeline.catalog.corrections import Correction
from pipeline.core.records import Problem
from pipeline.core.store import json_digest
from pipeline.core.text import title_key

KEY_DIGITS = 10
Origins = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """Works of `left` are linked to the work of `right`; no link at all for the link `none`."""

    line: int
    link: str
    left: Origins
    right: Origins


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions with the descriptions they mean, by origin."""

    together: list[tuple[int, Origins]] = field(default_factory=list)
    """(line of the file, descriptions that are one work)."""
    apart: frozenset[tuple[str, str]] = frozenset()
    """Pairs of descriptions that are not one work, in both orders."""
    links: list[LinkDecision] = field(default_factory=list)
    unused: list[Problem] = field(default_factory=list)


def item_key(description: Description) -> str:
    """Return a description's name: r and ten hex digits of what it says, which does not depend on where it stands."""
    return "r" + json_digest([description.kind, [getattr(description.bibliography, name) for name in FIELDS]])[:KEY_DIGITS]


def decide(
    descriptions: Sequence[Description], corrected: Sequence[Description], corrections: Iterable[Correction], file: str
) -> Decisions:
    """Return the decisions among the corrections; `corrected` is `descriptions` after the fields were corrected, in step.

    A decision that names nothing, or twice the same single description, is a problem and decides nothing.
    """
    wanted = [fix for fix in corrections if fix.is_decision]
    if not wanted:
        return Decisions()
    names = _index([*descriptions, *corrected])
    together, links, unused = [], [], []
    apart: set[tuple[str, str]] = set()
    for fix in wanted:
        link, _, name = str(fix.value).partition(" ") if fix.field == "link" else ("", "", str(fix.value))
        left, right = _meant(names, fix.title), _meant(names, name)
        if fix.field == "split":
            left = tuple(origin for origin in left if origin not in right) or left
        if not left or not right or len({*left, *right}) == 1:
            unused.append(_unused(fix, fix.title if not left else name, file))
        elif fix.field == "merge":
            together.append((fix.line, tuple(sorted({*left, *right}))))
        elif fix.field == "split":
            pairs = {(one, other) for one, other in itertools.product(left, right) if one != other}
            apart |= pairs | {(other, one) for one, other in pairs}
        else:
            links.append(LinkDecision(fix.line, link, left, right))
    return Decisions(together, frozenset(apart), links, unused)


def _index(descriptions: Iterable[Description]) -> dict[str, dict[str, None]]:
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for description in descriptions:
        fields = description.bibliography
        titles = [f"title {title_key(title)}" for title in (fields.title_zh, fields.title_en) if title]
        places = [description.source, description.origin, description.origin.partition(":")[2], item_key(description)]
        for name in [*titles, *places]:
            names[name][description.origin] = None
    return names


def _meant(names: dict[str, dict[str, None]], name: str) -> Origins:
    return tuple(names.get(name) or names.get(f"title {title_key(name)}") or ())


def _unused(fix: Correction, name: str, file: str) -> Problem:
    known = f"the {'link' if fix.field == 'link' else fix.field} names nothing or one and the same description twice: {name}"
    message = f"line {fix.line}: {known}; name a title, a file, file:line or a key as `wenmai records explain` prints them"
    return Problem(file, None, None, "correction-unused", message)


def describe_link(decision: LinkDecision) -> str:
    """Return the reason that the table gives for a link that people set."""
    return f"edits/catalog.tsv, line {decision.line}"
