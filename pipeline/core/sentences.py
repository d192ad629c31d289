"""Where sentences end in Chinese and English text; rules, no model.

An end is 。！？ (and ! ?), an ellipsis, a line break, or a full stop that is one: half-width dots behind Han as CNKI prints them, `China.This`,
but no decimal, abbreviation, initial, list marker or file name. ；does not end a sentence. Closing quotes and brackets stay with
the sentence they close, list markers with what follows them.
"""

import re

from pipeline.core.records import Span
from pipeline.core.text import is_han

# A line break, or a run of marks of one kind. It begins with a class of characters, which `re` searches for quickly.
CANDIDATE = re.compile(r"[\n\r\u2028\u2029\x0b\x0c\x85。！？!?｡….．](?:(?<=[。！？!?｡])[。！？!?｡]+|(?<=…)…+|(?<=[.．])[.．]+)?")
CLOSING_QUOTES = "”’」』\"'"
OPENING = {"）": "（", ")": "(", "》": "《", "〉": "〈", "】": "【", "]": "[", "］": "［", "〕": "〔", "}": "{"}
TITLE_CLOSERS = "》〉"
CLOSERS = CLOSING_QUOTES + "".join(OPENING)
BREAKS = "\n\r\u2028\u2029\x0b\x0c\x85"
DOTS = ".．"
# A citation marker that is printed behind the full stop it belongs to: 。[3] 。[3-5] 。【12】
NOTE_MARKER = re.compile(r"[\[\uff3b【]\s*\d[\d\s,，、;；\-–—~～:]*[\]\uff3d】]")
# The kind of a reference by GB/T 7714, whose dot divides fields: [J]. [EB/OL].
REFERENCE_KIND = re.compile(r"\[[A-Z]{1,2}(?:/[A-Z]{2})?\]$")
# A number or letter that a dot makes a list marker, at the start of a sentence or behind the marks of the group.
MARKER = re.compile(r"(?P<before>^|[\s:：;；,，、(（])(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z]|[ivxIVX]{1,4})$")
BRACKET_REACH = 2000
# Abbreviations that stand before what they belong to (Chicago Manual of Style 10.42), without the last dot.
ABBREVIATIONS = frozenset(
    """
    e.g i.e al cf vs viz fig figs tab eq eqs sec ch chap vol vols no nos pp p ed eds trans rev dr mr mrs ms prof st gen sen rep gov dept
    univ approx ca jan feb mar apr jun jul aug sept sep oct nov dec
    """.split()  # noqa: SIM905 - a list of 45 literals says no more
)
# These end a sentence when a word follows that begins sentences.
FINAL_ABBREVIATIONS = frozenset(("etc", "inc", "ltd", "co", "corp", "jr", "sr", "ph.d", "m.a", "b.a", "u.s", "u.k", "u.n", "a.m", "p.m"))
# Those of the abbreviations that are ordinary words or word ends too: only before a number.
BEFORE_NUMBERS = frozenset(
    ("no", "nos", "p", "pp", "mar", "fig", "figs", "tab", "eq", "eqs", "sec", "ch", "vol", "vols", "ed", "st", "rep")
)
# A capital letter and a dot before these is no initial: `in community C. The results …`
STARTERS = frozenset(
    """
    The This These Those It Its In On At By To For From With We Our They Their He She But And However Thus Therefore Moreover Second Third
    Finally First Based As If When While Although After Before There Then A An Not Such Each Both Through Under
    """.split()  # noqa: SIM905 - the same
)
# Characters that foreign names are written with, as in Xinhua's tables of transliteration, without those that common words end or begin with.
NAME_CHARACTERS = (
    "埃冯佛洪丘丹乌乔亚亨伊伍休伦伯佐佩克兰兹内冈凯列利加努劳勒博卡卢厄古史叶司吉吕哈唐图圣坎坦基塔塞夏夫奇奈奎契奥姆威娜孔安宾尔尚尤尼巴布希帕席库庞康廷弗彭彼德怀思恩惠戈戴"
    "扎托拉拜摩敦斯旺普曼朗杜杰林柏查格梅森欣欧比汉汤沃沙法波泰泽洛海涅温潘特玛珀珍班琳琼瑞瓦皮盖福科穆简米索约纳纽维罗翰考耶肯胡腾舍舒艾芬苏英范茨莉莫莱萨葛蒂蒙西詹"
    "让诺谢贝费贾赫辛达迈迪邓邦里阿陀陶隆雅雷霍韦顿马魏鲁鲍麦黎默齐"
)
# A dot between two such runs joins a name: 卡尔.马克思. A given name of one character (让.皮亚杰) stands where nothing Han is before it.
NAME_BEFORE = re.compile(f"(?:[{NAME_CHARACTERS}]{{2}}|(?<![\u4e00-\u9fff])[{NAME_CHARACTERS}])$")
NAME_BEHIND = re.compile(f"[{NAME_CHARACTERS}]{{2}}")
LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.]*$")
NEXT_WORD = re.compile(r"\s*[“\"‘'(（\[]*([A-Za-z]+)")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the sentences of text[start:end] in order, without white space around them.

    Every character that is not white space lies in exactly one sentence. Offsets count code points of the whole text. Linear in the text.
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []
    begin = _past_space(text, start, stop)
    for found in CANDIDATE.finditer(text, start, stop):
        if found.start() < begin:
            continue
        after = _end_behind(text, begin, found.span(), stop)
        if after is not None:
            _add(spans, text, begin, after)
            begin = _past_space(text, after, stop)
    _add(spans, text, begin, stop)
    return spans


