"""Terms of a corpus that the lexicon lacks: from keyword lists, quotation marks, and words that hold together; ranked, with evidence.

score = ln(1 + count) · (1 + cohesion) + freedom + 2 ln(1 + quoted) + 2 ln(1 + keywords) + ln(1 + titles) + 3 kinship

Weighed on five public texts (43,000 characters) with four coinages taken out of the lexicon: they rank 1, 3, 40 and 44 of 155 (phrases
from three places on; 1, 3, 46 and 49 of 287 from two on). Without kinship and with single characters of grammar as words the last two rank
212 and 561 of 741; they stand twice each, once in a title that quotes them.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.core.lexicon import Lexicon
from pipeline.core.records import Passage, Tokens, Work
from pipeline.core.text import count_han, is_han, normalise
from pipeline.core.texts import Text
from pipeline.explore.lexicon.phrases import Phrase, find_phrases

QUOTED = re.compile(r"[“「『]([^“”「」『』]{2,20})[”」』]")
PROSE = frozenset({"abstract_zh", "body", "heading", "title"})
TITLES = frozenset({"title", "heading"})
MIN_CHARS, MAX_CHARS = 3, 10
# Words of grammar: no term begins, ends or holds together with one. stopwords.txt, made for topics, leaves out single characters.
GRAMMAR = frozenset(
    "的地得了着与和及或在为以于对从由被把将是有不也都就而且之其所各该此这那等上中下内外前后间个种次们来去到给让使又很更最可能要会并则但因向自如至只还某每何第"
)
KNOWN_CHARS = 3
"""A phrase around a known form of this length is that form with company, unless somebody quotes it or names it as keyword."""
KINSHIP_WEIGHT = 3.0
MIN_SHARED_HEADING = 3
MIN_NESTED_SHARE = 0.8
"""A phrase that stands inside a longer one in this share of its places is a part of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a candidate stands."""

    text_id: str
    start: int
    end: int


@dataclass(slots=True)
class Candidate:
    """A term that may be a concept or a variant."""

    term: str
    """Normalised."""
    count: int = 0
    texts: int = 0
    keywords: int = 0
    """Works that name it as keyword."""
    quoted: int = 0
    titles: int = 0
    """Titles and headings in which it stands."""
    cohesion: float = 0.0
    freedom: float = 0.0
    kinship: float = 0.0
    """Share of its character pairs that stand in a form of the lexicon too."""
    places: list[Place] = field(default_factory=list)

    @property
    def score(self) -> float:
        """Return the sum of the evidence; higher is better."""
        held = math.log1p(self.count) * (1 + self.cohesion) + self.freedom
        return held + 2 * math.log1p(self.quoted) + 2 * math.log1p(self.keywords) + math.log1p(self.titles) + KINSHIP_WEIGHT * self.kinship


@dataclass(frozen=True)
class Known:
    """What is no candidate."""

    forms: frozenset[str]
    """Forms and exclusions of the lexicon and words of terms.txt, normalised."""
    stop_words: frozenset[str]
    pairs: frozenset[str]
    """Character pairs of the forms."""

    def is_grammar(self, word: str) -> bool:
        """Tell whether a word is no part of a term."""
        return word in GRAMMAR or word in self.stop_words

    def kinship(self, term: str) -> float:
        """Return the share of a term's character pairs that forms of the lexicon have."""
        return sum(pair in self.pairs for pair in _pairs(term)) / (len(term) - 1)

    def has_company(self, term: str) -> bool:
        """Tell whether a known form stands inside a term."""
        return any(form in term for form in self.forms if len(form) >= KNOWN_CHARS)


def known_words(lexicon: Lexicon, terms: Iterable[str], stop_words: Iterable[str]) -> Known:
    """Return what the project knows already."""
    forms = {form.text for form in lexicon.forms if form.lang == "zh"} | {text for text, _ in lexicon.exclusions}
    return Known(frozenset(forms | set(terms)), frozenset(stop_words), frozenset(pair for form in forms for pair in _pairs(form)))


