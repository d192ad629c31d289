"""Front matter: title, authors, affiliations, journal and kind from title page and running heads; covers of theses by `cover`."""

import re
from collections.abc import Iterable

from pipeline.core.text import count_han
from pipeline.extract.fields import fields, imprint, people
from pipeline.extract.fields.coverlabels import is_cover_label
from pipeline.extract.fields.references import parse_reference
from pipeline.extract.layout.footnotes import AUTHOR_NOTE
from pipeline.extract.layout.furniture import CONTENTS, compact
from pipeline.extract.layout.paragraphs import Block
from pipeline.extract.pdf.glyphs import SAME_TYPE
from pipeline.extract.structure.cover import BANNER, is_thesis, read_cover, read_labels
from pipeline.extract.structure.titlepage import Front

SUBTITLE = re.compile(r"^\s*(?:——|—|--|－－|──|――|[:：])")
AFFILIATION = re.compile(
    r"大学|学院|研究院|研究所|研究中心|研究室|党校|委员会|中心|出版社|民政局|民政厅|科学院|社科院|学校|University|College|Institute|School|Academy|Department|Center",
    re.IGNORECASE,
)
UNFINISHED = re.compile(r"[的与和及、：:]$")  # a line of a title behind which no author stands
PERIOD = re.compile(r"^[（(]\s*\d{4}\D{1,3}\d{2,4}\s*年?\s*[）)]$")  # the end of a title: （2009—2018）
BYLINE = re.compile(r"^(?:(?:文|图文|撰文)\s*[/／|｜]|[□○■●◇◆]\s*|作\s*者\s*[:：])\s*")
CREDIT = re.compile(r"^(?:文|译|图|著|编译|整理|图文)\s*[/／|｜]")
COLUMN = re.compile(r"^[·•■◆●□○★☆▲▼◇※|｜].*|.*[·•■◆●]$")  # what a journal calls its section
FUND = re.compile(r"基金|资助|项目编号|收稿")
NOTE_MARK = re.compile(r"[\s*＊①②③†‡¹²³]+$|[\[［【]\s*[\d*＊①]\s*[\]］】]$")
CITE_AS = re.compile(r"^[\[【（(]?(?:本文|论文)?(?:引用格式|引用本文|引文格式)(?:格式|为|如下)?[\]】）)]?\s*[:：]\s*(?P<entry>.+)")
TITLE_LENGTHS = range(4, 91)  # characters
MIN_HAN = 3
MIN_WORDS = 3
MAX_ENGLISH_TITLE = 300
MAX_FIELD = 120  # characters of a line that holds a field
NEAR = 4  # blocks behind the title in which authors stand
SAME_SIZE = 0.7
MUCH_LARGER = 1.6  # times the other candidates: a title of two or three characters is set in display type


def read_front(blocks: list[Block], heads: list[str], notes: list[str] | None = None) -> Front:
    """Return the fields found on title page or cover.

    Args:
        blocks: title page or cover in reading order.
        heads: distinct running heads.
        notes: what stands in notes about author and manuscript.
    """
    front = Front()
    front.kind = "thesis" if is_thesis(map(_plain, blocks), heads) else "article"
    read_labels(front, blocks)
    titles = _chinese_title(front, blocks, heads)
    _english_title(front, blocks)
    _people(front, blocks, titles)
    _numbers(front, blocks, heads, notes or [])
    if front.kind == "thesis":
        read_cover(front, blocks, heads)
    return front


def _plain(block: Block) -> str:
    return block.text.strip()


def _is_title_candidate(block: Block) -> bool:
    text = _plain(block)
    plain = compact(text)
    if len(plain) not in TITLE_LENGTHS or count_han(text) < max(0.3 * len(plain), MIN_HAN):
        return False
    return not _is_other_field(text, plain) and text[-1] not in "。；" and not re.fullmatch(r".{0,14}(?:大学|学院)", plain)


