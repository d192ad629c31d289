"""Find pairs of descriptions that are one work, each with the rule that says so.

Descriptions meet only within blocks (same DOI, title, main title, author with a rare part of the title, beginning of the title), so that
the cost grows with the size of the blocks and not with the square of the corpus. A rule needs positive evidence and no contradiction.
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.catalog import agreement
from pipeline.catalog.agreement import Profile
from pipeline.catalog.config import CatalogConfig
from pipeline.catalog.filenames import fits_title

PREFIX_CHARS = 4
TEXT_WINDOW = 10
# Keys are in NFKC and lower case: Ⅱ is ii.
PART_MARKS = frozenset("上中下一二三四五六七八九十0123456789iv")
# In the order in which they are trusted.
RULES = ("doi", "title", "file-name", "subtitle", "abstract", "text")


@dataclass(frozen=True, slots=True)
class Match:
    """Two descriptions (by position) that are one work, and why."""

    rule: str
    left: int
    right: int


def find_matches(profiles: list[Profile], config: CatalogConfig) -> list[Match]:
    """Return all matching pairs, those of the most trusted rule first; `left < right`, each pair under its best rule."""
    best: dict[tuple[int, int], str] = {}
    for rule in RULES:
        judge = JUDGES[rule]
        for left, right in BLOCKS[rule](profiles, config):
            pair = (min(left, right), max(left, right))
            if left == right or pair in best or not judge(profiles[left], profiles[right], config):
                continue
            if not agreement.contradict(profiles[left], profiles[right], config.max_year_gap):
                best[pair] = rule
    return sorted((Match(rule, *pair) for pair, rule in best.items()), key=lambda match: (RULES.index(match.rule), match.left, match.right))


def _judge_doi(left: Profile, right: Profile, config: CatalogConfig) -> bool:
    """One DOI under two quite different titles is a slip of the export, not a work."""
    return agreement.title_similarity(left, right) >= config.min_title_similarity or bool(left.main_titles & right.main_titles)


def _judge_title(left: Profile, right: Profile, config: CatalogConfig) -> bool:
    if agreement.same_field(left, right, "title_zh") is False:
        return False
    longest = max(map(len, left.titles & right.titles))
    agree = agreement.authors_agree(left, right)
    if longest < config.min_title_chars:
        return agree is True and left.year == right.year and all(_not_other(left, right, name) for name in ("venue", "issue"))
    if agree is None:
        return longest >= config.min_lone_title_chars and (left.year == right.year or not (left.year and right.year))
    return agree


def _judge_file_name(left: Profile, right: Profile, config: CatalogConfig) -> bool:
    """`left` is the named file. Its own title, if one was found in it, has to be like the other, or the text has to print the other."""
    named, document = left.description.named, left.description.document
    if named is None or document is None or not any(fits_title(named, key) for key in right.titles):
        return False
    if agreement.name_key(named.author) not in right.names:
        return False
    return (
        not left.description.has_own_title
        or agreement.title_similarity(left, right) >= config.min_title_similarity
        or any(key in document.head for key in right.titles)
    )


def _judge_subtitle(left: Profile, right: Profile, config: CatalogConfig) -> bool:
    """One prints the subtitle, the other not: an author may give both titles to two works, so venue or abstract has to agree."""
    if not (left.titles & right.main_titles or right.titles & left.main_titles) or not agreement.same_authors(left, right):
        return False
    if agreement.same_field(left, right, "title_zh", agreement.main_title) is False:
        return False
    if left.year != right.year and left.year and right.year:
        return False
    alike = agreement.similarity(left.abstract, right.abstract) >= config.min_abstract_similarity
    same_place = (
        agreement.same_field(left, right, "venue") is True and _not_other(left, right, "issue") and _not_other(left, right, "pages")
    )
    return alike or same_place


def _judge_abstract(left: Profile, right: Profile, config: CatalogConfig) -> bool:
    return (
        agreement.title_similarity(left, right) >= config.min_title_similarity
        and agreement.authors_agree(left, right) is True
        and agreement.similarity(left.abstract, right.abstract) >= config.min_abstract_similarity
        and not numbered_apart(left, right)
    )


def _judge_text(left: Profile, right: Profile, _config: CatalogConfig) -> bool:
    """`left` is a document in which no title was found, but whose first page prints the other's title and an author."""
    return agreement.authors_agree(left, right) is True


def _not_other(left: Profile, right: Profile, name: str) -> bool:
    return agreement.same_field(left, right, name) is not False


def numbered_apart(left: Profile, right: Profile) -> bool:
    """Tell whether two titles are those of parts: parts of one work differ in a number alone: （上）（下）, 一 and 二, 2019 and 2020."""
    apart = [set(one) ^ set(other) for one in left.titles for other in right.titles if one != other]
    return any(difference and all(char in PART_MARKS for char in difference) for difference in apart)


