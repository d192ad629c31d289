"""Front matter: title, authors, affiliations, advisor, university, journal, year and kind, from title page, cover and running heads."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.core.text import count_han
from pipeline.extract import fields
from pipeline.extract.footnotes import AUTHOR_NOTE
from pipeline.extract.furniture import CONTENTS, compact
from pipeline.extract.glyphs import SAME_TYPE
from pipeline.extract.paragraphs import Block

SUBTITLE = re.compile(r"^\s*(?:——|—|--|－－|──|[:：])")
AFFILIATION = re.compile(
    r"大学|学院|研究院|研究所|研究中心|党校|委员会|中心|出版社|民政局|University|College|Institute|School|Academy|Department|Center",
    re.IGNORECASE,
)
PERIOD = re.compile(r"^[（(]\s*\d{4}\D{1,3}\d{2,4}\s*年?\s*[）)]$")  # the end of a title: （2009—2018）
DATE_LINE = re.compile(r"(?:日\s*期|时\s*间|年\s*月)|^[\s\u3000]*(?:[二一12][〇零○Ｏ九0一二三四五六七八九\d]{3}|20\d\d|19\d\d)\s*[年./\-]")
RECEIVED = re.compile(r"收\s*稿|修\s*回|录\s*用|入\s*学|出\s*生")
BYLINE = re.compile(r"^(?:文\s*[/／|]|[□○■●◇◆]\s*|作\s*者\s*[:：])\s*")
FUND = re.compile(r"基金|资助|项目编号|收稿")
TITLE_LENGTHS = range(4, 91)  # characters
MIN_HAN = 3
MIN_WORDS = 3
MAX_ENGLISH_TITLE = 300
MAX_FIELD = 120  # characters of a line that holds a field
SAME_SIZE = 0.7


@dataclass(slots=True)
class Front:
    """The bibliographic fields of a document, as printed, and which block gave them."""

    kind: str = "other"
    title_zh: str | None = None
    title_en: str | None = None
    authors: list[str] = field(default_factory=list)
    authors_en: list[str] = field(default_factory=list)
    affiliations: list[str] = field(default_factory=list)
    advisor: str | None = None
    year: int | None = None
    year_kind: str | None = None
    venue: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    degree: str | None = None
    clc: str | None = None
    funds: list[str] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    """id of block → role of its passage."""


def read_front(blocks: list[Block], heads: list[str]) -> Front:
    """Return the fields found on title page or cover (`blocks`, in reading order) and in the running heads."""
    front = Front()
    _read_kind(front, blocks, heads)
    titles = _chinese_title(front, blocks)
    _english_title(front, blocks)
    _people(front, blocks, titles)
    _numbers(front, blocks, heads)
    if front.kind == "thesis":
        _cover(front, blocks, heads)
    return front


def _plain(block: Block) -> str:
    return block.text.strip()


def _read_kind(front: Front, blocks: list[Block], heads: list[str]) -> None:
    banner = any(fields.BANNER.match(compact(text)) for text in [*map(_plain, blocks), *heads])
    labels = sum(
        pattern.match(_plain(block)) is not None
        for block in blocks
        for pattern in (fields.ADVISOR_LABEL, fields.DEGREE_LABEL, fields.TITLE_LABEL)
    )
    thesis_head = any(re.search(r"(?:博士|硕士|学位)(?:研究生)?(?:学位)?论文", compact(head)) for head in heads)
    front.kind = "thesis" if banner or labels or thesis_head else "article"


def _is_title_candidate(block: Block) -> bool:
    text = _plain(block)
    plain = compact(text)
    if len(plain) not in TITLE_LENGTHS or count_han(text) < max(0.3 * len(plain), MIN_HAN):
        return False
    if (
        fields.METADATA.match(text)
        or AUTHOR_NOTE.match(text)
        or fields.BANNER.match(plain)
        or plain.lower() in CONTENTS
        or fields.journal_line(text)
    ):
        return False
    return (
        not fields.is_cover_label(text)
        and text[-1] not in "。；"
        and not fields.BRACKETED.match(text)
        and not re.fullmatch(r".{0,14}(?:大学|学院)", plain)
    )


def _chinese_title(front: Front, blocks: list[Block]) -> list[Block]:
    for block in blocks:
        labelled = fields.TITLE_LABEL.match(_plain(block))
        if labelled and count_han(labelled["value"]) > MIN_HAN:
            front.title_zh = labelled["value"].strip()
            front.roles[id(block)] = "title"
            return [block]
    candidates = [block for block in blocks if _is_title_candidate(block)]
    if not candidates:
        return []
    largest = max(block.size for block in candidates)
    first = next(block for block in candidates if block.size > largest - SAME_SIZE)
    parts = [first, *_following(blocks, first)]
    front.title_zh = "".join(_plain(part) for part in parts).replace("\u3000", " ").strip("*＊ ")
    front.title_zh = re.sub(r"(?<=[\u4e00-\u9fff：？！])\s+(?=[\u4e00-\u9fff—])", "", front.title_zh)
    front.roles.update({id(part): "title" for part in parts})
    return parts


def _following(blocks: list[Block], first: Block) -> list[Block]:
    """Return the title's further lines: of its size right below it, or a subtitle behind a dash."""
    parts: list[Block] = []
    before = first
    for block in blocks[blocks.index(first) + 1 :]:
        text = _plain(block)
        more = abs(block.size - first.size) < SAME_SIZE and _continues_title(before, block)
        if not more and not (SUBTITLE.match(text) and count_han(text) >= MIN_HAN):
            break
        parts.append(block)
        before = block
    return parts


