"""Was an article drawn from a thesis of its author? By shared passages, equal titles, or alike ones with a second sign."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.catalog import agreement
from pipeline.catalog.agreement import Profile
from pipeline.catalog.config import CatalogConfig
from pipeline.core.records import Work
from pipeline.core.text import title_key

# Twelve characters in a row are a copied clause, not a phrase of the field.
SHINGLE_CHARS = 12
# Years between a thesis and an article drawn from it: chapters appear before the defence and for some years after it.
YEARS_BEFORE, YEARS_AFTER = 3, 6
# Alike enough when supervisor or university also agree; two works of one author on one theme have about .2 (abstracts) and .3 (titles).
MIN_ALIKE_TITLE, MIN_ALIKE_ABSTRACT = 0.45, 0.3


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why an article is taken to be drawn from a thesis; the heavier of two theses wins."""

    rule: str
    because: str
    weight: float


@dataclass(slots=True)
class TextIndex:
    """Documents' texts with their shingles, made when they are first asked for."""

    texts: Mapping[str, str]
    shingles: dict[str, frozenset[str]] = field(default_factory=dict)

    def shared(self, article: Work, thesis: Work) -> float:
        """Return the share of the article's shingles that the thesis has too; 0 unless both are full texts."""
        if not article.evidence == thesis.evidence == "full_text":
            return 0.0
        own, other = self._of(article), self._of(thesis)
        return len(own & other) / len(own) if own else 0.0

    def _of(self, work: Work) -> frozenset[str]:
        doc_id = work.text_id or ""
        if doc_id not in self.shingles:
            plain = "".join(filter(str.isalnum, self.texts.get(doc_id, "")))
            self.shingles[doc_id] = frozenset(plain[start : start + SHINGLE_CHARS] for start in range(len(plain) - SHINGLE_CHARS + 1))
        return self.shingles[doc_id]


def judge_derived(article: Profile, thesis: Profile, shared: float, config: CatalogConfig) -> Verdict | None:
    """Return why the article is drawn from the thesis, None when it is not; `shared` is the share of its text found there.

    That both name one author is the caller's to know.
    """
    if article.year and thesis.year and not -YEARS_BEFORE <= article.year - thesis.year <= YEARS_AFTER:
        return None
    if shared >= config.min_shared_text:
        return Verdict("text", f"{shared:.0%} of the article's text stands in the thesis", 2 + shared)
    if (article.titles | article.main_titles) & (thesis.titles | thesis.main_titles):
        return Verdict("title", "same author, same title", 2)
    title = agreement.title_similarity(article, thesis) if article.titles and thesis.titles else 0.0
    abstract = agreement.similarity(article.abstract, thesis.abstract)
    sign = _second_sign(article, thesis)
    if sign and (title >= MIN_ALIKE_TITLE or abstract >= MIN_ALIKE_ABSTRACT):
        return Verdict("alike", f"same author, {sign}; titles {title:.2f}, abstracts {abstract:.2f} alike", title + abstract)
    return None


def _second_sign(article: Profile, thesis: Profile) -> str:
    """Return the supervisor or university that both name: authors of one name are many."""
    advisor = agreement.name_key(thesis.description.bibliography.advisor or "")
    if advisor and advisor in article.names:
        return f"supervisor {thesis.description.bibliography.advisor} is a co-author"
    university = title_key(thesis.description.bibliography.venue or "")
    if university and any(university in title_key(name) for name in article.description.bibliography.affiliations):
        return thesis.description.bibliography.venue or ""
    return ""
