"""Where sentences end in Chinese and English text; rules, no model.

An end is 。！？ (and ! ?), an ellipsis, a line break, or a full stop that is one: half-width dots behind Han as CNKI prints them, `China.This`,
but no decimal, abbreviation, initial, list marker or file name. ；does not end a sentence. Closing quotes and brackets stay with
the sentence they close, list markers with what follows them.
"""

import re

from pipeline.core.records import Span
from pipeline.core.text import is_han

CANDIDATE = re.compile(r"[\n\r\u2028\u2029\x0b\x0c\x85]|[。！？!?｡]+|…+|[.．]{2,}|[.．]")
CLOSING_QUOTES = "”’」』\"'"
CLOSING_BRACKETS = "）)》〉】]］〕}"
OPENING = {"）": "（", ")": "(", "》": "《", "〉": "〈", "】": "【", "]": "[", "］": "［", "〕": "〔", "}": "{"}
CLOSERS = CLOSING_QUOTES + CLOSING_BRACKETS
BREAKS = "\n\r\u2028\u2029\x0b\x0c\x85"
DOTS = ".．"
# A citation marker that is printed behind the full stop it belongs to: 。[3] 。[3-5] 。［12］
NOTE_MARKER = re.compile(r"[\[［【]\s*\d[\d\s,，、;；\-–—~～:]*[\]］】]")
# Behind what a number and a dot are a list marker: 包括：1.培育；2.评估
MARKER = re.compile(r"(?:^|[\s:：;；,，、(（])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z]|[ivxIVX]{1,4})$")
# Abbreviations that stand before what they belong to (Chicago Manual of Style 10.42), without the last dot.
ABBREVIATIONS = frozenset(
    "e.g i.e al cf vs viz fig figs tab eq eqs sec ch chap vol vols no nos pp p ed eds trans rev dr mr mrs ms prof st gen sen rep gov dept univ "
    "approx ca jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
# These end a sentence when a capital follows.
FINAL_ABBREVIATIONS = frozenset("etc inc ltd co corp jr sr ph.d m.a b.a u.s u.k u.n a.m p.m".split())
# Words of the last set that are ordinary words too: an abbreviation only before a number.
BEFORE_NUMBERS = frozenset("no nos p pp mar fig figs tab eq eqs sec ch chap vol vols ed st gen rep".split())
# A capital letter and a dot before these is no initial: `in community C. The results …`
STARTERS = frozenset(
    "The This These Those It Its In On At By To For From With We Our They Their He She But And However Thus Therefore Moreover Second Third "
    "Finally First Based As If When While Although After Before There Then A An Not Such Each Both Through Under".split()
)
LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.]*$")
NEXT_WORD = re.compile(r"\s*[“\"‘'(（\[]*([A-Za-z]+)")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the sentences of text[start:end] in order, without white space around them.

    Every character that is not white space lies in exactly one sentence. Offsets count code points of the whole text. Linear in the text.
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []
    begin = start
    for found in CANDIDATE.finditer(text, start, stop):
        if found.start() < begin:
            continue
        after = _end_behind(text, begin, found.span(), stop)
        if after is not None:
            _add_trimmed(spans, text, begin, after)
            begin = after
    _add_trimmed(spans, text, begin, stop)
    return spans


def _end_behind(text: str, begin: int, mark: tuple[int, int], stop: int) -> int | None:
    """Return the offset behind the sentence that ends at this mark, or None when none ends there."""
    first, behind = mark
    if text[first] in BREAKS:
        return behind
    if not text[begin:first].strip():
        return None  # a mark without words stays with what follows
    if behind - first == 1 and text[first] in DOTS and not _is_full_stop(text, begin, first, stop):
        return None
    after = _past_closers(text, behind, stop)
    if after > behind and _continues(text, begin, (first, after), stop):
        return None
    if text[first] in DOTS and behind - first > 1 and not _starts_sentence(text, after, stop):
        return None
    return after


def _is_full_stop(text: str, begin: int, dot: int, stop: int) -> bool:
    before, following = _before_closers(text, begin, dot), text[dot + 1 : min(dot + 40, stop)]
    if MARKER.search(text[max(begin, dot - 6) : dot]) and _is_marker(text, begin, dot, following):
        return False
    if is_han(before):
        return not re.match(r"[a-z]", following)
    if before.isdigit():
        return not re.match(r"[\dA-Za-z]|[,，;；:：、)）\]]", following) and (_starts_sentence(text, dot + 1, stop))
    return _ends_english(text, begin, dot, stop)


