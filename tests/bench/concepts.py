"""Megabytes of UTF-8 a CPU second, normalisation and offsets included: `make bench-concepts`.

Our matcher with the lexicon as it is, and filled up to 1,000 and to 50,000 patterns, beside spaCy's PhraseMatcher with the tokenization it needs
and ahocorasick-rs on the bare strings (no normalisation, no evidence: the ceiling). `dense` text is made of the demo corpus, every sentence of it
about the lexicon's subject; `mixed` is a tenth of it among words of no subject, nearer to what a literature search returns.
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.concepts.matcher import Block, Matcher
from pipeline.core.boundaries import word_weights
from pipeline.core.lexicon import Concept, Lexicon, load_lexicon
from tests.bench.prose import make_prose, paragraphs

ROOT = Path(__file__).resolve().parents[2]
MEGABYTES = 10
SLOW_MEGABYTES = 1
"""PhraseMatcher reads so much: its speed does not change with more."""
COUNTS = (1_000, 50_000)
DOCUMENT = 20_000
"""Characters of one document: a long article."""
DENSE_SHARE = 0.1


def common_words() -> list[str]:
    """Return two-character words, the most frequent first."""
    weights = word_weights()
    return sorted((word for word in weights if len(word) == 2), key=lambda word: (-weights[word], word))


def make_terms(count: int) -> list[str]:
    """Return terms of four characters, each two common words, all different: a thesaurus of another field."""
    draw = random.Random(1)  # noqa: S311 - a benchmark
    words = common_words()[200:3_000]
    terms: dict[str, None] = {}
    while len(terms) < count:
        terms["".join(draw.sample(words, 2))] = None
    return list(terms)


def make_mixed(dense: str, seed: int = 2) -> str:
    """Return text of the same size of which one paragraph in ten is dense; the others are common words by their frequency."""
    draw = random.Random(seed)  # noqa: S311 - a benchmark
    words = common_words()[:20_000]
    weights = word_weights()
    stream = draw.choices(words, [2.718281828 ** weights[word] for word in words], k=len(dense) // 2)
    marks = draw.choices(["", "，", "的", "。"], [8, 1, 1, 0.4], k=len(stream))
    filler = "".join(part for pair in zip(stream, marks, strict=True) for part in pair)
    pairs = zip(paragraphs(dense), paragraphs(filler), strict=False)
    return "".join(one if draw.random() < DENSE_SHARE else other for one, other in pairs)


def filled(lexicon: Lexicon, count: int) -> Lexicon:
    """Return the lexicon cut, or filled up with made-up concepts, to about `count` forms."""
    kept = lexicon
    while len(kept.forms) > count:
        kept = Lexicon(lexicon.version, lexicon.families, kept.concepts[:-1])
    made = [Concept(id=f"made_{number}", label=term, label_en="") for number, term in enumerate(make_terms(count - len(kept.forms)))]
    return Lexicon(lexicon.version, lexicon.families, (*kept.concepts, *made))


def documents(text: str) -> list[list[Block]]:
    """Return the text as documents of passages."""
    return [[Block(part) for part in paragraphs(text[at : at + DOCUMENT])] for at in range(0, len(text), DOCUMENT)]


def megabytes_a_second(text: str, run: Callable[[str], int]) -> tuple[float, float]:
    """Return megabytes a CPU second and hits a megabyte of one pass over the text."""
    size = len(text.encode()) / 1e6
    start = time.process_time()
    hits = run(text)
    return size / (time.process_time() - start), hits / size


def phrase_matcher(forms: list[str]) -> Callable[[str], int]:
    """Return spaCy's PhraseMatcher over its Chinese tokenizer, which cuts into characters."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("zh")
    matcher: Any = PhraseMatcher(nlp.vocab)
    matcher.add("term", [nlp.make_doc(form) for form in forms])
    return lambda text: sum(len(matcher(nlp.make_doc(part))) for part in paragraphs(text))


def bare_automaton(forms: list[str]) -> Callable[[str], int]:
    """Return ahocorasick-rs on the text as it is."""
    from ahocorasick_rs import AhoCorasick

    automaton = AhoCorasick(forms)
    return lambda text: sum(len(automaton.find_matches_as_indexes(part, overlapping=True)) for part in paragraphs(text, DOCUMENT))


def report(name: str, text: str, run: Callable[[str], int]) -> None:
    """Print one line."""
    speed, hits = megabytes_a_second(text, run)
    sys.stdout.write(f"{name:44} {speed:7.2f} MB/s {hits:8.0f} hits/MB\n")
    sys.stdout.flush()


def main() -> int:
    """Print a line for each matcher, number of patterns and kind of text."""
    shipped = load_lexicon(ROOT / "configs" / "lexicon")
    dense = make_prose(MEGABYTES * 1_000_000)
    texts = {"dense": dense, "mixed": make_mixed(dense)}
    lexicons = {f"{len(shipped.forms)} forms, as shipped": shipped} | {f"{count} forms": filled(shipped, count) for count in COUNTS}
    for patterns, lexicon in lexicons.items():
        matcher, forms = Matcher(lexicon), [form.text for form in lexicon.forms]
        matcher.find([Block("项目制定")])  # loads the word list
        for kind, text in texts.items():
            report(f"ours            {kind}, {patterns}", text, lambda text, use=matcher: count_hits(use, text))
            report(f"PhraseMatcher   {kind}, {patterns}", text[: len(text) * SLOW_MEGABYTES // MEGABYTES], phrase_matcher(forms))
            report(f"ahocorasick-rs  {kind}, {patterns}", text, bare_automaton(forms))
    return 0


def count_hits(matcher: Matcher, text: str) -> int:
    """Return the number of mentions."""
    return sum(len(hits) for blocks in documents(text) for hits in matcher.find(blocks))


if __name__ == "__main__":
    sys.exit(main())
