"""People's names for topics (edits/topic_labels.yaml), found again by their terms after topics were fitted anew."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from pipeline.core.config import Config, explain_fault, read_yaml
from pipeline.core.errors import ConfigError

# Share of a label's terms that a topic must list: half of them may have changed since the label was given.
LEAST_OVERLAP = 0.5


class TopicLabel(Config):
    """A name and the terms by which its topic is known."""

    label: Annotated[str, Field(min_length=1)]
    terms: Annotated[list[str], Field(min_length=1)]


def read_labels(path: Path) -> list[TopicLabel]:
    """Return the labels of a file in its order; a file without entries, or none at all, gives none.

    Raises:
        ConfigError: the file is not a list of label and terms.
    """
    if not path.is_file():
        return []
    try:
        return TypeAdapter(list[TopicLabel]).validate_python(read_yaml(path) or [])
    except ValidationError as error:
        faults = (
            f"{path}: {'.'.join(map(str, fault['loc'])) or 'the file'}: {explain_fault(fault, TopicLabel.model_fields)}"
            for fault in error.errors()
        )
        raise ConfigError("\n".join(faults)) from None


def match_labels(labels: Sequence[TopicLabel], topics: Sequence[Sequence[str]]) -> dict[int, str]:
    """Return the label of each topic that has one, by the topic's number.

    A label goes to the topic that lists the largest share of its terms, at least half; the best pairs are made first (ties: the label that
    stands first, then the lower topic), each label and topic once.

    Args:
        labels: the names.
        topics: terms of each topic, best first.
    """
    pairs = [(_overlap(label, terms), position, topic) for position, label in enumerate(labels) for topic, terms in enumerate(topics)]
    found: dict[int, str] = {}
    used: set[int] = set()
    for overlap, position, topic in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if overlap >= LEAST_OVERLAP and position not in used and topic not in found:
            found[topic] = labels[position].label
            used.add(position)
    return dict(sorted(found.items()))


def _overlap(label: TopicLabel, terms: Sequence[str]) -> float:
    wanted = {term.lower() for term in label.terms}
    return len(wanted & set(terms)) / len(wanted)
