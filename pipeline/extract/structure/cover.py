"""Covers of theses: university, degree, author, advisor, title and year from labelled fields, banners and dates."""

import re
from collections.abc import Iterable, Iterator

from pipeline.core.text import count_han
from pipeline.extract.fields.coverlabels import Pair, cover_pairs, is_cover_label
from pipeline.extract.fields.imprint import find_clc, find_year, month_year
from pipeline.extract.fields.people import has_surname, latin_names, names
from pipeline.extract.layout.furniture import compact
from pipeline.extract.layout.paragraphs import Block
from pipeline.extract.structure.titlepage import Front

QUALIFIERS = "(?:研究生|全日制|非全日制|专业学位|学术学位|专业型|学术型|专业|学术|同等学力|申请|在职|攻读|人员|高校教师|工程|以|本科生)"
BANNER = re.compile(
    rf"^(?P<school>[\u4e00-\u9fff·（）()]{{2,20}}(?:大学|学院|党校|研究院|科学院))?{QUALIFIERS}*(?P<degree>博士|硕士|学士|本科)?{QUALIFIERS}*"
    r"(?:学位论文|毕业论文|毕业设计|学位毕业论文|论文)(?:[（(].{0,12}[)）])?$"
)
THESIS_SAID = re.compile(
    r"\b(?:thesis|dissertation)\b.*\b(?:submitted|degree|master|doctor|fulfil)|\b(?:master|doctoral|ph\.?d)\S*\s+(?:thesis|dissertation)\b",
    re.IGNORECASE,
)
SCHOOL = re.compile(r"[\u4e00-\u9fff]{2,14}?(?:大学|学院|党校|研究院|科学院)(?:（[\u4e00-\u9fff]{2,4}）)?")
UNIVERSITY = re.compile(r"大学|党校|科学院")
INSTITUTE = re.compile(r"[系所部院]$|中心|School|Department|College|Institute|Faculty", re.IGNORECASE)
LEARNED = re.compile(r"(?:了解|遵守|遵照|同意|授权|向|为)(?P<school>[\u4e00-\u9fff]{2,12}?(?:大学|学院|党校|科学院))")
DEGREE = re.compile(r"[\u4e00-\u9fff]{0,8}(?:博士|硕士|学士)(?:专业学位|学位)?")
# Degrees in English; professional masters by the decrees on 专业学位 (MSW, MPA, MBA …).
LATIN_DEGREES = (
    ("博士", re.compile(r"\bdoctor|\bph\.?\s?d", re.IGNORECASE)),
    (
        "专业硕士",
        re.compile(
            r"\b(?:MSW|MPA|MBA|MPAcc|Ed\.?M|J\.?M)\b|master (?:of|in) (?:social work|public administration|business administration|education|engineering)|professional",
            re.IGNORECASE,
        ),
    ),
    ("硕士", re.compile(r"\bmaster|\bM\.?[ASE]\b", re.IGNORECASE)),
    ("学士", re.compile(r"\bbachelor", re.IGNORECASE)),
)
RANK = re.compile(
    r"(?:副?教授|副?研究员|高级工程师|讲师|博导|博士生导师|硕士生导师|博士|先生|女士|老师|Associate Professor|Assistant Professor|Professor|A\.?\s?Prof\.?|Prof\.?|Dr\.?|Lecturer)",
    re.IGNORECASE,
)
THESIS_KEYS = frozenset({"advisor", "degree", "title", "code", "secrecy"})
DATE_LINE = re.compile(
    r"(?:日\s*期|时\s*间|年\s*月)|^[\s\u3000]*(?:[二一12][〇零○Ｏ0O九一二三四五六七八九\d]{3}|20\d\d|19\d\d)\s*[年./\-届]|^(?:[A-Z][a-z]{2,8}\.?,?\s*(?:\d{1,2},\s*)?(?:19|20)\d\d)$"
)
NO_DATE_OF_THESIS = re.compile(r"收\s*稿|修\s*回|录\s*用|入\s*学|出\s*生")
MAX_VALUE = 60  # characters
MAX_SAID = 300
SAME_SIZE = 0.7  # points
MIN_HAN = 4
MIN_WORDS = 3
MAX_LINES = 3  # over which a title runs behind its first


def is_thesis(texts: Iterable[str], heads: Iterable[str]) -> bool:
    """Tell whether title page and running heads are those of a thesis."""
    said = [*texts]
    marked = any(BANNER.match(compact(text)) or (len(text) < MAX_SAID and THESIS_SAID.search(text)) for text in [*said, *heads])
    labelled = any(pair.key in THESIS_KEYS for text in said for pair in cover_pairs(text))
    return marked or labelled or any(re.search(r"(?:博士|硕士|学位)(?:研究生)?(?:学位)?论文", compact(head)) for head in heads)


def read_labels(front: Front, blocks: list[Block]) -> None:
    """Read the labelled fields of title page and cover; a label alone on its line takes the next line as its value."""
    for block, pair, following in _filled(blocks):
        if pair.key in ("title", "title_en"):
            _read_title(front, pair, block, following)
        elif pair.key == "author" and not (front.authors or front.authors_en):
            _read_author(front, pair.value, block)
        elif pair.key == "advisor" and front.advisor is None:
            front.advisor = advisor_of(pair.value)
        elif pair.key == "clc":
            front.clc = front.clc or find_clc(f"分类号：{pair.value}")


def _filled(blocks: list[Block]) -> Iterator[tuple[Block, Pair, list[Block]]]:
    """Yield each labelled value with its block and the blocks behind that."""
    for index, block in enumerate(blocks):
        pairs = cover_pairs(block.text.strip())
        following = blocks[index + 1 :]
        for pair in pairs:
            bare = following[0].text.strip() if following and not pair.value and pair is pairs[-1] else ""
            if pair.value:
                yield block, pair, following
            elif bare and len(bare) <= MAX_VALUE and not is_cover_label(bare) and not BANNER.match(compact(bare)):
                yield following[0], Pair(pair.key, bare), following[1:]


