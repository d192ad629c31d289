"""The matcher as the command runs it, on plain text, and as the stage runs it, with the segmenter's words."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.concepts.commands import find_mentions
from pipeline.concepts.matcher import Matcher
from pipeline.concepts.places import Ranges
from pipeline.core.lexicon import load_lexicon
from pipeline.core.records import Span
from pipeline.segment.segmenter import Segmenter, load_model
from pipeline.segment.terms import load_terms
from tests.gold.concepts.scores import Finder


def plain_finder(lexicon: Path) -> Finder:
    """Return what `wenmai concepts` finds."""
    matcher = Matcher(load_lexicon(lexicon))
    return lambda text: find_mentions(matcher, text)


def word_finder(lexicon: Path, model: Path) -> Finder:
    """Return what the stage finds in a passage whose words are known."""
    matcher = Matcher(load_lexicon(lexicon))
    segmenter = Segmenter(load_model(model), load_terms(lexicon))

    return lambda text: find_mentions(matcher, text, _ranges(segmenter.segment(text)))


def _ranges(words: Sequence[Span]) -> Ranges:
    return Ranges([word.start for word in words], [word.end for word in words])
