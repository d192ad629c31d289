"""Which lines are headings, and of which level: numbering of Chinese theses and articles, and type."""

import re

from pipeline.extract.layout.furniture import compact
from pipeline.extract.layout.paragraphs import Block, is_centred, is_indented
from pipeline.extract.pdf.glyphs import SAME_TYPE, Line

NUMERAL = "[一二三四五六七八九十百]"
# Numbering by level, in the forms of GB/T 7713 and of Chinese journals (第X章 / 一、 / （一） / 1.1 / 1. / （1）).
PATTERNS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"^第\s*(?:{NUMERAL}+|\d+)\s*[章篇编]")),
    (1, re.compile(rf"^第\s*(?:{NUMERAL}+)\s*部分")),
    (2, re.compile(rf"^第\s*(?:{NUMERAL}+|\d+)\s*节")),
    (1, re.compile(rf"^{NUMERAL}+\s*[、．.，](?!\d)")),
    (2, re.compile(rf"^[（(]\s*{NUMERAL}+\s*[)）]")),
    (3, re.compile(r"^\d{1,2}[.．]\d{1,2}[.．]\d{1,2}(?![\d%])\s*\S")),
    (2, re.compile(r"^\d{1,2}[.．]\d{1,2}(?![\d.．%])\s*\S")),
    (3, re.compile(r"^[（(]\s*\d{1,2}\s*[)）]")),
    (3, re.compile(r"^\d{1,2}\s*[.．、](?!\d)\s*\S")),
    (1, re.compile(r"^(?:Chapter|Part)\s+(?:\d+|[IVX]+)\b", re.IGNORECASE)),
    (1, re.compile(r"^\d{1,2}[\s\u3000]+[\u4e00-\u9fff]")),
    (1, re.compile(r"^\d[\s\u3000]+[A-Z]")),
)
PLAIN = re.compile(
    r"""^(?:引言|引论|导言|导论|绪论|前言|序言|结语|结论|余论|尾论|结论与讨论|结论与展望|讨论与结论|小结|总结
    |introduction|conclusions?|discussion)$""",
    re.VERBOSE | re.IGNORECASE,
)
REFERENCES = re.compile(r"^(?:主要|引用)?(?:参考文献|参考资料|参考书目|references?|bibliography)[:：]?$", re.IGNORECASE)
NOTES = re.compile(r"^(?:注释|注解|尾注|notes)[:：]?$", re.IGNORECASE)
THANKS = re.compile(r"^(?:致谢|谢辞|鸣谢|后记|致谢辞|acknowledge?ments?)[:：]?$", re.IGNORECASE)
APPENDIX = re.compile(r"^(?:附录|附件|附表|appendix)\s*[A-Z0-9一二三四五六七八九十]{0,3}", re.IGNORECASE)
PERSONAL = re.compile(
    r"^(?:作者简介|个人简历|作者简历|攻读.{0,12}学位期间.{0,20}|在学期间.{0,20}|在校期间.{0,20}|科研成果|学术成果)[:：]?$"
)
DECLARATION = re.compile(r"^.{0,12}(?:独创性声明|原创性声明|诚信声明|授权使用.{0,4}声明|使用授权.{0,6}|版权使用授权书|学术诚信承诺书?)$")
CAPTION = re.compile(
    r"^(?:(?:续?表|图)\s*[0-9０-９一二三四五六七八九十]+(?:[-－—–.．][0-9]+)*|(?:Table|Fig(?:ure)?\.?)\s*\d+)(?P<gap>[\s\u3000:：.．]*)(?=\S)"
)
BRACKETS = "[]［］【】〔〕"  # journals print them around such titles: ［参考文献］
# Numbers that headings share with lists.
ITEM = re.compile(r"^(?P<open>[（(]?)\s*(?P<number>\d{1,2})\s*(?P<close>[)）.．、])(?!\d)")
SENTENCE_END = frozenset("。；，,;！!")
MAX_CHARS = 60
MAX_LATIN = 120
LARGER = 0.6  # points beyond the body size