def _end_behind(text: str, begin: int, mark: tuple[int, int], stop: int) -> int | None:
    """Return the offset behind the sentence that ends at this mark, or None when none ends there."""
    first, behind = mark
    if text[first] in BREAKS:
        return behind
    if first == begin:
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
    if _is_list_marker(text, begin, dot, following) or REFERENCE_KIND.search(text, max(begin, dot - 8), dot):
        return False
    if is_han(before):
        joins_name = NAME_BEHIND.match(following) and NAME_BEFORE.search(text[max(begin, dot - 3) : dot])
        return not joins_name and not re.match(r"[a-z]", following)  # else the end of a file name
    if before.isdigit():
        return not re.match(r"[\dA-Za-z]|[,，;；:：、)）\]]", following) and _starts_sentence(text, dot + 1, stop)
    return _ends_english(text, begin, dot, stop)


def _is_list_marker(text: str, begin: int, dot: int, following: str) -> bool:
    found = MARKER.search(text[max(begin, dot - 6) : dot])
    if found is None:
        return False
    if not found["before"]:
        return not (found["number"].isalpha() and found["number"].isascii() and re.match(r"[A-Za-z]", following))
    if found["number"].isascii() and found["number"].isalpha():
        return False  # `in community C. The results`
    return found["before"] in ":：;；(（" or bool(following and is_han(following[0]))


def _ends_english(text: str, begin: int, dot: int, stop: int) -> bool:
    after = _past_closers(text, dot + 1, stop)
    if after < stop and not text[after].isspace() and not is_han(text[after]) and after == dot + 1:
        return re.search(r"[a-z]{2}$", text[max(begin, dot - 2) : dot]) is not None and _is_glued(text, dot, stop)
    found = LAST_WORD.search(text, max(begin, dot - 20), dot)
    word = found.group() if found else ""
    following = NEXT_WORD.match(text, after, min(after + 40, stop))
    if _is_abbreviation(text, word.lower(), after, stop) or _is_initial(word, following.group(1) if following else ""):
        return False
    return _starts_sentence(text, after, stop) and not _is_option(text, dot, stop)


def _is_abbreviation(text: str, word: str, after: int, stop: int) -> bool:
    if word in BEFORE_NUMBERS:
        return re.match(r"\s*[\dIVX]", text[after : min(after + 4, stop)]) is not None
    return word in ABBREVIATIONS


def _is_initial(word: str, following: str) -> bool:
    if word.lower() in FINAL_ABBREVIATIONS:
        return following not in STARTERS
    return re.search(r"(?:^|\.)[A-Z]$", word) is not None and bool(following) and following not in STARTERS


def _is_option(text: str, dot: int, stop: int) -> bool:
    """Tell whether a single capital and its dot mark what follows, in Chinese text: `A. 同意 B. 反对`."""
    rest = text[dot + 1 : min(dot + 4, stop)].lstrip()
    return re.search(r"\s[A-Z]$", text[max(0, dot - 2) : dot]) is not None and is_han(rest[:1] or " ")


def _is_glued(text: str, dot: int, stop: int) -> bool:
    """Tell whether `.` stands between two sentences without a space: China.This, but not Example.Com or v2.Next."""
    if re.search(r"(?:www|https?:)\S*$|@\S*$", text[max(0, dot - 40) : dot]):
        return False
    return re.match(r"[A-Z](?:[a-z]+(?![.\w])|\s)", text[dot + 1 : min(dot + 30, stop)]) is not None


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
    if closer in OPENING and closer not in TITLE_CLOSERS and not NOTE_MARKER.search(text, first, after):
        opener = text.rfind(OPENING[closer], max(begin, after - BRACKET_REACH), after)
        return opener > begin and bool(following)
    if closer not in TITLE_CLOSERS and (text[first] in "。.．｡" or closer in OPENING):
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


def _past_space(text: str, at: int, stop: int) -> int:
    while at < stop and text[at].isspace():
        at += 1
    return at


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    """Append the sentence without white space at its end; marks without words join the sentence before them on the line."""
    piece = text[start:end].rstrip()
    if not piece:
        return
    previous = spans[-1] if spans else None
    if previous and not any(map(str.isalnum, piece)) and not any(char in BREAKS for char in text[previous.end : start]):
        spans[-1] = Span(previous.start, start + len(piece))
    else:
        spans.append(Span(start, start + len(piece)))
