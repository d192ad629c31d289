"""How a topic's vocabulary moves: terms that its works gained or lost between two periods; plain Python."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.core.significance import adjusted
from pipeline.core.statistics import Z_95
from pipeline.core.topic_records import TopicDrift
from pipeline.topics.groups import two_sided
from pipeline.topics.log_odds import log_odds

# Works of the topic that each period needs (20 together), works that must use a term, and terms listed either way.
LEAST_WORKS, LEAST_USES, LISTED = 10, 4, 10


@dataclass(frozen=True, slots=True)
class DatedText:
    """A work of a known year with its strongest topic and its distinct words of the vocabulary."""

    year: int
    topic: int | None
    words: frozenset[str]


def split_year(years: Iterable[int]) -> int | None:
    """Return the first year of the later period, so that both hold about half of the works; None if all are of one year.

    >>> split_year([2014, 2015, 2015, 2016])
    2015
    """
    known = sorted(years)
    if not known or known[0] == known[-1]:
        return None
    middle = known[len(known) // 2]
    return middle if middle > known[0] else next(year for year in known if year > middle)


def topic_drift(texts: Sequence[DatedText], topics: int) -> list[TopicDrift]:
    """Return the terms of each topic whose use differs between the periods by 1.96 standard errors, at most ten either way.

    Among some hundred terms a few do so by chance: q is the corrected p over the topic's terms, and only what stays under .05 is a finding.
    Each work counts a term once, so that one long thesis moves nothing by itself. Topics with under ten works in a period have no rows.
    """
    start = split_year(text.year for text in texts)
    if start is None:
        return []
    years = [text.year for text in texts]
    labels = (f"{min(years)}-{start - 1}", f"{start}-{max(years)}")
    return [row for topic in range(topics) for row in _of_topic(topic, [text for text in texts if text.topic == topic], start, labels)]


def _of_topic(topic: int, texts: list[DatedText], start: int, labels: tuple[str, str]) -> list[TopicDrift]:
    early, late = [text for text in texts if text.year < start], [text for text in texts if text.year >= start]
    if min(len(early), len(late)) < LEAST_WORKS:
        return []
    before, after = _uses(early), _uses(late)
    odds = {word: value for word, value in log_odds(after, before).items() if before[word] + after[word] >= LEAST_USES}
    q = dict(zip(odds, adjusted([two_sided(value.z) for value in odds.values()]), strict=True))
    rows = [
        TopicDrift(topic, word, *labels, before[word], after[word], value.value, value.z, q[word])
        for word, value in odds.items()
        if abs(value.z) >= Z_95
    ]
    ordered = sorted(rows, key=lambda row: (-abs(row.z), row.term))
    return [row for row in ordered if row.z > 0][:LISTED] + [row for row in ordered if row.z < 0][:LISTED]


def _uses(texts: Iterable[DatedText]) -> Counter[str]:
    return Counter(word for text in texts for word in text.words)