def _has_abstract(profile: Profile) -> bool:
    return bool(profile.description.bibliography.abstract_zh or profile.description.bibliography.abstract_en)


Pairs = Iterator[tuple[int, int]]


def _pairs_by(keys_of: Callable[[Profile], Iterable[str]]) -> Callable[[list[Profile], CatalogConfig], Pairs]:
    def pairs(profiles: list[Profile], _config: CatalogConfig) -> Pairs:
        blocks: dict[str, list[int]] = defaultdict(list)
        for index, profile in enumerate(profiles):
            for key in set(keys_of(profile)):
                blocks[key].append(index)
        return pairs_within(blocks)

    return pairs


def pairs_within(blocks: Mapping[Any, list[int]]) -> Pairs:
    """Yield the pairs of each block; a pair of several blocks comes several times."""
    for block in blocks.values():
        yield from itertools.combinations(block, 2)


def _similar_title_pairs(profiles: list[Profile], config: CatalogConfig) -> Pairs:
    """Yield pairs of one author whose titles may be as similar as the config asks, and those in which one has no title.

    Prefix filter, without loss: two sets with a Jaccard index of at least t share one of their |x| - ceil(t|x|) + 1 rarest members
    (Chaudhuri, Ganti and Kaushik 2006). An author with hundreds of works then does not compare each with each.
    """
    eligible = [index for index, profile in enumerate(profiles) if profile.names and _has_abstract(profile)]
    frequency = Counter(gram for index in eligible for title in profiles[index].title_grams for gram in title)
    ranks = {gram: rank for rank, gram in enumerate(sorted(frequency, key=lambda gram: (frequency[gram], gram)))}
    blocks: dict[int, list[int]] = defaultdict(list)
    untitled: list[int] = []
    by_name: dict[str, list[int]] = defaultdict(list)
    numbers: dict[str, int] = {}
    for index in eligible:
        profile = profiles[index]
        rare = {rank for title in profile.title_grams for rank in _rarest(title, ranks, config.min_title_similarity)}
        untitled += [] if any(profile.title_grams) else [index]
        for name in set(profile.names):
            by_name[name].append(index)
            number = numbers.setdefault(name, len(numbers)) * len(ranks)
            for rank in rare:
                blocks[number + rank].append(index)
    yield from pairs_within(blocks)
    yield from ((index, other) for index in untitled for name in profiles[index].names for other in by_name[name])


def _rarest(members: frozenset[str], ranks: dict[str, int], similarity: float) -> list[int]:
    return sorted(map(ranks.__getitem__, members))[: len(members) - math.ceil(similarity * len(members)) + 1]


def _file_name_pairs(profiles: list[Profile], _config: CatalogConfig) -> Pairs:
    by_prefix = _titles_by_prefix(profiles, PREFIX_CHARS)
    for index, profile in enumerate(profiles):
        named = profile.description.named
        if named is not None:
            yield from ((index, other) for other in by_prefix[named.pieces[0][:PREFIX_CHARS]])


def _text_pairs(profiles: list[Profile], _config: CatalogConfig) -> Pairs:
    by_prefix = _titles_by_prefix(profiles, TEXT_WINDOW)
    for index, profile in enumerate(profiles):
        document = profile.description.document
        if document is None or profile.description.has_own_title:
            continue
        windows = {document.head[start : start + TEXT_WINDOW] for start in range(len(document.head))}
        for window in sorted(windows & by_prefix.keys()):
            yield from ((index, other) for other in by_prefix[window] if any(key in document.head for key in profiles[other].titles))


def _titles_by_prefix(profiles: list[Profile], length: int) -> dict[str, list[int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        for prefix in {key[:length] for key in profile.titles if len(key) >= length}:
            blocks[prefix].append(index)
    return blocks


JUDGES: dict[str, Callable[[Profile, Profile, CatalogConfig], bool]] = {
    "doi": _judge_doi,
    "title": _judge_title,
    "file-name": _judge_file_name,
    "subtitle": _judge_subtitle,
    "abstract": _judge_abstract,
    "text": _judge_text,
}
BLOCKS: dict[str, Callable[[list[Profile], CatalogConfig], Pairs]] = {
    "doi": _pairs_by(lambda profile: [profile.doi] if profile.doi else []),
    "title": _pairs_by(lambda profile: profile.titles),
    "file-name": _file_name_pairs,
    "subtitle": _pairs_by(lambda profile: profile.titles | profile.main_titles),
    "abstract": _similar_title_pairs,
    "text": _text_pairs,
}
