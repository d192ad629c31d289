"""Mentions found against mentions labelled: what is counted, flags, senses, sentences fully right, and every miss."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.gold.concepts import FLAGS, UNCOUNTED, Document, Label

Found = dict[str, Any]
"""A mention as `wenmai concepts --format json` prints it."""
Finder = Callable[[str], list[Found]]


@dataclass(frozen=True, slots=True)
class Miss:
    """A disagreement between coder and matcher."""

    kind: str
    """missed, extra, weight, flag, sense or span."""
    concept: str
    surface: str
    detail: str
    sentence: str


@dataclass
class Tally:
    """Sums over documents, and what they say."""

    mentions: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(language, hit | missed | extra) of counted mentions."""
    flags: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(flag, hit | missed | extra) over counted mentions that were found."""
    senses: Counter[bool] = field(default_factory=Counter)
    spans: Counter[bool] = field(default_factory=Counter)
    uncounted: Counter[bool] = field(default_factory=Counter)
    right: int = 0
    """Documents without a missed or an extra counted mention."""
    documents: int = 0
    misses: list[Miss] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return all figures, rounded to four places."""
        figures = {f"{name}_{lang}": value for lang in ("all", "zh", "en") for name, value in _rates(self._side(lang)).items()}
        for flag in FLAGS:
            rates = _rates({kind: self.flags[flag, kind] for kind in ("hit", "missed", "extra")})
            figures |= {f"{flag}_{name}": rates[name] for name in ("precision", "recall")}
        shares = {"senses": self.senses, "exact_spans": self.spans, "uncounted_recall": self.uncounted}
        figures |= {name: counts[True] / max(1, counts.total()) for name, counts in shares.items()}
        return {name: round(value, 4) for name, value in figures.items()}

    def _side(self, lang: str) -> dict[str, int]:
        langs = ("zh", "en") if lang == "all" else (lang,)
        return {kind: sum(self.mentions[one, kind] for one in langs) for kind in ("hit", "missed", "extra")}


def _rates(counts: dict[str, int]) -> dict[str, float]:
    hit = counts["hit"]
    precision, recall = hit / max(1, hit + counts["extra"]), hit / max(1, hit + counts["missed"])
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(1e-9, precision + recall)}


def score(documents: Iterable[Document], find: Finder) -> Tally:
    """Return the tally of a finder over labelled documents."""
    tally = Tally()
    for document in documents:
        _Judge(document, find(document.text), tally).judge()
    return tally


@dataclass
class _Judge:
    document: Document
    found: Sequence[Found]
    tally: Tally

    def judge(self) -> None:
        """Add one document to the tally."""
        pairs = dict(_pair(self.document.labels, self.found))
        wrong = sum([not self._judge_label(label, pairs.get(index)) for index, label in enumerate(self.document.labels)])
        taken = {id(found) for found in pairs.values()}
        wrong += sum([not self._judge_rest(found) for found in self.found if id(found) not in taken])
        self.tally.documents += 1
        self.tally.right += wrong == 0

    def _judge_label(self, label: Label, found: Found | None) -> bool:
        """Tell whether nothing that counts is wrong."""
        weight = _weight(found) if found else "missed"
        if label.weight == "either":
            return True
        if label.weight != "counted":
            self.tally.uncounted[weight == label.weight] += 1
            if weight != label.weight:
                self._note("missed" if found is None else "weight", label, f"{label.weight}, not {weight}")
            return weight != "counted" or self._count("extra", label.lang)
        if found is None or weight != "counted":
            self._note("missed" if found is None else "weight", label, f"counted, not {weight}")
            return self._count("missed", label.lang)
        self.tally.mentions[label.lang, "hit"] += 1
        self._judge_reading(label, found)
        return True

    def _judge_reading(self, label: Label, found: Found) -> None:
        """Compare span, flags and sense of a mention that was found."""
        same = (label.start, label.end) == (found["start"], found["end"])
        self.tally.spans[same] += 1
        if not same:
            self._note("span", label, f"not {found['text']!r}")
        for flag in FLAGS:
            wanted, have = flag in label.properties, flag in found["flags"]
            if wanted or have:
                self.tally.flags[flag, "hit" if wanted == have else "missed" if wanted else "extra"] += 1
            if wanted != have:
                self._note("flag", label, f"{flag} {'missing' if wanted else 'set'}")
        if label.sense:
            right = (None if label.sense == "-" else label.sense) == found["sense"]
            self.tally.senses[right] += 1
            if not right:
                self._note("sense", label, f"{label.sense}, not {found['sense']}")

    def _judge_rest(self, found: Found) -> bool:
        """Tell whether a mention that no label claims does no harm."""
        doubtful = any(label.weight == "either" and _overlap(label, found) for label in self.document.labels)
        if doubtful or _weight(found) != "counted":
            return True
        line = self.document.line_at(found["start"])
        self.tally.misses.append(Miss("extra", found["concept"], found["text"], "not meant", line))
        return self._count("extra", found["lang"])

    def _count(self, kind: str, lang: str) -> bool:
        self.tally.mentions[lang, kind] += 1
        return False

    def _note(self, kind: str, label: Label, detail: str) -> None:
        self.tally.misses.append(Miss(kind, label.concept, label.surface, detail, self.document.line_at(label.start)))


def _pair(labels: Sequence[Label], found: Sequence[Found]) -> Iterator[tuple[int, Found]]:
    """Give each label the mention of its concept that overlaps it, same spans first; each mention once."""
    options = [
        (abs(one["start"] - label.start) + abs(one["end"] - label.end), index, place)
        for index, label in enumerate(labels)
        for place, one in enumerate(found)
        if one["concept"] == label.concept and _overlap(label, one)
    ]
    labelled: set[int] = set()
    taken: set[int] = set()
    for _, index, place in sorted(options):
        if index not in labelled and place not in taken:
            labelled.add(index)
            taken.add(place)
            yield index, found[place]


def _overlap(label: Label, found: Found) -> bool:
    return bool(label.start < found["end"] and found["start"] < label.end)


def _weight(found: Found) -> str:
    return next((name for name in UNCOUNTED if name in found["flags"]), "counted")
