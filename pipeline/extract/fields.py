"""Parse the fields of front matter: labels, names, keyword lists, years, journals, article numbers, covers of theses."""

import re
import unicodedata

from pipeline.core.text import count_han

OPEN, CLOSE = r"[【\[〔［(（<〈「]?\s*", r"\s*[】\]〕］)）>〉」]?\s*[:：∶．.]?\s*"
ABSTRACT_ZH = re.compile(rf"^{OPEN}(?:内\s*容\s*|论\s*文\s*|中\s*文\s*)?(?:摘\s*要|提\s*要)(?![\u4e00-\u9fff]{{2,}}[^：:]*$){CLOSE}")
ABSTRACT_EN = re.compile(rf"^{OPEN}(?:abstract|summary)(?![a-z]){CLOSE}[—\-]?\s*", re.IGNORECASE)
KEYWORDS_ZH = re.compile(rf"^{OPEN}(?:关\s*键\s*[词字]|主\s*题\s*词){CLOSE}")
KEYWORDS_EN = re.compile(rf"^{OPEN}(?:key\s*-?\s*words?(?:\s+and\s+phrases)?|index\s+terms){CLOSE}[—\-]?\s*", re.IGNORECASE)
LABELS = (
    ("abstract_zh", ABSTRACT_ZH),
    ("keywords_zh", KEYWORDS_ZH),
    ("abstract_en", ABSTRACT_EN),
    ("keywords_en", KEYWORDS_EN),
)
METADATA = re.compile(
    r"""^[\[【〔［(（]?\s*(?:中\s*图\s*分\s*类\s*号|分\s*类\s*号|中\s*图\s*法|CLC|文\s*献\s*标\s*[识志]\s*码|文\s*章\s*编\s*号|文\s*章\s*类\s*型|DOI|doi|UDC|U\s*D\s*C|密\s*级|学\s*校\s*代\s*码|单\s*位\s*代\s*码|学\s*号
    |收\s*稿\s*日\s*期|基\s*金\s*项\s*目|ISSN|CN\s*\d|国\s*际\s*标\s*准|开\s*放\s*科\s*学|本文引用格式|引用格式|Document\s+code|Article\s+ID)""",
    re.VERBOSE,
)
METADATA_INLINE = re.compile(r"[\[【〔［(（]?\s*(?:中\s*图\s*分\s*类\s*号|文\s*献\s*标\s*[识志]\s*码|文\s*章\s*编\s*号|DOI\s*[:：])")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
YEAR_ISSUE = re.compile(
    r"""(?P<year>(?:19|20)\d{2})\s*年\s*(?:第\s*(?P<volume>\d{1,3})\s*卷\s*)?[第（(]?\s*第?\s*(?P<issue>\d{1,3}(?:\s*[-—~～]\s*\d{1,3})?)\s*期""",
    re.VERBOSE,
)
VOLUME_ISSUE = re.compile(r"第\s*(?P<volume>\d{1,3})\s*卷\s*第?\s*(?P<issue>\d{1,3})\s*期")
ARTICLE_ID = re.compile(
    r"文\s*章\s*编\s*号\s*[】\]〕］)）]?\s*[:：]?\s*\d{4}\s*[-—–－]\s*\d{3}[\dXx]\s*[（(]\s*(?P<year>\d{4})\s*[)）]\s*(?P<issue>\d{1,2})\s*[-—–－]\s*(?P<page>\d{3,4})\s*[-—–－]\s*(?P<count>\d{1,3})"
)
CHINESE_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
CHINESE_YEAR = re.compile(r"([二一][〇零○Ｏ九][〇零○Ｏ一二三四五六七八九]{2})\s*年")
DOI = re.compile(r"10\.\d{4,9}/[^\s，。；、）)\]】]+")
AUTHOR_LABEL = re.compile(
    r"^(?:作\s*者\s*姓\s*名|研\s*究\s*生\s*姓\s*名|研\s*究\s*生|学\s*生\s*姓\s*名|学\s*位\s*申\s*请\s*人|申\s*请\s*人(?:\s*姓\s*名)?|论\s*文\s*作\s*者|姓\s*名|作\s*者)\s*[:：\s\u3000]\s*(?P<value>.+)$"
)
ADVISOR_LABEL = re.compile(
    r"^(?:指\s*导\s*教\s*师|指\s*导\s*老\s*师|导\s*师\s*姓\s*名|导\s*师)(?:\s*姓\s*名)?\s*[:：\s\u3000]\s*(?P<value>.+)$"
)
TITLE_LABEL = re.compile(r"^(?:论\s*文\s*题\s*目|题\s*目|论\s*文\s*名\s*称|中\s*文\s*题\s*名|题\s*名)\s*[:：\s\u3000]\s*(?P<value>.+)$")
DEGREE_LABEL = re.compile(
    r"^(?:申\s*请\s*学\s*位(?:\s*[级类]\s*别)?|学\s*位\s*[类级]\s*[型别]|学\s*位\s*名\s*称|专\s*业\s*学\s*位\s*类\s*别|学\s*位)\s*[:：\s\u3000]\s*(?P<value>.+)$"
)
SCHOOL_LABEL = re.compile(
    r"^(?:学\s*校\s*名\s*称|学\s*位\s*授\s*予\s*单\s*位|培\s*养\s*单\s*位|授\s*予\s*单\s*位|学\s*院(?:\s*名\s*称)?|院\s*[系所]|所\s*在\s*学\s*院|学\s*校)\s*[:：\s\u3000]\s*(?P<value>.+)$"
)
SCHOOL = re.compile(r"[\u4e00-\u9fff]{2,16}?(?:大学|学院|党校|研究院|科学院)")
BANNER = re.compile(
    r"^(?P<school>[\u4e00-\u9fff·（）()]{2,20}(?:大学|学院|党校|研究院|科学院))?\s*(?:研究生|全日制|专业学位)*\s*(?P<degree>博\s*士|硕\s*士|学\s*士|本\s*科)?(?:研究生|专业)*\s*(?:学\s*位|毕\s*业)\s*(?:论\s*文)\s*(?:[（(].*[)）])?$"
)
DEGREE = re.compile(r"(?:[\u4e00-\u9fff]{0,8})(?:博士|硕士)(?:专业学位|学位)?")
NAME = re.compile(r"^(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,12})$")
NAME_BREAK = re.compile(r"[\s\u3000,，、;；/]+")
NAMES_WITH_AND = re.compile(r"^(?P<first>[\u4e00-\u9fff·]{2,}?)和(?P<second>[\u4e00-\u9fff·]{2,})$")
NAME_NOISE = re.compile(r"[\d①-⑳*＊†‡\[\]（）()【】^]+|\bet al\b")
LATIN_NAME = re.compile(r"^[A-Z][A-Za-z'’\-]+(?:[ ,]+[A-Z][A-Za-z'’\-.]*){1,3}$")
COVER_LABEL = re.compile(
    r"^[\u4e00-\u9fff]{0,6}(?:专业|方向|学号|学院|院系|日期|时间|班级|年级|单位|电话|邮箱|编号|代码|密级|类号|答辩|职称|作者|姓名|导师|教师|主席|领域|类别|类型|级别)[\u4e00-\u9fff]{0,3}[:：]"
)
BRACKETED = re.compile(r"^[\[（(【].*[\]）)】]$")
MAX_COVER_LINE = 60  # characters
YEARS = range(1900, 2100)
VENUE_LENGTHS = range(2, 25)
# Not names although they look so: what stands beside names on covers and title pages.
NOT_NAMES = frozenset(
    [
        "摘要",
        "目录",
        "大学",
        "学院",
        "硕士",
        "博士",
        "教授",
        "作者",
        "导师",
        "专业",
        "日期",
        "论文",
        "题目",
        "姓名",
        "编辑",
        "年级",
        "班级",
        "学号",
        "社会学",
        "正文",
        "引言",
        "下载",
        "打印",
        "分享",
        "收藏",
        "首页",
        "登录",
        "注册",
        "来源",
        "转载",
    ]
)


