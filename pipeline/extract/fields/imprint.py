"""What heads and title pages say about publication: journal, year, volume and issue, pages, DOI, article and CLC numbers, funds."""

import re
import unicodedata

from pipeline.core.text import count_han

YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
YEAR_ISSUE = re.compile(
    r"""(?P<year>(?:19|20)\d{2})\s*年?\s*[,，]?\s*(?:第\s*(?P<volume>\d{1,3})\s*卷\s*[,，]?\s*)?(?:第\s*|[（(]\s*第?\s*)
    (?P<issue>\d{1,3}(?:\s*[-—~～]\s*\d{1,3})?)\s*期""",
    re.VERBOSE,
)
YEAR_BARE_ISSUE = re.compile(r"(?P<year>(?:19|20)\d{2})\s*年\s*(?P<issue>\d{1,2})\s*期")
VOLUME_ISSUE = re.compile(r"第\s*(?P<volume>\d{1,3})\s*卷\s*[,，·]?\s*第?\s*(?P<issue>\d{1,3})\s*期|(?<!总)第\s*(?P<alone>\d{1,2})\s*期")
LATIN_ISSUE = re.compile(
    r"\bVol(?:ume)?\s*\.?\s*(?P<volume>\d{1,3})\s*[,，.]?\s*(?:No|Issue|Iss)\s*\.?\s*(?P<issue>\d{1,3})|(?<!Serial )(?<!Sum )(?<!General )\bNo\s*\.\s*(?P<alone>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
DOTTED = re.compile(r"(?<![\d.])(?P<year>(?:19|20)\d{2})\s*[.．·/]\s*(?P<issue>0?[1-9]|1[0-2])(?![\d.．/·])")
SUPPLEMENT = re.compile(r"(?P<year>(?:19|20)\d{2})\s*年\s*(?P<issue>增刊\s*\d?|[SZ]\d)")
SERIAL = re.compile(
    r"[（(]?\s*总\s*第?\s*\d{1,4}\s*(?:期|卷)\s*[）)]?|[（(]?\s*(?:Serial|Sum|General)\s*No\s*\.?\s*\d+\s*[）)]?", re.IGNORECASE
)
MONTH = re.compile(r"(?P<year>(?:19|20)\d{2})\s*年\s*\d{1,2}\s*月|\b[A-Z][a-z]{2,8}\.?\s*,?\s*(?P<english>(?:19|20)\d{2})\b")
ARTICLE_ID = re.compile(
    r"(?:文\s*章\s*编\s*号|Article\s+ID)\s*[】\]〕］)）]?\s*[:：]?\s*\d{4}\s*[-—–－]\s*\d{3}[\dXx]\s*[（(]\s*(?P<year>\d{4})\s*[)）]\s*(?P<issue>\d{1,2})\s*[-—–－]\s*(?P<page>\d{3,4})\s*[-—–－]\s*(?P<count>\d{1,3})",
    re.IGNORECASE,
)
CHINESE_DIGITS = str.maketrans("〇零○Ｏ０O一二三四五六七八九", "000000123456789")
CHINESE_YEAR = re.compile(r"([二一][〇零○Ｏ０O0九][〇零○Ｏ０O0一二三四五六七八九]{2})(?=\s*[年届]|\s*$)")
CHINESE_NUMBER = re.compile(r"(?<=第)\s*([一二三四五六七八九十百]{1,6})\s*(?=[卷期])")
DOI = re.compile(r"10\.\d{4,9}/[^\s，。；、）)\]】]+")
DOI_OF_ISSUE = re.compile(r"j\.(?:issn|cnki)\.?[\w-]*\.(?P<year>(?:19|20)\d{2})\.(?P<issue>\d{2})\.\d{2,4}", re.IGNORECASE)
CLC = re.compile(
    r"(?:中\s*图\s*(?:法\s*)?分\s*类\s*号?|中\s*图\s*法|图\s*书\s*分\s*类\s*号|分\s*类\s*号|CLC\s*(?:number|No\.?)?)\s*[】\]〕］)）]?\s*[:：]?[\s_\uff3f]*"
    r"(?P<clc>[A-Z]{1,2}\s?\d[\d.\-/]*(?:\s*[;；,，、+:：]\s*[A-Z]{1,2}\d[\d.\-/]*)*)",
    re.IGNORECASE,
)
FUND = re.compile(
    r"[\[［【〔（(*＊]?\s*(?:基\s*金\s*项\s*目|基\s*金\s*资\s*助|资\s*助\s*项\s*目|项\s*目\s*基\s*金|资\s*助\s*基\s*金|论\s*文\s*资\s*助|课\s*题\s*项\s*目|项\s*目\s*来\s*源|课\s*题\s*来\s*源|基\s*金|"
    r"Fund(?:ing|ed|ation)?(?:\s+(?:project|item|program|by))?s?|Supported\s+by|Sponsored\s+by)\s*[\]］】〕）)]?\s*(?:[:：]|(?<=[\]］】〕）)])|(?<=by))\s*(?P<value>.+)",
    re.IGNORECASE | re.DOTALL,
)
FUND_SAID = re.compile(
    r"(?:本文|本研究|该文|本课题)(?:系|是|为|得到|受到?|属于|获得?)(?:了)?(?P<value>[^。]*?(?:基金|项目|课题|计划)[^。]*?)(?:的?(?:阶段性|部分|最终|研究)*(?:研究)?成果|的?(?:资助|支持)|[。]|$)"
)
FUND_END = re.compile(
    r"[\[［【〔]?\s*(?:收\s*稿\s*日\s*期|修\s*回\s*日\s*期|作\s*者\s*简\s*介|作\s*者\s*单\s*位|通\s*[讯信]\s*作\s*者|第\s*一\s*作\s*者|责\s*任\s*编\s*辑|D\s*O\s*I|Received|Author|Biograph)"
)
WORKED = re.compile(r"基金|项目|课题|计划|资助|Fund|Project|Program|Grant|Foundation|\d{4,}", re.IGNORECASE)
PAGE_RANGE = re.compile(r"(?:第|pp?\.?\s*|P\.?\s*)(?P<first>\d{1,5})\s*[-—–－~～至]\s*(?P<last>\d{1,5})(?:\s*页)?(?!\d)", re.IGNORECASE)
JOURNAL = re.compile(
    r"(?:学报|研究|评论|科学|杂志|论坛|学刊|季刊|月刊|探索|导刊|通讯|论丛|集刊|前沿|战线|学术|世界|文摘|学苑|园地|[\u4e00-\u9fff]{2,}(?:社会|工作|管理|教育|经济|改革|观察|时代|法学|政治|理论|建设|天地|纵横))$"
)
EDITION = r"[（(][\u4e00-\u9fff]{2,12}(?:版|学)[）)]"
YEARS = range(1900, 2100)
VENUE_LENGTHS = range(2, 25)
SHORT_HEAD = 40  # characters


def find_year(text: str) -> int | None:
    """Return the first plausible year in a text, in Arabic or Chinese digits."""
    chinese = CHINESE_YEAR.search(text)
    if chinese and not chinese.group(1).isascii():
        return int(chinese.group(1).translate(CHINESE_DIGITS))
    match = YEAR.search(text)
    return int(match.group(1)) if match and int(match.group(1)) in YEARS else None


def journal_line(text: str) -> dict[str, str]:
    """Return venue, year and issue of a running head such as `某某评论　2019年第5期`; empty when it names no issue.

    >>> journal_line("第35卷 第4期 江临大学学报（社会科学版） 2019年7月")
    {'issue': '35(4)', 'year': '2019', 'venue': '江临大学学报（社会科学版）'}
    """
    plain = SERIAL.sub(" ", _arabic(text))
    for pattern in (YEAR_ISSUE, YEAR_BARE_ISSUE, SUPPLEMENT):
        match = pattern.search(plain)
        if match:
            volume = match.groupdict().get("volume") or _volume(plain)
            return _said(match["year"], volume, match["issue"], plain[: match.start()] + " " + plain[match.end() :])
    match = VOLUME_ISSUE.search(plain) or LATIN_ISSUE.search(plain)
    if match and (match["volume"] or (find_year(plain) and len(text) <= SHORT_HEAD)):
        rest = plain[: match.start()] + " " + plain[match.end() :]
        year = find_year(rest)
        return _said(str(year) if year else None, match["volume"], match["issue"] or match["alone"], rest)
    dotted = DOTTED.search(plain) if len(text) <= SHORT_HEAD else None
    if dotted:
        found = _said(dotted["year"], None, dotted["issue"], plain[: dotted.start()] + " " + plain[dotted.end() :])
        return found if JOURNAL.search(found.get("venue", "")) else {}
    return {}


def _arabic(text: str) -> str:
    """Return the text with the Chinese numerals of volumes and issues, and of years, in Arabic digits."""
    text = CHINESE_NUMBER.sub(lambda match: str(_number(match.group(1))), text)
    return CHINESE_YEAR.sub(lambda match: match.group().translate(CHINESE_DIGITS), text)


def _number(numeral: str) -> int:
    """Return a Chinese numeral below a thousand.

    >>> _number("三十五"), _number("十二"), _number("一百零六")
    (35, 12, 106)
    """
    total, digit = 0, 0
    for char in numeral:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(char)
    return total + digit


def _volume(text: str) -> str | None:
    match = re.search(r"第\s*(\d{1,3})\s*卷|\bVol(?:ume)?\s*\.?\s*(\d{1,3})", text, re.IGNORECASE)
    return (match.group(1) or match.group(2)) if match else None


def _said(year: str | None, volume: str | None, issue: str, rest: str) -> dict[str, str]:
    issue = "".join(issue.split())
    issue = str(int(issue)) if issue.isdecimal() else issue
    venue = venue_of(rest)
    found = {"year": year, "issue": f"{volume}({issue})" if volume else issue, "venue": venue}
    return {name: value for name in ("issue", "year", "venue") if (value := found[name])}


def venue_of(rest: str) -> str | None:
    """Return the journal that a head names beside its numbers; the edition in brackets belongs to its name."""
    rest = re.sub(
        r"[（(]?\s*(?:双月刊|月刊|季刊|半月刊|旬刊|周刊)\s*[）)]?|第?\s*(?:\d+|[一二三四五六七八九十]{1,3})\s*[月日期卷页年]", " ", rest
    )
    rest = rest.replace("《", " ").replace("》", " ")
    rest = re.sub(
        r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff][ \u3000]+){2,}[\u4e00-\u9fff](?![\u4e00-\u9fff])",
        lambda match: "".join(match.group().split()),
        rest,
    )
    for match in re.finditer(rf"(?P<name>[^\s\u3000·•|,，:：—\-()（）]+)(?:\s*(?P<edition>{EDITION}))?", rest):
        part = match["name"].strip("■◆●□·")
        if len(part) in VENUE_LENGTHS and count_han(part) >= 0.7 * len(part) and not re.match(r"^[年月日第]+$", part):
            return part + (match["edition"] or "")
    return None


