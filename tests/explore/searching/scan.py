"""What a query must find, by reading every text from end to end: no index, no pattern, no array. Slow and plain, to compare with."""

import functools
import itertools
from collections import defaultdict
from dataclasses import dataclass, field

from pipeline.core.counting import is_counted, repeated_works
from pipeline.core.records import Mention, Passage, Work
from pipeline.core.text import Normalised, is_han, normalise
from pipeline.core.texts import Text
from pipeline.explore.concept_names import find_concept, name_key, names_of
from pipeline.explore.searching.grams import fold_marks
from pipeline.explore.searching.nodes import Both, Either, Filter, Find, Near, Node, Not, has_places
from pipeline.explore.searching.query import SECTIONS, year_range
from pipeline.explore.searching.stems import stem_words
from pipeline.explore.searching.writing import LibraryContent

Range = tuple[int, int]


@dataclass(frozen=True)
class Read:
    """A passage as the scan reads it."""

    text: Text
    passage: Passage
    normalised: Normalised
    folded: str
    mentions: list[Mention]


@dataclass(frozen=True)
class Scan:
    """A library to scan."""

    content: LibraryContent
    words: dict[str, list[Range]]
    """text_id: its segmented words."""
    passages: list[Read] = field(default_factory=list)
    vocabulary: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    found: dict[tuple[int, str, int, bool], list[Range]] = field(default_factory=dict)
    """Ranges of the query that is being compared."""
    named: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for text in sorted(self.content.texts, key=lambda text: text.text_id):
            for passage in text.passages:
                normalised = normalise(text.slice(passage))
                own = [m for m in self.content.mentions if (m.text_id, m.passage_index) == (text.text_id, passage.passage_index)]
                self.passages.append(Read(text, passage, normalised, fold_marks(normalised.text), own))
                for word in set(split_words(normalised.text)):
                    self.vocabulary[stem_words([word])[0]].add(word)

    def hits(self, tree: Node, *, whole_words: bool = False) -> list[tuple[str, int, int]]:
        """Return (text_id, start, end) of all hits, in order."""
        scope, texts = self.scope(tree), self.texts(tree, whole_words)
        leaves = list(positive(tree))
        found: list[tuple[str, int, int]] = []
        for read in scope:
            if read.text.text_id in texts:
                ranges = {one for leaf in leaves for one in self.ranges(leaf, read, whole_words)}
                found += [(read.text.text_id, *printed(read, *one)) for one in sorted(ranges)]
        if not leaves:
            firsts = {read.text.text_id: read.passage for read in reversed(scope) if read.text.text_id in texts}
            return [(text_id, *printed_whole(self, text_id, passage)) for text_id, passage in sorted(firsts.items())]
        return found

    def scope(self, tree: Node) -> list[Read]:
        """Return the passages that the filters joined by AND allow."""
        filters = [node for node in conjuncts(tree) if isinstance(node, Filter) and node.field in {"section", "lang"}]
        return [read for read in self.passages if all(has(read, node) for node in filters)]

    def texts(self, tree: Node, whole_words: bool = False) -> set[str]:
        """Return the texts that fit."""
        scope = self.scope(tree)

        def fitting(node: Node) -> set[str]:
            match node:
                case Both(parts):
                    return set.intersection(*map(fitting, parts))
                case Either(parts):
                    return set.union(*map(fitting, parts))
                case Not(part):
                    return {text.text_id for text in self.content.texts} - fitting(part)
                case Filter("section" | "lang"):
                    return {read.text.text_id for read in scope if has(read, node)}
                case Filter(name) if name != "concept":
                    return {text_id for work in self.content.works if fits(work, node) for text_id in texts_of(work)} & {
                        text.text_id for text in self.content.texts
                    }
            return {read.text.text_id for read in scope if self.ranges(node, read, whole_words)}

        return fitting(tree)

    def years(self, tree: Node) -> dict[int | None, tuple[int, int]]:
        """Return works that fit, and works that could, of each year."""
        filters = [node for node in conjuncts(tree) if isinstance(node, Filter) and node.field != "concept"]
        allowed = self.texts(Both(tuple(filters))) if filters else {text.text_id for text in self.content.texts}
        fitting = self.texts(tree)
        repeated = set() if any(node.field == "kind" for node in filters) else repeated_works(self.content.works)
        found: dict[int | None, tuple[int, int]] = {}
        for work in self.content.works:
            if is_counted(work) and work.work_id not in repeated and set(texts_of(work)) & allowed:
                works, of = found.get(work.year, (0, 0))
                found[work.year] = (works + bool(set(texts_of(work)) & fitting), of + 1)
        return found

    def ranges(self, node: Node, read: Read, whole_words: bool) -> list[Range]:
        """Return where a phrase, concept or NEAR stands in folded text; looked for once a query."""
        key = (id(node), read.text.text_id, read.passage.passage_index, whole_words)
        if key not in self.found:
            self.found[key] = self.search(node, read, whole_words)
        return self.found[key]

    def search(self, node: Node, read: Read, whole_words: bool) -> list[Range]:
        """Return where a phrase, concept or NEAR stands in folded text."""
        match node:
            case Find(phrase, is_quoted):
                found = list(self.occurrences(phrase.printed, read.folded, is_quoted))
                return [one for one in found if not (whole_words and self.cuts(read, one))]
            case Filter(_, name):
                wanted = self.concepts(name)
                return sorted({folded_range(read, m) for m in read.mentions if m.concept_id in wanted})
            case Either(parts):
                return sorted({one for part in parts for one in self.ranges(part, read, whole_words)})
            case Near(left, right, distance):
                return near(self.ranges(left, read, whole_words), self.ranges(right, read, whole_words), distance, read.folded)
        raise TypeError(node)

    def occurrences(self, printed_phrase: str, folded: str, is_quoted: bool) -> list[Range]:
        """Return where a phrase stands, not overlapping."""
        phrase = folded_phrase(printed_phrase)
        choices = [[piece] if is_quoted else self.forms(piece) for piece in split_pieces(phrase)]
        firsts = {option[0] for option in choices[0]}
        found: list[Range] = []
        for at in (at for at, char in enumerate(folded) if char in firsts):
            if (found and at < found[-1][1]) or (is_word(phrase[0]) and at and is_word(folded[at - 1])):
                continue
            end = match_at(choices, folded, at)
            if end is not None and not (is_word(phrase[-1]) and end < len(folded) and is_word(folded[end])):
                found.append((at, end))
        return found

    def concepts(self, name: str) -> list[str]:
        """Return the concepts that a name stands for."""
        if name not in self.named:
            names = names_of(self.content.concepts)
            families = {name_key(family): list(ids) for family, ids in self.content.families.items()}
            is_family = name_key(name) not in names and name_key(name) in families
            self.named[name] = families[name_key(name)] if is_family else [find_concept(name, names)]
        return self.named[name]

    def forms(self, piece: str) -> list[str]:
        """Return the words that may stand for one."""
        if not (piece.isascii() and piece.isalpha() and len(piece) > 2):
            return [piece]
        return sorted({piece, *self.vocabulary.get(stem_words([piece])[0], set())})

    def cuts(self, read: Read, found: Range) -> bool:
        """Tell whether a range of folded text begins or ends inside a word."""
        return any(self.inside(read, place) for place in found)

    def inside(self, read: Read, place: int) -> bool:
        """Tell whether a word goes on at a place of folded text."""
        if place in {0, len(read.folded)}:
            return False
        offset = read.passage.start + read.normalised.origins[place]
        return any(start < offset < end for start, end in self.words.get(read.text.text_id, []))


