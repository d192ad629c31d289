"""How a Chinese term was rendered in English, and when: term pairs of all works put together."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.core.inflection import english_forms
from pipeline.core.records import TermPair
from pipeline.core.text import normalise


@dataclass(frozen=True, slots=True)
class Rendering:
    """A Chinese term, one English rendering (in any number and case), and when it was used."""

    zh: str
    en: str
    n_works: int
    years: list[tuple[int | None, int]]
    """(year, works), sorted; None for works without a year."""
    concept_id: str | None
    sources: tuple[str, ...]
    """Where the pairs come from (see TermPair), sorted."""


def group_renderings(pairs: Sequence[TermPair], years: Mapping[str, int | None]) -> list[Rendering]:
    """Return the renderings; terms of most works first, and of one term the renderings of most works first.

    Args:
        pairs: term pairs of any number of texts.
        years: year of the work by text_id.
    """
    groups: dict[tuple[str, str], list[TermPair]] = defaultdict(list)
    for pair in pairs:
        # The forms of a singular and its plural, in either spelling, are the same list: its first one stands for all of them.
        groups[normalise(pair.zh).text, english_forms(normalise(pair.en).text)[0]].append(pair)
    works_of_term: dict[str, set[str]] = defaultdict(set)
    for (term, _), found in groups.items():
        works_of_term[term].update(pair.text_id for pair in found)
    rows = [(term, _rendering(found, years)) for (term, _), found in groups.items()]
    return [row for _, row in sorted(rows, key=lambda one: (-len(works_of_term[one[0]]), one[0], -one[1].n_works, one[1].en))]


def _rendering(pairs: Sequence[TermPair], years: Mapping[str, int | None]) -> Rendering:
    printed = Counter(pair.en for pair in pairs)
    texts: dict[int | None, set[str]] = defaultdict(set)
    for pair in pairs:
        texts[years.get(pair.text_id)].add(pair.text_id)
    return Rendering(
        Counter(pair.zh for pair in pairs).most_common(1)[0][0],
        min(printed, key=lambda form: (-printed[form], form.lower() != form, form)),
        len({pair.text_id for pair in pairs}),
        [(year, len(texts[year])) for year in sorted(texts, key=lambda year: (year is None, year or 0))],
        next((pair.concept_id for pair in pairs if pair.concept_id), None),
        tuple(sorted({pair.source for pair in pairs})),
    )