def _continues_title(before: Block, block: Block) -> bool:
    text = _plain(block)
    worded = count_han(text) > 0 or PERIOD.match(text)
    if not before.lines or not block.lines or before.page != block.page or not worded or fields.BANNER.match(compact(text)):
        return False
    last, line = before.lines[-1], block.lines[0]
    near = line.top - last.top < 2.2 * line.size
    full = last.right - last.x1 < line.lead + 2 * line.size
    return near and (full or _is_title_candidate(block) or PERIOD.match(text) is not None) and (full or not fields.names(text))


def _english_title(front: Front, blocks: list[Block]) -> None:
    candidates = [block for block in blocks if _is_english_title(_plain(block))]
    if not candidates:
        return
    largest = max(block.size for block in candidates)
    first = next(block for block in candidates if block.size > largest - SAME_SIZE)
    parts = [first]
    for block in blocks[blocks.index(first) + 1 :]:
        if not _continues_english_title(parts[-1], block):
            break
        parts.append(block)
    front.title_en = " ".join(" ".join(_plain(part).split()) for part in parts).strip("* ")
    front.roles.update({id(part): "title_en" for part in parts})


def _continues_english_title(before: Block, block: Block) -> bool:
    """Tell whether a block is a further line of the English title: in its type, right below it, or first on the next page."""
    if not before.lines or not block.lines or count_han(block.text):
        return False
    last, line = before.lines[-1], block.lines[0]
    below = before.page == block.page and 0 < line.top - last.top < 2 * line.size
    overleaf = block.page == before.page + 1 and line.top < last.top and not fields.latin_names(_plain(block))
    return abs(last.size - line.size) < SAME_TYPE and last.bold == line.bold and (below or overleaf)


def _is_english_title(text: str) -> bool:
    words = re.findall(r"[A-Za-z][A-Za-z'’-]+", text)
    if len(words) < MIN_WORDS or count_han(text) >= MIN_HAN or len(text) > MAX_ENGLISH_TITLE:
        return False
    if fields.latin_names(text) or re.match(r"^[\[（(]", text) or re.search(r"https?://|@|\bVol\.|\bNo\.\s*\d", text):
        return False
    return not (AFFILIATION.search(text) and re.search(r"\d{5,6}|China|,\s*[A-Z][a-z]+\s*\d", text)) and not re.match(
        r"^(?:Candidate|Supervisor|Advisor|Major|By|Author)\b", text
    )


def _people(front: Front, blocks: list[Block], titles: list[Block]) -> None:
    start = blocks.index(titles[-1]) + 1 if titles else 0
    for position, block in enumerate(blocks):
        text = _plain(block)
        if id(block) in front.roles:
            continue
        _labelled_people(front, block, text)
        if position >= start and not front.authors:
            _byline(front, block, text)
        elif _is_affiliation(text):
            front.affiliations.extend(fields.affiliations(text))
            front.roles[id(block)] = "affiliation"
        if position >= start and not front.authors_en and fields.latin_names(text):
            front.authors_en = fields.latin_names(text)
            front.roles[id(block)] = "author"


