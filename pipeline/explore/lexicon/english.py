"""English renderings that authors print beside a concept's Chinese form (table term_pairs) and that the lexicon lacks."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.core.lexicon import Lexicon
from pipeline.core.records import TermPair, Work
from pipeline.core.text import normalise
from pipeline.explore.chain_rows import owners_of_texts

MIN_POSTERIOR = 0.5
"""Pairs of keywords below are as likely wrong as right."""


@dataclass(frozen=True, slots=True)
class NewRendering:
    """A rendering of a concept that the lexicon does not have."""

    concept_id: str
    concept: str
    rendering: str
    """Normalised."""
    works: int
    years: list[int]
    example: str
    """As one of the works prints it."""
    elsewhere: str
    """Label of another concept that has this form, '' when none does."""
    posterior: float
    """The highest of its pairs, 0 to 1."""


def new_renderings(pairs: Iterable[TermPair], works: Iterable[Work], lexicon: Lexicon, min_posterior: float) -> list[NewRendering]:
    """Return the renderings that the lexicon lacks, most works first.

    Args:
        pairs: term pairs of the corpus.
        works: owners of the texts.
        lexicon: what is known.
        min_posterior: pairs below are left out, 0 to 1.
    """
    owners = owners_of_texts(works)
    chinese = {form.text: form.concept_ids[0] for form in lexicon.forms if form.lang == "zh" and len(form.concept_ids) == 1}
    english = {form.text: form.concept_ids for form in lexicon.forms if form.lang == "en"}
    rejected = {(one.id, normalise(form.text).text) for one in lexicon.concepts for form in one.renderings if form.status == "rejected"}
    found: dict[tuple[str, str], list[TermPair]] = {}
    for pair in pairs:
        concept_id, text = pair.concept_id or chinese.get(normalise(pair.zh).text), normalise(pair.en).text
        known = concept_id in english.get(text, ()) or (concept_id, text) in rejected
        if concept_id and concept_id in lexicon.by_id and text and not known and pair.posterior >= min_posterior:
            found.setdefault((concept_id, text), []).append(pair)
    rows = [_row(key, behind, owners, lexicon, english) for key, behind in found.items()]
    return sorted(rows, key=lambda row: (-row.works, row.concept_id, row.rendering))


def _row(
    key: tuple[str, str], pairs: list[TermPair], owners: dict[str, Work], lexicon: Lexicon, english: dict[str, tuple[str, ...]]
) -> NewRendering:
    concept_id, text = key
    works = {pair.text_id: owners.get(pair.text_id) for pair in pairs}
    ids = {work.work_id if work else name for name, work in works.items()}
    years = sorted({work.year for work in works.values() if work and work.year})
    others = "、".join(lexicon.label(name) for name in english.get(text, ()))
    return NewRendering(concept_id, lexicon.label(concept_id), text, len(ids), years, pairs[0].en, others, max(p.posterior for p in pairs))
