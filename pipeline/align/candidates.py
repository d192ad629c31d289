"""Renderings that neither keyword lists nor the lexicon hold: Chinese strings and English word groups that keep turning up in the same beads.

Two questions over all beads of a corpus: how else is a known term rendered, in beads where none of its known renderings stands; and which
string that the dictionary lacks goes with which word group. Both ask for association (Dice over beads), for several works, for each string
and each word group to be the other's best, and for a word that the dictionary links. Few and precise is the aim.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.align.dictionary import Dictionary
from pipeline.align.english import STOP, stem
from pipeline.align.units import BeadWords

MIN_DICE = 0.6
MIN_WORKS_KNOWN = 2
MIN_WORKS_NEW = 3
"""Works in which a pair must be found: fewer for a term that people already use as one."""
MIN_CHARS, MAX_CHARS = 3, 8
SAME = 0.8
"""A string found in so large a share of a shorter one's beads is the whole of which the shorter one is a part."""
# A count (十四个月), a place in another noun (项目制下), a province or town.
NO_TERM = re.compile(r"^[一二三四五六七八九十百千两几]+[个年月次名份位家种天处项条]|[中下上里内后前时省市县]$")


@dataclass(frozen=True, slots=True)
class Known:
    """A term that is known as one, and how it is known to be rendered."""

    zh: str
    """Normalised."""
    en: frozenset[str]
    """Keys (see `english_key`)."""
    concept_id: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rendering to propose: key of the word group, and the beads that are its evidence."""

    zh: str
    en: str
    concept_id: str | None
    dice: float
    beads: tuple[int, ...]


class Groups:
    """The word groups of all beads that several works have."""

    def __init__(self, beads: Sequence[BeadWords]) -> None:
        """Collect them."""
        places: dict[str, set[int]] = defaultdict(set)
        for number, bead in enumerate(beads):
            for key in bead.en:
                places[key].add(number)
        self.beads = beads
        self.places = {key: numbers for key, numbers in places.items() if count_works(beads, numbers) >= MIN_WORKS_KNOWN}
        self._of_bead: dict[int, list[str]] = defaultdict(list)
        for key, numbers in self.places.items():
            for number in numbers:
                self._of_bead[number].append(key)

    def best(self, term: Known, numbers: set[int], min_works: int) -> list[Candidate]:
        """Return the word group that goes best with these beads, if one is good enough; of equals the longest.

        A group all whose words are in one known rendering is none of its own (linkage, of three-society linkage).
        """
        known = [_stems(key) for key in term.en]
        together = Counter(key for number in numbers for key in self._of_bead.get(number, ()))
        scored = [
            (round(2 * count / (len(numbers) + len(self.places[key])), 6), len(key.split()), key)
            for key, count in together.items()
            if not any(_stems(key) <= stems for stems in known)
        ]
        if not scored:
            return []
        dice, _, key = max(scored)
        both = tuple(sorted(numbers & self.places[key]))
        if dice < MIN_DICE or count_works(self.beads, both) < min_works:
            return []
        return [Candidate(term.zh, key, term.concept_id, dice, both)]


def find_candidates(beads: Sequence[BeadWords], known: Sequence[Known], dictionary: Dictionary) -> list[Candidate]:
    """Return the candidates, sorted by Chinese string; beads are counted by their place in the sequence."""
    groups = Groups(beads)
    found = [one for one in (*_of_known(known, groups), *_of_new(known, groups, dictionary)) if _is_linked(one, dictionary)]
    rendered = {key for term in known for key in term.en}
    kept: dict[str, Candidate] = {}
    for one in sorted(found, key=lambda one: (-one.dice, -len(one.beads), one.zh, one.en)):
        if one.zh not in kept and one.en not in rendered:
            kept[one.zh] = one
            rendered.add(one.en)
    return [kept[zh] for zh in sorted(kept)]


def _of_known(known: Sequence[Known], groups: Groups) -> list[Candidate]:
    by_text = {term.zh: term for term in known}
    longest = max(map(len, by_text), default=0)
    without: dict[str, set[int]] = defaultdict(set)
    for number, bead in enumerate(groups.beads):
        present = set(bead.en)
        for zh in _terms_in(bead.zh_text, by_text, longest):
            if not by_text[zh].en & present:
                without[zh].add(number)
    return [pair for zh in sorted(without) for pair in groups.best(by_text[zh], without[zh], MIN_WORKS_KNOWN)]


def _terms_in(text: str, terms: Collection[str], longest: int) -> set[str]:
    """Return the terms found from left to right, the longest at each place: 社工站 holds no 社工."""
    found, position = set(), 0
    while position < len(text):
        lengths = range(min(longest, len(text) - position), 0, -1)
        term = next((text[position : position + length] for length in lengths if text[position : position + length] in terms), "")
        found.add(term)
        position += len(term) or 1
    return found - {""}


def _of_new(known: Sequence[Known], groups: Groups, dictionary: Dictionary) -> list[Candidate]:
    strings = _strings(groups.beads, {term.zh for term in known}, dictionary)
    new = [(Known(zh, frozenset(), None), numbers) for zh, numbers in sorted(strings.items())]
    return [pair for term, numbers in new for pair in groups.best(term, numbers, MIN_WORKS_NEW)]


def _is_linked(one: Candidate, dictionary: Dictionary) -> bool:
    """Tell whether the dictionary links a word of the group to one of the string."""
    linked = {stemmed for word in dictionary.words(one.zh) for stemmed in dictionary.translations(word)}
    return bool(linked & _stems(one.en))


def _stems(key: str) -> frozenset[str]:
    return frozenset(stem(word) for word in key.split() if word not in STOP)


def _strings(beads: Sequence[BeadWords], known: Collection[str], dictionary: Dictionary) -> dict[str, set[int]]:
    """Return in which beads each string stands that is no known term, that no dictionary has and that is no part of a longer one."""
    places = _frequent(beads)
    parts = {
        part
        for longer, numbers in places.items()
        for part in (longer[:-1], longer[1:])
        if part in places and len(numbers) >= SAME * len(places[part])
    }
    return {zh: places[zh] for zh in places.keys() - parts - set(known) if zh not in dictionary and not NO_TERM.search(zh)}


def _frequent(beads: Sequence[BeadWords]) -> dict[str, set[int]]:
    """Return the strings of at least MIN_WORKS_NEW works, growing them character by character so that rare ones are never kept."""
    found: dict[str, set[int]] = {}
    kept: set[str] = set()
    for length in range(MIN_CHARS, MAX_CHARS + 1):
        places: dict[str, set[int]] = defaultdict(set)
        for number, bead in enumerate(beads):
            for string in _pieces(bead.zh_runs, length):
                if length == MIN_CHARS or (string[:-1] in kept and string[1:] in kept):
                    places[string].add(number)
        frequent: Mapping[str, set[int]] = {
            string: numbers for string, numbers in places.items() if count_works(beads, numbers) >= MIN_WORKS_NEW
        }
        found |= frequent
        kept = set(frequent)
    return found


def _pieces(runs: Iterable[str], length: int) -> set[str]:
    return {run[start : start + length] for run in runs for start in range(len(run) - length + 1)}


def count_works(beads: Sequence[BeadWords], numbers: Collection[int]) -> int:
    """Return from how many texts the beads of these numbers are."""
    return len({beads[number].text_id for number in numbers})
