"""Where the lexicon changed the model's words: what a team reads before it trusts, or mends, an entry.

Three kinds, the doubtful ones first: `cut`, a word of the model was cut to make a term whole (双百社|工站 → 双百|社工站); `refused`, a term of
the lexicon stands in the text and was left cut, because a known word speaks against it (项目|制定); `joined`, cuts inside a term were undone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.core.records import Span
from pipeline.core.texts import Text
from pipeline.segment.segmenter import Comparison, Segmenter
from pipeline.segment.stage import sentences_of

Kind = Literal["cut", "refused", "joined"]
KINDS: tuple[Kind, ...] = ("cut", "refused", "joined")
AROUND = 12
"""Code points on either side of an example."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a text that the lexicon changed, or a term in it that stayed cut."""

    kind: Kind
    start: int
    end: int
    plain: tuple[str, ...]
    """The model's words."""
    ours: tuple[str, ...]
    """Our words; the term alone where it was refused."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """All changes of one kind between the same words."""

    kind: Kind
    plain: tuple[str, ...]
    ours: tuple[str, ...]
    count: int
    texts: int
    """Texts with such a change."""
    examples: tuple[str, ...]
    """Printed surroundings, the stretch between 【 and 】; in the order of the texts."""


def find_changes(text: str, compared: Comparison) -> list[Change]:
    """Return the changes of one sentence in the order of the text; offsets are those of the compared words."""
    changed = [_change(text, plain, ours) for plain, ours in _differing(compared.plain, compared.ours)]
    refused = [
        Change("refused", term.start, term.end, _printed(text, _around(compared.ours, term)), (text[term.start : term.end],))
        for term in compared.refused
    ]
    return sorted([*changed, *refused], key=lambda change: (change.start, change.end))


def find_conflicts(texts: Iterable[Text], segmenter: Segmenter, *, examples: int = 3) -> list[Conflict]:
    """Return what the segmenter's terms change in these texts: cut, refused, joined, each kind by falling count, then by its words.

    Args:
        texts: texts with their passages.
        segmenter: with terms; without them there is no conflict.
        examples: shown of each conflict, from different texts as far as there are.
    """
    counts: Counter[tuple[Kind, tuple[str, ...], tuple[str, ...]]] = Counter()
    shown: dict[tuple[Kind, tuple[str, ...], tuple[str, ...]], dict[str, str]] = defaultdict(dict)
    for text in texts:
        for passage in text.passages:
            for sentence in sentences_of(text.text, passage):
                printed = text.text[sentence.start : sentence.end]
                for change in find_changes(printed, segmenter.compare(printed)):
                    key = (change.kind, change.plain, change.ours)
                    counts[key] += 1
                    shown[key].setdefault(text.text_id, _example(printed, change))
    ordered = sorted(counts, key=lambda key: (KINDS.index(key[0]), -counts[key], key[1:]))
    return [Conflict(*key, counts[key], len(shown[key]), tuple(list(shown[key].values())[:examples])) for key in ordered]


def sample_texts(texts: list[Text], size: int) -> list[Text]:
    """Return `size` texts spread evenly over the list, in its order; 0 or more than there are: all."""
    if not 0 < size < len(texts):
        return texts
    return [texts[number * len(texts) // size] for number in range(size)]


def _differing(plain: list[Span], ours: list[Span]) -> Iterable[tuple[list[Span], list[Span]]]:
    """Yield the words on both sides between two boundaries that both have, where the words differ."""
    shared = sorted({word.end for word in plain} & {word.end for word in ours})
    first_plain = first_ours = 0
    for end in shared:
        last_plain, last_ours = first_plain, first_ours
        while plain[last_plain].end < end:
            last_plain += 1
        while ours[last_ours].end < end:
            last_ours += 1
        pair = plain[first_plain : last_plain + 1], ours[first_ours : last_ours + 1]
        if pair[0] != pair[1]:
            yield pair
        first_plain, first_ours = last_plain + 1, last_ours + 1


def _change(text: str, plain: list[Span], ours: list[Span]) -> Change:
    added = {word.start for word in ours} - {word.start for word in plain}
    return Change("cut" if added else "joined", plain[0].start, plain[-1].end, _printed(text, plain), _printed(text, ours))


def _around(words: list[Span], term: Span) -> list[Span]:
    return [word for word in words if word.start < term.end and term.start < word.end]


def _printed(text: str, words: Iterable[Span]) -> tuple[str, ...]:
    return tuple(text[word.start : word.end] for word in words)


def _example(text: str, change: Change) -> str:
    before, after = text[max(0, change.start - AROUND) : change.start], text[change.end : change.end + AROUND]
    return " ".join(f"{before}【{text[change.start : change.end]}】{after}".split())