def _is_other_field(text: str, plain: str) -> bool:
    """Tell whether a line is a field of its own, and so no title."""
    return bool(
        fields.METADATA.match(text)
        or AUTHOR_NOTE.match(text)
        or BANNER.match(plain)
        or plain.lower() in CONTENTS
        or imprint.journal_line(text)
        or is_cover_label(text)
        or people.BRACKETED.match(text)
        or CREDIT.match(text)
        or COLUMN.match(plain)
    )


def _chinese_title(front: Front, blocks: list[Block], heads: list[str]) -> list[Block]:
    labelled = [block for block in blocks if front.roles.get(id(block)) == "title"]
    if labelled:
        return labelled
    venues = {compact(venue) for head in heads if (venue := imprint.venue_of(head))}
    candidates = [block for block in blocks if _is_title_candidate(block) and compact(block.text) not in venues]
    candidates = _short_title(blocks, candidates) or candidates
    if not candidates:
        return []
    largest = max(block.size for block in candidates)
    first = next(block for block in candidates if block.size > largest - SAME_SIZE)
    parts = [first, *_following(blocks, first, "\n".join(map(compact, heads)))]
    front.title_zh = clean_title("".join(NOTE_MARK.sub("", _plain(part)) for part in parts))
    front.roles.update({id(part): "title" for part in parts})
    return parts


def _short_title(blocks: list[Block], candidates: list[Block]) -> list[Block]:
    """Return a title of two or three characters, when nothing but its display type tells it and no other line could be one."""
    largest = max((block.size for block in candidates), default=0.0)
    others = max((block.size for block in blocks if len(compact(block.text)) not in range(2, 4)), default=0.0)
    return [
        block
        for block in blocks
        if count_han(block.text) == len(compact(block.text)) in range(2, 4)
        and block.size > MUCH_LARGER * max(largest, others)
        and compact(block.text) not in people.NOT_NAMES
    ]


def clean_title(text: str) -> str:
    """Return a title without marks of notes and without the spaces of letter-spacing and line ends."""
    text = text.replace("\u3000", " ").strip("*＊ ")
    if re.fullmatch(r"(?:[\u4e00-\u9fff] +)+[\u4e00-\u9fff]", text):
        text = "".join(text.split())
    return re.sub(r"(?<=[\u4e00-\u9fff：？！])\s+(?=[\u4e00-\u9fff—])", "", text)


def _following(blocks: list[Block], first: Block, heads: str) -> list[Block]:
    """Return the title's further lines: of its size right below it, or a subtitle behind a dash, or what running heads print as one with it."""
    parts: list[Block] = []
    before = first
    for block in blocks[blocks.index(first) + 1 :]:
        text = _plain(block)
        printed = compact("".join(_plain(part) for part in [first, *parts, block])) in heads
        more = abs(block.size - before.size) < SAME_SIZE and (printed or _continues_title(before, block))
        if not more and not (SUBTITLE.match(text) and count_han(text) >= MIN_HAN and before is first):
            break
        parts.append(block)
        before = block
    return parts


def _continues_title(before: Block, block: Block) -> bool:
    text = _plain(block)
    worded = count_han(text) > 0 or PERIOD.match(text)
    if not before.lines or not block.lines or before.page != block.page or not worded or _is_other_field(text, compact(text)):
        return PERIOD.match(text) is not None and bool(before.lines and block.lines) and before.page == block.page
    last, line = before.lines[-1], block.lines[0]
    near = line.top - last.top < 2.2 * line.size
    full = last.right - last.x1 < line.lead + 2 * line.size
    known = [name for name in people.names(text) if people.has_surname(name) and not UNFINISHED.search(_plain(before))]
    return (
        near
        and (full or _is_title_candidate(block))
        and not known
        and (full or not people.names(text) or UNFINISHED.search(_plain(before)) is not None)
    )