def article_number(text: str) -> dict[str, str]:
    """Return year, issue and pages of an article number (文章编号): `1672-4828（2019）06-0057-12`."""
    match = ARTICLE_ID.search(text)
    if match is None:
        return {}
    first = int(match["page"])
    return {"year": match["year"], "issue": str(int(match["issue"])), "pages": f"{first}-{first + int(match['count']) - 1}"}


def find_clc(text: str) -> str | None:
    """Return the class of the Chinese Library Classification that a labelled line gives, several as printed.

    >>> find_clc("［中图分类号］ C916；D63 ［文献标识码］ A")
    'C916；D63'
    """
    match = CLC.search(unicodedata.normalize("NFKC", text).replace(";", "；"))
    return "".join(match["clc"].split()).rstrip(".-/；") if match else None


def find_funds(text: str) -> list[str]:
    """Return the funded projects that a note names, each with its number, as printed.

    >>> find_funds("基金项目：国家社会科学基金项目（16BSH020）；江临省教育厅课题（2017Y01）。作者简介：某某")
    ['国家社会科学基金项目（16BSH020）', '江临省教育厅课题（2017Y01）']
    """
    match = FUND.search(text)
    said = None if match else FUND_SAID.search(text)
    if match is None and said is None:
        return []
    value = (match or said)["value"]  # type: ignore[index]
    value = FUND_END.split(value)[0]
    value = re.sub(r"^(?:本文|本研究)(?:系|是|为|得到|受到?|获得?)", "", value)
    value = re.split(r"。|\.\s+(?=[A-Z][a-z]|[\u4e00-\u9fff])", value)[0]
    parts = re.split(
        r"[;；]|[,，、]\s*(?=(?:国家|教育部|[\u4e00-\u9fff]{2,8}(?:省|市|区|大学|学院)[\u4e00-\u9fff]{0,20}(?:基金|项目|课题|计划)))", value
    )
    cleaned = [
        re.sub(r"(?:的?(?:阶段性|部分|最终)?(?:研究)?成果(?:之一)?|的?(?:资助|支持))$", "", part.strip(" 　.。*,，")) for part in parts
    ]
    return [part for part in cleaned if WORKED.search(part)]


def page_range(text: str) -> str | None:
    """Return pages that a line says: `第57-68页`, `pp. 57–68`."""
    match = PAGE_RANGE.search(text)
    return f"{match['first']}-{match['last']}" if match and int(match["first"]) <= int(match["last"]) else None


def month_year(text: str) -> int | None:
    """Return the year of a line that gives the month of an issue: `2019年7月`, `Jul. 2019`."""
    match = MONTH.search(text)
    return int(match["year"] or match["english"]) if match else None