def special(text: str) -> str | None:
    """Return the part of the document that a heading opens: references, notes, thanks, appendix, personal, declaration; None for others."""
    plain = compact(text).strip(BRACKETS)
    for name, pattern in (
        ("references", REFERENCES),
        ("notes", NOTES),
        ("thanks", THANKS),
        ("personal", PERSONAL),
        ("declaration", DECLARATION),
        ("appendix", APPENDIX),
    ):
        if pattern.match(plain) and len(plain) <= (40 if name == "declaration" else 24):
            return name
    return None


def numbered_level(text: str) -> int | None:
    """Return the level that a heading's number or name gives it, or None.

    >>> numbered_level("第三章 案例概况"), numbered_level("（一）研究方法"), numbered_level("1.2.1 案例介绍")
    (1, 2, 3)
    """
    stripped = text.strip()
    for level, pattern in PATTERNS:
        if pattern.match(stripped):
            return level
    return 1 if PLAIN.match(compact(stripped)) or special(stripped) else None


def is_caption(line: Line) -> bool:
    """Tell whether a line is the caption of a table or figure, rather than a sentence that begins with its number."""
    match = CAPTION.match(line.text)
    if match is None or len(line.text) > MAX_CHARS or line.text[-1] in "。；，、":
        return False
    before, after = line.x0 - line.left, line.right - line.x1
    balanced = before > 0.1 * line.size and abs(before - after) < 0.5 * line.size
    return is_centred(line) or (bool(match["gap"]) and (balanced or after > 2 * line.size))


def heading_level(line: Line, before: Line | None, body: float, *, body_bold: bool) -> int | None:
    """Return the level of a line that is a heading, or None.

    A heading is short, ends without a sentence mark, and either carries a heading's number and stands apart, or is set larger or bolder than
    the text.
    """
    text = line.text.strip()
    limit = MAX_CHARS if any("\u4e00" <= char <= "\u9fff" for char in text) else MAX_LATIN
    if not text or len(text) > limit or text[-1] in SENTENCE_END or not any(char.isalpha() for char in text):
        return None
    level = numbered_level(text)
    stands_out = line.size > body + LARGER or (line.bold and not body_bold)
    if level is None:
        wide = line.right - line.x1 < 2 * line.size and not is_centred(line)
        form = text[-1] in ":：" and sum(map(text.count, ":：")) > 1  # blanks to sign in; a title before its subtitle has one colon
        return 2 if not form and stands_out and line.size > body - LARGER and not wide else None
    if stands_out:
        return level
    if line.size < body - LARGER and special(text) is None:
        return None
    free = line.right - line.x1 > 1.5 * line.size
    return level if free and (is_centred(line) or is_indented(line) or _stands_apart(line, before)) else None


def _stands_apart(line: Line, before: Line | None) -> bool:
    if before is None or (before.page, before.column) != (line.page, line.column):
        return True
    return before.right - before.x1 > 1.5 * before.size or before.text[-1:] in "。！？”」）："


def continues_heading(heading: Line, line: Line, body: float, *, body_bold: bool) -> bool:
    """Tell whether `line` is the second line of a heading: same type, set apart from the text, without a number of its own."""
    if abs(heading.size - line.size) > SAME_TYPE or heading.bold != line.bold or numbered_level(line.text) is not None:
        return False
    if not (line.size > body + LARGER or (line.bold and not body_bold)):
        return False
    near = heading.page == line.page and 0 < line.top - heading.top < 2.2 * line.size
    full = heading.right - heading.x1 < line.lead + 2.5 * line.size
    return near and (full or (is_centred(heading) and is_centred(line) and not numbered_level(heading.text)))


def follows_as_item(block: Block, after: Block) -> bool:
    """Tell whether two headings with numbers next to each other and nothing between them are items of a list."""
    first, second = ITEM.match(block.text), ITEM.match(after.text)
    if block.role not in ("heading", "body") or after.role != "heading" or first is None or second is None:
        return False
    same = (first["open"], first["close"]) == (second["open"], second["close"])
    return same and int(second["number"]) == int(first["number"]) + 1 and (block.role == "heading" or len(block.lines) == 1)