def _english_title(front: Front, blocks: list[Block]) -> None:
    candidates = [block for block in blocks if _is_english_title(_plain(block)) and id(block) not in front.roles]
    if front.title_en or not candidates:
        return
    largest = max(block.size for block in candidates)
    first = next(block for block in candidates if block.size > largest - SAME_SIZE)
    parts = [first]
    for block in blocks[blocks.index(first) + 1 :]:
        if not _continues_english_title(parts[-1], block):
            break
        parts.append(block)
    front.title_en = NOTE_MARK.sub("", " ".join(" ".join(_plain(part).split()) for part in parts).strip("* "))
    front.roles.update({id(part): "title_en" for part in parts})


def _continues_english_title(before: Block, block: Block) -> bool:
    """Tell whether a block is a further line of the English title: in its type, right below it, or first on the next page."""
    if not before.lines or not block.lines or count_han(block.text):
        return False
    last, line = before.lines[-1], block.lines[0]
    below = before.page == block.page and 0 < line.top - last.top < 2 * line.size
    overleaf = block.page == before.page + 1 and line.top < last.top and not people.latin_names(_plain(block))
    return abs(last.size - line.size) < SAME_TYPE and last.bold == line.bold and (below or overleaf)


def _is_english_title(text: str) -> bool:
    words = re.findall(r"[A-Za-z][A-Za-z'’-]+", text)
    if len(words) < MIN_WORDS or count_han(text) >= MIN_HAN or len(text) > MAX_ENGLISH_TITLE or is_cover_label(text):
        return False
    if (
        people.latin_names(text)
        or re.match(r"^[\[（(\d]", text)
        or re.search(r"https?://|@|\bVol\.|\bNo\.\s*\d|[\[［][JMDCNRPZ][\]］]", text)
    ):
        return False
    placed = AFFILIATION.search(text) and re.search(r"\d{5,6}|China|,\s*[A-Z][a-z]+\s*\d", text)
    said = re.match(
        r"^(?:Candidate|Supervisor|Advisor|Major|By|Author|Journal of|A (?:thesis|dissertation)|Submitted|Degree)\b", text, re.IGNORECASE
    )
    return not placed and not said and not imprint.find_funds(text)


def _people(front: Front, blocks: list[Block], titles: list[Block]) -> None:
    start = blocks.index(titles[-1]) + 1 if titles else 0
    labelled = bool(front.authors or front.authors_en)
    for position, block in enumerate(blocks):
        text = _plain(block)
        if id(block) in front.roles or is_cover_label(text):
            continue
        if position >= start and not front.authors and not labelled:
            _byline(front, block, text, near=position < start + NEAR and bool(titles))
        elif _is_affiliation(text):
            front.affiliations.extend(people.affiliations(text))
            front.roles[id(block)] = "affiliation"
        latin = people.latin_names(text) if position >= start and not front.authors_en else []
        if latin and id(block) not in front.roles:
            front.authors_en = latin
            front.roles[id(block)] = "author"


def _byline(front: Front, block: Block, text: str, *, near: bool) -> None:
    """Read an author line: names alone, or names with their institution beside them or in brackets."""
    bare = people.without_roles(BYLINE.sub("", text))
    outside = re.sub(r"[（(\[【][^）)\]】]*[）)\]】]", " ", bare).strip()
    inside = re.findall(r"[（(\[【]([^）)\]】]*)[）)\]】]", bare)
    found = people.names(outside)
    if not found:
        found, beside = _beside_institution(outside)
        inside = [*inside, *beside]
    known = sum(map(people.has_surname, found))
    if not found or known < (0.5 if near else 1) * len(found) or re.match(r"^\d{1,4}(?=\S)", re.sub(r"^\d{6,}\s+", "", outside)):
        return
    front.authors = found
    front.roles[id(block)] = "author"
    front.affiliations.extend(part for text in inside if AFFILIATION.search(text) for part in people.affiliations(text))