def _labelled_people(front: Front, block: Block, text: str) -> None:
    author = fields.AUTHOR_LABEL.match(text)
    if author and not front.authors:
        found = fields.names(re.split(r"[\s\u3000]{2,}|学号|导师", author["value"])[0])
        if found:
            front.authors = found
            front.roles[id(block)] = "author"
    advisor = fields.ADVISOR_LABEL.match(text)
    if advisor and front.advisor is None:
        front.advisor = advisor["value"].strip()


def _byline(front: Front, block: Block, text: str) -> None:
    bare = BYLINE.sub("", text)
    outside = re.sub(r"[（(\[【][^）)\]】]*[）)\]】]", " ", bare).strip()
    inside = re.findall(r"[（(\[【]([^）)\]】]*)[）)\]】]", bare)
    found = fields.names(outside)
    if not found:
        return
    front.authors = found
    front.roles[id(block)] = "author"
    front.affiliations.extend(part for text in inside if AFFILIATION.search(text) for part in fields.affiliations(text))


def _full_school(university: str | None, school: str) -> str:
    """Return a school with its university before it."""
    return school if university is None or university in school or "大学" in school else university + school


def _is_affiliation(text: str) -> bool:
    short = len(text) <= MAX_FIELD and text[-1] not in "。；" and not FUND.search(text)
    return (
        short
        and AFFILIATION.search(text) is not None
        and count_han(text) > MIN_HAN
        and (
            fields.BRACKETED.match(text) is not None
            or re.match(r"^\d?\s*[.．]?\s*[\u4e00-\u9fff]{2,16}(?:大学|学院|党校|研究院)", text) is not None
        )
        and not fields.BANNER.match(compact(text))
    )


def _numbers(front: Front, blocks: list[Block], heads: Iterable[str]) -> None:
    """Read journal, year, issue, pages and DOI; a running head counts more than what the title page says in passing."""
    texts = [*heads, *map(_plain, blocks)]
    found: dict[str, str] = {}
    for text in texts:
        for key, value in fields.article_number(text).items():
            found.setdefault(key, value)
        if len(text) <= MAX_FIELD:
            for key, value in fields.journal_line(text).items():
                found.setdefault(key, value)
        doi = fields.DOI.search(text)
        if doi:
            found.setdefault("doi", doi.group().rstrip("."))
    front.doi, front.pages = found.get("doi"), found.get("pages")
    if front.kind == "thesis":
        return
    front.venue, front.issue = found.get("venue"), found.get("issue")
    if "year" in found:
        front.year, front.year_kind = int(found["year"]), "issue"


def _cover(front: Front, blocks: list[Block], heads: list[str]) -> None:
    for text in [*map(_plain, blocks), *heads]:
        banner = fields.BANNER.match(compact(text))
        if banner:
            front.venue = front.venue or banner["school"]
            front.degree = front.degree or banner["degree"]
    if front.venue is None:
        schools = (fields.SCHOOL.search(compact(text)) for text in [*heads, *map(_plain, blocks)])
        front.venue = next((school.group() for school in schools if school), None)
    for block in blocks:
        _cover_line(front, _plain(block))
    if front.year is None:
        years = [
            fields.find_year(compact(_plain(block)))
            for block in blocks
            if not RECEIVED.search(_plain(block)) and DATE_LINE.search(_plain(block))
        ]
        front.year = next((year for year in years if year), None)
    front.year_kind = "degree" if front.year else None


def _cover_line(front: Front, text: str) -> None:
    degree = fields.DEGREE_LABEL.match(text)
    if degree and fields.DEGREE.search(degree["value"]):
        front.degree = degree["value"].strip()
    label = fields.SCHOOL_LABEL.match(text)
    school = fields.SCHOOL.search(label["value"]) if label else None
    if label and school:
        if school.group().endswith("大学"):
            front.venue = front.venue or school.group()
        front.affiliations = [_full_school(front.venue, label["value"].strip())]
    if re.match(r"^(?:论文)?(?:完成|提交|答辩|定稿|毕业)?\s*(?:日\s*期|时\s*间|年\s*月)\s*[:：]", text) and front.year is None:
        front.year = fields.find_year(compact(text))
