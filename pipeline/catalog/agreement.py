"""Compare two descriptions: do titles, authors, years and kinds agree, contradict each other, or say nothing?"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.catalog.bibliography import Description
from pipeline.core.text import is_han, normalise, title_key

# What stands between a title and its subtitle; the hyphen only between blanks.
SUBTITLE_MARKS = ("——", "--", "—", "：", ":", " - ", "－", "?", "？", "!", "！")
ABSTRACT_GRAM = 2
MIN_MAIN_TITLE_CHARS = 6
# Names recur; their keys are kept.
NAMES_KEPT = 100_000
# A text this long may be a thesis that looked like an article, one this short an article that looked like a thesis.
MIN_THESIS_CHARS = 20_000
MAX_ARTICLE_CHARS = 15_000


@dataclass(frozen=True)
class Profile:
    """A description with its keys, computed once; the abstract's only when it is asked for, because it costs most."""

    description: Description
    titles: frozenset[str]
    """Title keys, Chinese and English."""
    main_titles: frozenset[str]
    """Keys of titles without their subtitles."""
    names: tuple[str, ...]
    """Name keys of the authors, in order, Chinese names or Latin ones."""
    doi: str | None

    @functools.cached_property
    def abstract(self) -> frozenset[str]:
        """Return the character bigrams of the Chinese abstract, or else of the English one."""
        fields = self.description.bibliography
        return grams(title_key(fields.abstract_zh or fields.abstract_en or ""))

    @functools.cached_property
    def title_grams(self) -> tuple[frozenset[str], ...]:
        """Return the character bigrams of each title."""
        return tuple(grams(key) for key in sorted(self.titles))

    @property
    def year(self) -> int | None:
        """Return the year."""
        return self.description.bibliography.year


def make_profile(description: Description) -> Profile:
    """Compute the keys of a description."""
    fields = description.bibliography
    titles = [title for title in (fields.title_zh, fields.title_en) if title]
    return Profile(
        description,
        frozenset(filter(None, map(title_key, titles))),
        frozenset(key for title in titles if len(key := title_key(main_title(title))) >= MIN_MAIN_TITLE_CHARS),
        tuple(key for name in (*fields.authors, *fields.authors_en) if (key := name_key(name))),
        fields.doi.lower() if fields.doi else None,
    )


def main_title(title: str) -> str:
    """Return a title without its subtitle."""
    cuts = [position for mark in SUBTITLE_MARKS if (position := title.find(mark)) > 0]
    return title[: min(cuts)] if cuts else title


@functools.lru_cache(maxsize=NAMES_KEPT)
def name_key(name: str) -> str:
    """Return what two printings of one name share: a Chinese name's characters, a Latin name's words in alphabetical order."""
    plain = normalise(name).text
    if any(map(is_han, plain)):
        return title_key(name)
    return " ".join(sorted("".join(char if char.isalnum() else " " for char in plain).split()))


def grams(key: str) -> frozenset[str]:
    """Return the set of character bigrams of a title key."""
    return frozenset(key[index : index + ABSTRACT_GRAM] for index in range(len(key) - ABSTRACT_GRAM + 1))


def similarity(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the Jaccard index of two sets of bigrams, 0 when one is empty."""
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared) if shared else 0.0


def title_similarity(left: Profile, right: Profile) -> float:
    """Return the best similarity of any title of one with any of the other; 1 when one has no title to compare."""
    pairs = [similarity(one, other) for one in left.title_grams for other in right.title_grams]
    return max(pairs, default=1.0)


def authors_agree(left: Profile, right: Profile) -> bool | None:
    """Tell whether the two share an author; None when they cannot be compared (none given, or in different scripts).

    An author whom a document prints on its first page counts as the document's, even where its author line was not understood.
    """
    if set(left.names) & set(right.names) or _prints_author(left, right) or _prints_author(right, left):
        return True
    comparable = any(_is_han_name(one) == _is_han_name(other) for one in left.names for other in right.names)
    return False if comparable else None


def same_authors(left: Profile, right: Profile) -> bool:
    """Tell whether both name the same authors, all of them, in any order."""
    return bool(left.names) and set(left.names) == set(right.names)


def years_agree(left: Profile, right: Profile, max_gap: int) -> bool | None:
    """Tell whether the years lie within `max_gap`; None when one is missing, or is that of a web page (reposts come later)."""
    if left.year is None or right.year is None or "web" in {left.description.kind, right.description.kind}:
        return None
    return abs(left.year - right.year) <= max_gap


def contradict(left: Profile, right: Profile, max_gap: int) -> bool:
    """Tell whether the two cannot be one work: two DOIs, a thesis and an article, years apart, other pages in another year."""
    if _kinds_differ(left.description, right.description):
        return True
    if left.doi and right.doi and left.doi != right.doi:
        return True
    if years_agree(left, right, max_gap) is False:
        return True
    return _other_issue(left, right)


def same_field(left: Profile, right: Profile, name: str, part: Callable[[str], str] = str) -> bool | None:
    """Tell whether a text field (or `part` of it) is printed alike in both; None when one lacks it."""
    one, other = (getattr(profile.description.bibliography, name) for profile in (left, right))
    return title_key(part(one)) == title_key(part(other)) if one and other else None


def _kinds_differ(left: Description, right: Description) -> bool:
    """Only a thesis and something shorter are sure to be two works; a document's kind is believed as far as its length allows."""
    one, other = _possible_kinds(left), _possible_kinds(right)
    return bool(one and other) and (one == {"thesis"}) != (other == {"thesis"}) and "thesis" not in one & other


def _possible_kinds(description: Description) -> set[str]:
    kinds = {description.kind} - {"other"}
    document = description.document
    if kinds and document is not None and "kind" not in description.corrected:
        kinds |= {"thesis"} if document.n_body_chars >= MIN_THESIS_CHARS else set()
        kinds |= {"article"} if document.n_body_chars <= MAX_ARTICLE_CHARS else set()
    return kinds


def _other_issue(left: Profile, right: Profile) -> bool:
    """Two printed issues with other pages: the column of one title that an author writes every year, not one article twice."""
    printed = all(profile.description.bibliography.year_kind == "issue" for profile in (left, right))
    years_differ = left.year is not None and right.year is not None and left.year != right.year
    return printed and years_differ and same_field(left, right, "pages") is False


def _prints_author(printing: Profile, other: Profile) -> bool:
    document = printing.description.document
    return document is not None and any(_is_han_name(name) and name in document.head for name in other.names)


def _is_han_name(name: str) -> bool:
    return is_han(name[0])