def _read_title(front: Front, pair: Pair, block: Block, following: list[Block]) -> None:
    chinese = count_han(pair.value) >= MIN_HAN
    name = "title_zh" if chinese else "title_en"
    if getattr(front, name) or (not chinese and len(pair.value.split()) < MIN_WORDS):
        return
    parts = [pair.value]
    front.roles[id(block)] = name.removesuffix("_zh")
    for further in following[:MAX_LINES]:
        text = further.text.strip(" \u3000_\uff3f")
        if not _continues(block, further, text, chinese=chinese):
            break
        parts.append(text)
        front.roles[id(further)] = front.roles[id(block)]
    setattr(front, name, ("" if chinese else " ").join(parts))


def _continues(block: Block, further: Block, text: str, *, chinese: bool) -> bool:
    """Tell whether a line goes on with a title that runs over several lines of a form."""
    plain = compact(text)
    same = further.page == block.page and abs(further.size - block.size) < SAME_SIZE
    worded = (count_han(text) > 1) is chinese and len(text) <= MAX_VALUE
    known = [name for name in names(text) if has_surname(name)]
    return bool(same and worded and text) and not (
        is_cover_label(text) or BANNER.match(plain) or known or DATE_LINE.search(text) or SCHOOL.fullmatch(plain)
    )


def _read_author(front: Front, value: str, block: Block) -> None:
    value = re.split(r"学号|导师|[（(]签|\d{6,}", value)[0].strip()
    found = names(re.split(r"[\s\u3000]{2,}", value)[0]) or names(value)
    if found:
        front.authors = found
    elif count_han(value) == 0 and latin_names(value):
        front.authors_en = latin_names(value)
    else:
        return
    front.roles[id(block)] = "author"


def advisor_of(value: str) -> str | None:
    """Return advisors without rank and title, several joined by `、`.

    >>> advisor_of("沈砚舟　教授"), advisor_of("沈砚舟教授、贺知棠（副教授）")
    ('沈砚舟', '沈砚舟、贺知棠')
    """
    bare = RANK.sub(" ", re.split(r"学号|学院|专业", value)[0])
    bare = re.sub(r"[（()）\[\]/:：,，*＊×]+", " ", bare) if count_han(bare) else bare.strip(" .,()")
    found = names(bare)
    if found:
        return "、".join(found)
    return bare.strip() if latin_names(bare.strip()) else None


def degree_of(value: str) -> str | None:
    """Return a degree as printed, English ones in Chinese: 博士, 硕士, 专业硕士.

    >>> degree_of("Master"), degree_of("法学硕士"), degree_of("Master of Social Work"), degree_of("硕士专业学位")
    ('硕士', '法学硕士', '专业硕士', '专业硕士')
    """
    printed = DEGREE.search(compact(value))
    if printed:
        professional = "专业学位" in value or "专业型" in value
        return "专业硕士" if professional and "硕士" in printed.group() else printed.group()
    return next((name for name, pattern in LATIN_DEGREES if pattern.search(value)), None)


def read_cover(front: Front, blocks: list[Block], heads: list[str]) -> None:
    """Read what only theses have: university, degree, school and the year of the degree."""
    texts = [block.text.strip() for block in blocks]
    for text in [*texts, *heads]:
        _read_banner(front, compact(text))
    for _, pair, _ in _filled(blocks):
        _read_pair(front, pair)
    front.venue = front.venue or _university([*heads, *texts])
    front.affiliations = [_full_school(front.venue, school) for school in front.affiliations]
    if front.year is None:
        dated = [text for text in texts if not NO_DATE_OF_THESIS.search(text) and DATE_LINE.search(text) and len(text) <= MAX_VALUE]
        years = [find_year(compact(text)) or month_year(text) for text in dated]
        front.year = next((year for year in years if year), None)
    front.year_kind = "degree" if front.year else None


def _read_banner(front: Front, text: str) -> None:
    banner = BANNER.match(text)
    if banner is None or text == "论文":
        return
    front.venue = front.venue or banner["school"]
    if banner["degree"]:
        professional = banner["degree"] == "硕士" and "专业" in text
        front.degree = front.degree or ("专业硕士" if professional else banner["degree"])


def _read_pair(front: Front, pair: Pair) -> None:
    degree = degree_of(pair.value) if pair.key == "degree" else None
    if degree:
        front.degree = degree
    if pair.key in ("school", "college"):
        school = SCHOOL.search(compact(pair.value))
        if school and UNIVERSITY.search(school.group()):
            front.venue = front.venue or school.group()
        if school or INSTITUTE.search(pair.value):
            front.affiliations = [pair.value.strip()]
    if pair.key == "date" and front.year is None:
        front.year = find_year(compact(pair.value)) or month_year(pair.value)


def _full_school(university: str | None, school: str) -> str:
    """Return a school with its university before it."""
    return school if university is None or university in school or "大学" in school else university + school


def _university(texts: list[str]) -> str | None:
    """Return the university that short lines name, else the one that the declarations speak of."""
    short = [
        plain for text in texts if len(plain := compact(text)) <= MAX_VALUE and not is_cover_label(text) and plain[-1:] not in "。；，"
    ]
    found = [school.group() for text in short if (school := SCHOOL.search(text))]
    found += [said["school"] for text in texts if (said := LEARNED.search(compact(text)))]
    return next((name for name in found if UNIVERSITY.search(name)), found[0] if found else None)