@functools.cache
def folded_phrase(printed: str) -> str:
    return fold_marks(normalise(printed).text).strip()


def match_at(choices: list[list[str]], folded: str, at: int) -> int | None:
    """Return where the phrase ends that begins at `at`, None when it does not stand there."""
    ends = {at}
    before = ""
    for options in choices:
        space = options == [" "]
        loose = bool(before) and before != " " and not space and is_han(before[-1]) != is_han(options[0][0])
        if space:
            ends = {end + 1 for end in ends if folded[end : end + 1] == " "} | (ends if before and is_han(before[-1]) else set())
        else:
            starts = ends | ({end + 1 for end in ends if folded[end : end + 1] == " "} if loose else set())
            ends = {start + len(option) for start in starts for option in options if folded.startswith(option, start)}
        before = options[0]
    return max(ends) if ends else None


@functools.lru_cache(100_000)
def split_pieces(phrase: str) -> list[str]:
    """Return runs of Han characters, words, spaces and single marks."""
    kinds = [
        ("han" if is_han(char) else "word" if is_word(char) else "space" if char == " " else f"mark{at}") for at, char in enumerate(phrase)
    ]
    return ["".join(phrase[at] for at, _ in group) for _, group in itertools.groupby(enumerate(kinds), key=lambda pair: pair[1])]