def _is_marker(text: str, begin: int, dot: int, following: str) -> bool:
    head = text[max(begin, dot - 6) : dot].strip()
    if re.search(r"[A-Za-z]$", head):  # `a. first`, but not `in community C. The`
        return not text[begin:dot].strip()[1:] and not re.match(r"[A-Za-z]", following)
    at_start = len(text[begin:dot].strip()) <= len(re.split(r"[\s:：;；,，、(（]", head)[-1])
    spaced = head[-1:].isdigit() and re.search(r"[\s,，(（]\d+$", text[max(begin, dot - 6) : dot])
    return at_start or not spaced


def _ends_english(text: str, begin: int, dot: int, stop: int) -> bool:
    after = _past_closers(text, dot + 1, stop)
    if after < stop and not text[after].isspace() and not is_han(text[after]) and after == dot + 1:
        return re.search(r"[a-z]{2}$", text[max(begin, dot - 2) : dot]) is not None and _is_glued(text, dot, stop)
    found = LAST_WORD.search(text, max(begin, dot - 20), dot)
    word = found.group().lower() if found else ""
    following = NEXT_WORD.match(text, after, min(after + 40, stop))
    name = following.group(1) if following else ""
    return (
        not _is_abbreviation(text, word, after, stop)
        and not _is_initial(found.group() if found else "", name)
        and _starts_sentence(text, after, stop)
    )


def _is_abbreviation(text: str, word: str, after: int, stop: int) -> bool:
    if word in BEFORE_NUMBERS:
        return re.match(r"\s*[\dIVX]", text[after : min(after + 4, stop)]) is not None
    return word in ABBREVIATIONS


def _is_initial(word: str, following: str) -> bool:
    if word.lower() in FINAL_ABBREVIATIONS:
        return following not in STARTERS
    return len(word.split(".")[-1]) == 1 and word[-1].isupper() and bool(following) and following not in STARTERS


def _is_glued(text: str, dot: int, stop: int) -> bool:
    """Tell whether `.` stands between two sentences without a space: China.This, but not Example.Com or v2.Next."""
    if re.search(r"(?:www|https?:)\S*$|@\S*$", text[max(0, dot - 40) : dot]):
        return False
    return re.match(r"[A-Z](?:[a-z]+|\s)(?![.\w])", text[dot + 1 : min(dot + 30, stop)]) is not None


def _starts_sentence(text: str, at: int, stop: int) -> bool:
    """Tell whether what stands at `at` can begin a sentence: nothing more, a capital, a digit, Han, or an opening mark."""
    rest = text[at : min(at + 40, stop)].lstrip(" \t\u3000\xa0")
    if not rest or rest[0] in BREAKS:
        return True
    return not (rest[0].islower() or rest[0] in ",，;；:：、。！？!?.）)]")


def _continues(text: str, begin: int, mark: tuple[int, int], stop: int) -> bool:
    """Tell whether the sentence goes on behind a closed quotation or bracket: 提出“社区是谁的？”这一问题."""
    first, after = mark
    closer, following = text[after - 1], text[after : after + 1] if after < stop else ""
    if closer in CLOSING_BRACKETS and not NOTE_MARKER.search(text, first, after):
        opener = text.rfind(OPENING[closer], begin, after)
        return opener > begin and bool(text[begin:opener].strip()) and bool(following)
    if text[first] in "。.．｡" or closer in CLOSING_BRACKETS:
        return False
    return bool(following) and (is_han(following) or following.islower() or following in "，,；;：:、。.")


def _past_closers(text: str, at: int, stop: int) -> int:
    """Return the offset behind closing quotes, brackets and a citation marker that follow a full stop at once."""
    while at < stop:
        note = NOTE_MARKER.match(text, at, stop)
        if note:
            at = note.end()
        elif text[at] in CLOSERS and not _opens(text, at, stop):
            at += 1
        else:
            break
    return at


def _opens(text: str, at: int, stop: int) -> bool:
    """Tell whether a straight quote opens: nothing but space before it and a letter behind it."""
    return text[at] in "\"'" and at > 0 and text[at - 1].isspace() and at + 1 < stop and not text[at + 1].isspace()


def _before_closers(text: str, begin: int, at: int) -> str:
    while at > begin and text[at - 1] in CLOSERS + " ":
        at -= 1
    return text[at - 1] if at > begin else " "


def _add_trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    if piece.strip():
        spans.append(Span(left, left + len(piece.strip())))