def _beside_institution(text: str) -> tuple[list[str], list[str]]:
    """Return the names and the institutions of a line that holds both: `林若川　江临大学社会学院`."""
    parts = [part for part in re.split(r"[\s\u3000]+", text) if part]
    places = [part for part in parts if AFFILIATION.search(part)]
    found = people.names(" ".join(part for part in parts if part not in places)) if places and len(text) <= MAX_FIELD else []
    return (found, places) if all(map(people.has_surname, found)) else ([], [])


def _is_affiliation(text: str) -> bool:
    short = len(text) <= MAX_FIELD and text[-1] not in "。；" and not FUND.search(text)
    return (
        short
        and AFFILIATION.search(text) is not None
        and count_han(text) > MIN_HAN
        and (
            people.BRACKETED.match(text) is not None
            or re.match(r"^[\da-d]?\s*[.．]?\s*[\u4e00-\u9fff]{2,16}(?:大学|学院|党校|研究院|研究所|科学院)", text) is not None
        )
        and not BANNER.match(compact(text))
    )


def _numbers(front: Front, blocks: list[Block], heads: Iterable[str], notes: list[str]) -> None:
    """Read journal, year, issue, pages and DOI; a running head counts more than what the title page says in passing."""
    texts = [*heads, *map(_plain, blocks)]
    found: dict[str, str] = {}
    for text in texts:
        _read_number(text, found)
    for text in [*texts, *notes]:
        front.clc = front.clc or imprint.find_clc(text)
        front.funds.extend(fund for fund in imprint.find_funds(text) if fund not in front.funds)
        doi = imprint.DOI.search(text)
        if doi:
            found.setdefault("doi", doi.group().rstrip("."))
        _read_citation(text, found)
    front.doi, front.pages = found.get("doi"), found.get("pages")
    if front.kind == "article":
        _read_issue(front, found, list(heads), texts)


def _read_number(text: str, found: dict[str, str]) -> None:
    for key, value in imprint.article_number(text).items():
        found.setdefault(key, value)
    if len(text) <= MAX_FIELD and not AUTHOR_NOTE.match(text) and not imprint.find_funds(text):
        for key, value in imprint.journal_line(text).items():
            found.setdefault(key, value)


def _read_citation(text: str, found: dict[str, str]) -> None:
    """Read the form in which a journal wants an article to be cited."""
    match = CITE_AS.match(text)
    if match is None:
        return
    entry = parse_reference("", 0, match["entry"])
    said = {"venue": entry.source, "year": str(entry.year) if entry.year else None, "issue": entry.issue, "pages": entry.pages}
    for key, value in said.items():
        if value and entry.ref_kind == "J":
            found.setdefault(key, value)


def _read_issue(front: Front, found: dict[str, str], heads: list[str], texts: list[str]) -> None:
    """Fill in journal, issue and year, which several lines of a head may give one by one, the DOI of the journal otherwise."""
    coded = imprint.DOI_OF_ISSUE.search(front.doi or "")
    if coded:
        found.setdefault("year", coded["year"])
        found.setdefault("issue", str(int(coded["issue"])))
    if "year" not in found and ("issue" in found or heads):
        dated = heads if "issue" not in found else [text for text in texts if len(text) <= imprint.SHORT_HEAD]
        years = (imprint.month_year(text) for text in dated if not AUTHOR_NOTE.match(text))
        year = next((year for year in years if year), None)
        found |= {"year": str(year)} if year else {}
    title = compact(front.title_zh or "")
    named = (imprint.venue_of(head) for head in [*heads, *(texts if "issue" in found else [])] if len(head) <= imprint.SHORT_HEAD)
    journals = (name for name in named if name and imprint.JOURNAL.search(re.sub(imprint.EDITION, "", name)) and name not in title)
    front.venue = found.get("venue") or next(journals, None)
    front.issue = found.get("issue")
    if "year" in found:
        front.year, front.year_kind = int(found["year"]), "issue"