def split_words(normalised: str) -> list[str]:
    """Return the English words of a text that have a stem."""
    return [piece for piece in split_pieces(normalised) if piece.isascii() and piece.isalpha() and len(piece) > 2]


def is_word(char: str) -> bool:
    return char.isalnum() and not is_han(char)


def near(left: list[Range], right: list[Range], distance: int, folded: str) -> list[Range]:
    """Return the shortest stretches between neighbours."""
    found = set()
    for start, end in left:
        behind = min((one for one in right if one[0] >= end), default=None)
        if behind and units(folded[end : behind[0]]) <= distance:
            found.add((start, behind[1]))
        before = max((one for one in right if one[1] <= start), key=lambda one: (one[1], one[0]), default=None)
        if before and units(folded[before[1] : start]) <= distance:
            found.add((before[0], end))
    return sorted(one for one in found if not any(other != one and one[0] <= other[0] and other[1] <= one[1] for other in found))


def units(text: str) -> int:
    """Return the number of Han characters and words."""
    return sum(len(piece) if is_han(piece[0]) else int(is_word(piece[0])) for piece in split_pieces(text) if piece)


def printed(read: Read, start: int, end: int) -> Range:
    span = read.normalised.original(start, end).shift(read.passage.start)
    return span.start, span.end


def printed_whole(scan: Scan, text_id: str, passage: Passage) -> Range:
    """Return what is shown of a passage: from its first character that is not dropped to the last."""
    (read,) = (read for read in scan.passages if read.text.text_id == text_id and read.passage.passage_index == passage.passage_index)
    return printed(read, 0, len(read.folded)) if read.folded else (passage.start, passage.end)


def folded_range(read: Read, mention: Mention) -> Range:
    origins = read.normalised.origins
    first = next(at for at, origin in enumerate(origins) if origin >= mention.start - read.passage.start)
    return first, next(at for at, origin in enumerate(origins) if origin >= mention.end - read.passage.start)


def has(read: Read, node: Filter) -> bool:
    return read.passage.role in SECTIONS[node.value] if node.field == "section" else read.passage.lang == node.value


def fits(work: Work, node: Filter) -> bool:
    match node.field:
        case "year":
            first, last = year_range(node.value)
            return work.year is not None and first <= work.year <= last
        case "kind":
            return work.kind == node.value
        case "venue":
            return normalise(node.value).text in normalise(work.venue or "").text
    return normalise(node.value).text in normalise(" ".join(work.authors)).text


def texts_of(work: Work) -> list[str]:
    return [name for name in [*work.doc_ids, work.text_id] if name]


def conjuncts(node: Node) -> list[Node]:
    return [leaf for part in node.parts for leaf in conjuncts(part)] if isinstance(node, Both) else [node]


def positive(node: Node) -> list[Node]:
    if isinstance(node, Both) or (isinstance(node, Either) and not has_places(node)):
        return [leaf for part in node.parts for leaf in positive(part)]
    return [node] if has_places(node) else []