def suggest_terms(texts: Sequence[Text], tokens: dict[str, Tokens], works: Sequence[Work], known: Known, min_count: int) -> list[Candidate]:
    """Return the candidates, best first.

    Args:
        texts: the corpus.
        tokens: words of each text, by text_id.
        works: for their keywords.
        known: what is left out.
        min_count: places a phrase needs that nobody quotes or names as keyword.
    """
    found: dict[str, Candidate] = {}
    for phrase in _phrases(texts, tokens, known, min_count):
        found[phrase.text] = Candidate(phrase.text, cohesion=phrase.cohesion, freedom=phrase.freedom)
    quoted, keywords = _quoted_terms(texts, known), _keywords(works, known)
    for term in sorted(quoted.keys() | keywords.keys()):
        one = found.setdefault(term, Candidate(term))
        one.quoted, one.keywords = quoted[term], keywords[term]
    _locate(found, texts)
    for heading in _usual_headings(texts):
        found.pop(heading, None)
    for one in found.values():
        one.kinship = known.kinship(one.term)
    kept = [one for one in found.values() if _is_wanted(one, known, min_count)]
    return sorted(_without_parts(kept), key=lambda one: (-round(one.score, 6), one.term))


def _usual_headings(texts: Iterable[Text]) -> list[str]:
    """Return headings that several texts have, such as 参考文献 and 研究方法: they are parts of a paper and no terms."""
    counts = Counter(
        heading for text in texts for heading in {normalise(text.slice(p)).text.strip("【】[]:：") for p in text.of_role("heading")}
    )
    return sorted(heading for heading, n in counts.items() if n >= MIN_SHARED_HEADING)


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _is_wanted(one: Candidate, known: Known, min_count: int) -> bool:
    if one.quoted or one.keywords:
        return True
    return one.count >= min_count and not known.has_company(one.term)


def _phrases(texts: Sequence[Text], tokens: dict[str, Tokens], known: Known, min_count: int) -> Iterator[Phrase]:
    runs = [run for text in texts if text.text_id in tokens for run in _runs(text, tokens[text.text_id], known)]
    for phrase in find_phrases(runs, min_count):
        if MIN_CHARS <= len(phrase.text) <= MAX_CHARS and phrase.text not in known.forms and phrase.cohesion > 0:
            yield phrase


def _runs(text: Text, cut: Tokens, known: Known) -> Iterator[list[str]]:
    """Yield words that follow each other; whatever is not Han, and every stop word, ends a run."""
    roles = _RoleAt(text.passages)
    run: list[str] = []
    end_before = -1
    for start, end in zip(cut.token_start, cut.token_end, strict=True):
        word = normalise(text.text[start:end]).text
        fits = bool(word) and all(map(is_han, word)) and not known.is_grammar(word) and roles.at(start) in PROSE
        if run and (not fits or start != end_before):
            yield run
            run = []
        if fits:
            run.append(word)
        end_before = end
    if run:
        yield run


class _RoleAt:
    """The role of the passage at rising offsets."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._at = 0

    def at(self, offset: int) -> str:
        while self._at < len(self._passages) - 1 and offset >= self._passages[self._at].end:
            self._at += 1
        return self._passages[self._at].role if self._passages else ""


def _quoted_terms(texts: Iterable[Text], known: Known) -> Counter[str]:
    """Count quoted terms, also in references: a title is where a coinage is quoted first."""
    terms = (normalise(match.group(1)).text for text in texts for match in QUOTED.finditer(text.text))
    return Counter(term for term in terms if _is_term(term, known))


def _keywords(works: Iterable[Work], known: Known) -> Counter[str]:
    terms = (normalise(keyword).text for work in works for keyword in set(work.keywords_zh))
    return Counter(term for term in terms if _is_term(term, known))


def _is_term(term: str, known: Known) -> bool:
    return MIN_CHARS <= len(term) <= MAX_CHARS and count_han(term) == len(term) and term not in known.forms


def _locate(found: dict[str, Candidate], texts: Iterable[Text]) -> None:
    """Fill counts, titles and places, in one pass over each text for all candidates."""
    import ahocorasick_rs

    terms = sorted(found)
    automaton = ahocorasick_rs.AhoCorasick(terms)
    for text in texts:
        seen: set[str] = set()
        for passage in text.passages:
            folded = normalise(text.slice(passage))
            for index, start, end in automaton.find_matches_as_indexes(folded.text, overlapping=True):
                one = found[terms[index]]
                one.titles += passage.role in TITLES
                span = folded.original(start, end).shift(passage.start)
                one.places.append(Place(text.text_id, span.start, span.end))
                one.count += 1
                seen.add(one.term)
        for term in seen:
            found[term].texts += 1


def _without_parts(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out what hardly ever stands outside a longer candidate, unless it is quoted or a keyword."""
    by_length = sorted(candidates, key=lambda one: -len(one.term))
    kept: list[Candidate] = []
    for one in by_length:
        inside = max((longer.count for longer in kept if one.term in longer.term), default=0)
        if one.quoted or one.keywords or inside < MIN_NESTED_SHARE * one.count:
            kept.append(one)
    return kept