def is_cover_label(text: str) -> bool:
    """Tell whether a line is a labelled field of a cover: `作者姓名：…`, `学科专业：…`."""
    patterns = (AUTHOR_LABEL, ADVISOR_LABEL, DEGREE_LABEL, SCHOOL_LABEL)
    return len(text) <= MAX_COVER_LINE and (
        any(pattern.match(text) for pattern in patterns) or COVER_LABEL.match("".join(text.split())) is not None
    )


def label_of(text: str) -> tuple[str, int] | None:
    """Return the field whose label a paragraph begins with, and where its content begins; None without a label.

    >>> label_of("【关键词】三社联动；社区治理")
    ('keywords_zh', 5)
    """
    for name, pattern in LABELS:
        match = pattern.match(text)
        if match and match.end() and (name != "abstract_zh" or _is_label(text, match)):
            return name, match.end()
    return None


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Tell a label from a sentence that begins with the word 摘要."""
    plain = match.group().strip()
    return match.end() == len(text) or not plain[-1].isalnum() or match.group()[-1:].isspace()


def split_keywords(text: str) -> list[str]:
    """Return the keywords of a list in any of its printed forms.

    Semicolons win over commas (a keyword may hold a comma), and any sign wins over spaces.
    """
    text = METADATA_INLINE.split(text)[0].strip().rstrip("。.;；,，")
    for pattern in (
        r"[;；]",
        r",\s+" if len(re.findall(r",\s", text)) > 1 else r"[;；]",
        r"[,，]",
        r"[、]",
        r"\s*[|｜]\s*",
        r"\s*\u3000+\s*",
        r"\s{2,}",
    ):
        parts = [part for part in re.split(pattern, text) if part.strip()]
        if len(parts) > 1:
            break
    if len(parts) == 1 and count_han(text) and " " in text and not re.search(r"[A-Za-z]", text):
        parts = text.split()
    return [" ".join(part.split()) for part in parts]


def names(text: str) -> list[str]:
    """Return the Chinese names of an author line, or nothing when it is not one.

    >>> names("林若川¹　周以宁²")
    ['林若川', '周以宁']
    """
    cleaned = NAME_NOISE.sub(" ", unicodedata.normalize("NFKC", text).replace("*", " "))
    cleaned = re.sub(r"(?<=[\u4e00-\u9fff])等$", "", cleaned.strip())
    parts = [name for part in NAME_BREAK.split(cleaned) for name in _divided_at_and(part)]
    parts = _joined_syllables(parts)
    found = [part for part in parts if NAME.match(part) and part not in NOT_NAMES]
    return found if found and len(found) == len(parts) else []


def _divided_at_and(part: str) -> list[str]:
    """Return what 和 joins; inside what can be one name it is a syllable of that name (张和平)."""
    if part in ("", "和"):
        return []
    both = None if NAME.match(part) else NAMES_WITH_AND.match(part)
    return [both["first"], both["second"]] if both else [part]


def _joined_syllables(parts: list[str]) -> list[str]:
    """Join a name of two characters that is printed with a space between (王 宁)."""
    joined: list[str] = []
    for part in parts:
        if joined and len(part) == len(joined[-1]) == 1 and count_han(part) and count_han(joined[-1]):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def latin_names(text: str) -> list[str]:
    """Return the Latin names of an author line, or nothing when it is not one."""
    parts = [part.strip() for part in re.split(r"[,;，；]|\band\b|&|\u3000|\s{2,}", re.sub(r"[\d*†‡()]", "", text)) if part.strip()]
    return parts if parts and all(LATIN_NAME.match(part) or re.match(r"^[A-Z]{2,}[ -][A-Za-z-]+$", part) for part in parts) else []


def affiliations(text: str) -> list[str]:
    """Return the institutions of a line that lists them: divided by semicolons, or by the numbers that point from the names."""
    bare = text.strip()
    if BRACKETED.match(bare):
        bare = bare[1:-1]
    parts = re.split(r"[;；]|(?:^|(?<=[\s，,]))\d{1,2}\s*[.．、]\s*(?=[\u4e00-\u9fff])", bare)
    return [part.strip(" ,，") for part in parts if part.strip(" ,，")]


def find_year(text: str) -> int | None:
    """Return the first plausible year in a text, in Arabic or Chinese digits."""
    chinese = CHINESE_YEAR.search(text)
    if chinese:
        return int(chinese.group(1).translate(CHINESE_DIGITS))
    match = YEAR.search(text)
    return int(match.group(1)) if match and int(match.group(1)) in YEARS else None


def journal_line(text: str) -> dict[str, str]:
    """Return venue, year and issue of a running head such as `某某评论　2019年第5期`; empty when it is none."""
    match = YEAR_ISSUE.search(text)
    if match is None:
        volume = VOLUME_ISSUE.search(text)
        if volume is None:
            return {}
        year = find_year(text)
        found = {"issue": f"{volume['volume']}({volume['issue']})"}
        rest = YEAR.sub("", VOLUME_ISSUE.sub(" ", text))
        venue = _venue(rest)
        return {**found, **({"year": str(year)} if year else {}), **({"venue": venue} if venue else {})}
    issue = "".join(match["issue"].split())
    volume_text = match["volume"]
    found = {"year": match["year"], "issue": f"{volume_text}({issue})" if volume_text else issue}
    venue = _venue(text[: match.start()] + " " + text[match.end() :])
    return {**found, **({"venue": venue} if venue else {})}


def _venue(rest: str) -> str | None:
    rest = re.sub(r"[（(]?\s*(?:总|双月刊|月刊|季刊|半月刊)[^）)\s]*[）)]?|第?\s*\d+\s*[月日期卷页年]", " ", rest)
    for part in re.split(r"[\s\u3000·•|,，:：—\-()（）]+", rest.replace("《", " ").replace("》", " ")):
        if len(part) in VENUE_LENGTHS and count_han(part) >= 0.7 * len(part) and not re.match(r"^[年月日第]+$", part):
            return part
    return None


def article_number(text: str) -> dict[str, str]:
    """Return year, issue and pages of an article number (文章编号): `1672-4828（2019）06-0057-12`."""
    match = ARTICLE_ID.search(text)
    if match is None:
        return {}
    first = int(match["page"])
    return {"year": match["year"], "issue": str(int(match["issue"])), "pages": f"{first}-{first + int(match['count']) - 1}"}
