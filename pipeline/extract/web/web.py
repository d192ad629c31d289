"""Saved web pages and text files: abstract pages of databases, reposted articles; navigation, emoji noise and advertisements are left out."""

import re
from typing import Any

from pipeline.core.sources import decode_text
from pipeline.core.text import count_han, title_key
from pipeline.extract.fields import fields
from pipeline.extract.layout.blocks import Setting
from pipeline.extract.layout.headings import numbered_level, special
from pipeline.extract.layout.paragraphs import Block
from pipeline.extract.pdf.repair import repair_text
from pipeline.extract.records import Extracted, fill
from pipeline.extract.structure.sections import read_structure
from pipeline.extract.web.databaselabels import divide
from pipeline.extract.web.substitution import GAP, find_inserted, show_gaps
from pipeline.extract.web.webfacts import (
    HALF_LINE,
    LONG_LINE,
    MIDDLE_LINE,
    ORIGINAL,
    POSTED,
    SHORT_LINE,
    SOURCE,
    Page,
    read_facts,
    tell_kind,
)

# Pictographs that sites scatter into copied texts; circled numbers and geometric marks (① ❶ ▼ ■) are print and stay.
EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u2775\u2794-\u27bf\u2b00-\u2bff\u2934\u2935\u231a\u231b\u23e9-\u23ff\u203c\u2049\u2139\u2194-\u2199\u21a9\u21aa"
    "\ufe0f\u200d\u20e3\u3030\u303d\U000e0020-\U000e007f]+"
)
MIN_NOISE = 3
SUBSTITUTED = "in {} places a phrase of an advertisement (“{}”) stands for words of the text: {} is shown there; read the original"
RELATED = re.compile(
    r"^(?:related\s+items|相关文献|相似文献|参考引证|引证文献|热门文章|热门推荐|相关推荐|推荐阅读|延伸阅读|信息推荐|最新信息|上一篇|下一篇|END|—*\s*END\s*—*|网友评论|发表评论|回复|分享到)\b.{0,12}$",
    re.IGNORECASE,
)
FOOTER = re.compile(
    r"版权所有|ICP备|公网安备|copyright|all rights reserved|^责编|^责任编辑|^排版[:：]|^审核[:：]|^编辑[:：]|^来源[:：]|^点击.{0,8}关注|^欢迎(?:将|关注|转发)|^扫码",
    re.IGNORECASE,
)
NAVIGATION = re.compile(
    r"^(?:首页|登录|注册|快捷导航|开启左侧|复制链接|扫码查看|展开|收起|返回|打印|收藏|分享|字体|微信版|移动版|下载|全文|PDF|Font Size|上一主题|下一主题|\[复制链接\]|PDF Full Text Request|Full Text Request)|>\s*$|^[|｜\s]*$"
)
BREADCRUMB = re.compile(r"^(?:首页|主页|当前位置[:：]?|您的位置[:：]?|Home)(?:\s*[|｜>»/][^|｜>»/]*)*\s*[|｜>»/]\s*(?=\S)")
MIN_PIPES = 3  # a line with that many bars is a row of table cells
COUNTER = re.compile(r"^\d{1,3}$")  # share counts, numbers of likes
# What a site puts before or behind the text; in brackets it is the text's own last line.
REPOSTED = re.compile(r"^[^（(]{0,3}本文(?:转载自|原载|首发|来源|原刊)")
ABOVE = re.compile(
    r"^[【\[]?(?:作\s*者|来\s*源|单\s*位|机\s*构|时\s*间|日\s*期|发布时间|导\s*读|摘\s*要|提\s*要|内容提要|关\s*键\s*词|Abstract|Key\s*words)[】\]]?\s*[:：]",
    re.IGNORECASE,
)
LEAD_IN = re.compile(r"^[【\[]?(?:导\s*读|编者按|内容简介)[】\]]?\s*(?:[:：]\s*|$)")
LONG_HAN, LONG_LATIN = 100, 300
SHORTEST_TITLE = 6
FEW = 3
MANY_KEYWORDS = 12
THRICE = re.compile(r"([^\s]{4,8}).{0,8}\1.{0,8}\1")  # what advertisements repeat, and no title
META_NAMES = {
    "citation_title": "title",
    "dc.title": "title",
    "og:title": "title",
    "citation_author": "author",
    "dc.creator": "author",
    "citation_date": "date",
    "citation_publication_date": "date",
    "citation_journal_title": "venue",
    "citation_issue": "issue",
    "citation_doi": "doi",
    "author": "author",
    "keywords": "keywords",
    "og:site_name": "site",
    "article:published_time": "posted",
    "pubdate": "posted",
}


def extract_web(content: bytes, media_type: str) -> Extracted:
    """Return the document of a saved page or text file."""
    text = decode_text(content).text
    if not text.strip():
        return Extracted(media_type, "empty", problems=[(None, "empty", "the file is empty")])
    page = _html_page(text) if media_type == "text/html" or _looks_like_html(text) else Page(text.splitlines())
    n_noise = sum(len(EMOJI.findall(line)) for line in page.lines)
    page.lines = _clean(page.lines, page.said)
    extracted = Extracted(media_type, "ok")
    if n_noise >= MIN_NOISE:
        extracted.problems.append((None, "noise", f"{n_noise} groups of pictographs were left out of the text"))
    _structure(page, extracted)
    if not extracted.text:
        extracted.status = "empty"
        extracted.problems.append((None, "empty", "no text was found in the page"))
    return extracted


def _looks_like_html(text: str) -> bool:
    return re.match(r"\s*<(?:!doctype|html|head|body)", text, re.IGNORECASE) is not None


def _html_page(text: str) -> Page:
    import lxml.html
    import trafilatura

    page = Page([])
    try:
        tree = lxml.html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text) or "<p></p>")
    except lxml.etree.ParserError:  # nothing in it but comments or the end of one
        return page
    for meta in tree.iter("meta"):
        name = META_NAMES.get((meta.get("name") or meta.get("property") or "").lower())
        if name and meta.get("content"):
            page.said.setdefault(name, []).append(meta.get("content").strip())
    title = tree.findtext(".//title")
    heading = next((" ".join(node.text_content().split()) for node in tree.iter("h1") if node.text_content().strip()), None)
    if heading or title:
        page.said.setdefault("title", []).append(heading or re.split(r"\s*[-_|–—]\s*(?=[^-_|–—]*$)", (title or "").strip())[0])
    main = trafilatura.extract(text, include_comments=False, include_tables=True, favor_recall=True, output_format="txt") or ""
    page.lines = main.splitlines()
    first = next(iter(page.said.get("title", [])), None)
    lines = [line for line in page.lines[:3] if not first or title_key(line) != title_key(first)] + page.lines[3:]
    page.lines = [*([first] if first else []), *_labelled_above(tree, lines), *lines]
    return page


def _labelled_above(tree: Any, main: list[str]) -> list[str]:
    """Return labelled lines that stand above the main text (author, source, date, lead), which extractors take for furniture."""
    first = next((title_key(line) for line in main if len(line) > SHORT_LINE), "")
    found: list[str] = []
    for node in tree.iter("p", "div", "span", "li", "td"):
        text = " ".join(node.text_content().split())
        if first and title_key(text).startswith(first):
            break
        if ABOVE.match(text) and len(text) < LONG_LINE and not any(text in other for other in [*found, *main]):
            found.append(text)
    return found


def _clean(lines: list[str], said: dict[str, list[str]]) -> list[str]:
    """Return the lines without pictographs; run-together and piped metadata are divided, and labelled values noted in `said`."""
    cleaned: list[str] = []
    for line in lines:
        text = repair_text(EMOJI.sub("", line)).replace("\xa0", " ").strip()
        text = BREADCRUMB.sub("", text)
        parts = [part.strip() for part in text.split("|")] if text.count("|") >= MIN_PIPES else [text]
        for part in parts:
            cleaned.extend(divide(part, said))
    return [line for line in cleaned if line]


def _structure(page: Page, extracted: Extracted) -> None:
    stems = _inserted(page)
    facts = read_facts(page)
    lines = _main_lines(page.lines)
    lines, n_gaps = show_gaps(lines, stems)
    if n_gaps:
        extracted.problems.append((None, "substituted", SUBSTITUTED.format(n_gaps, "”, “".join(stems), GAP)))
    title = _title(page, lines, facts)
    blocks = _blocks(lines, title)
    structure = read_structure(blocks, Setting(10.0, body_bold=False, leading=15.0), [])
    front = structure.front
    front.kind = tell_kind(page, facts, has_body=any(piece.role == "body" for piece in structure.pieces))
    front.year, front.year_kind = facts.get("year"), facts.get("year_kind")
    for name in ("venue", "issue", "doi", "degree"):
        setattr(front, name, facts.get(name) or (getattr(front, name) if name == "doi" else None))
    if title:
        if count_han(title) > 1:
            front.title_zh = title
        else:
            front.title_zh, front.title_en = None, title
    front.authors = facts.get("authors") or front.authors
    front.affiliations = front.affiliations or facts.get("affiliations", [])
    front.authors_en = facts.get("authors_en") or front.authors_en
    front.advisor = facts.get("advisor") or front.advisor
    front.clc = facts.get("clc") or front.clc
    front.funds = front.funds or facts.get("funds", [])
    if not structure.keywords_zh and page.said.get("keywords"):
        structure.keywords_zh = fields.split_keywords(page.said["keywords"][0])
    fill(extracted, structure, {})


def _inserted(page: Page) -> dict[str, list[str]]:
    """Return the phrases of advertisements that stand where words of the text stood."""
    titles = [line for line in page.lines[:12] if _may_be_title(line)][:4]
    headings = [line for line in page.lines if len(line) < MIDDLE_LINE and (numbered_level(line) or fields.KEYWORDS_ZH.match(line))]
    return find_inserted(page.lines, [*titles, *headings, *(value for values in page.said.values() for value in values)])


def _main_lines(lines: list[str]) -> list[str]:
    """Return the lines between navigation and what follows the text (related items, notices, advertisements)."""
    kept: list[str] = []
    for index, line in enumerate(lines):
        if RELATED.match(line) and _is_behind(lines, index):
            break
        if (
            not (FOOTER.search(line) and len(line) < HALF_LINE)
            and not (NAVIGATION.search(line) and len(line) < SHORT_LINE)
            and not COUNTER.match(line)
        ):
            kept.append(line)
    return kept


def _is_behind(lines: list[str], index: int) -> bool:
    """Tell whether most of the text stands before a line."""
    before = sum(map(len, lines[:index]))
    return before > sum(len(line) for line in lines[index + 1 :] if count_han(line) >= LONG_HAN or len(line) > LONG_LINE)


def _title(page: Page, lines: list[str], facts: dict[str, Any]) -> str | None:
    if "title" in facts:
        return str(facts["title"])
    if page.said.get("title"):
        return page.said["title"][0]
    candidates = [line for line in lines[:12] if _may_be_title(line)]
    keys = [title_key(line) for line in candidates]
    repeated = next((line for line in candidates if keys.count(title_key(line)) > 1), None)
    return repeated or max(candidates[:4], key=len, default=None)


def _may_be_title(line: str) -> bool:
    short = SHORTEST_TITLE <= len(line) <= HALF_LINE and line[-1] not in "。.；;,，" and line[0] not in "（("
    worded = count_han(line) > FEW or len(re.findall(r"[A-Za-z]{2,}", line)) > FEW
    return (
        short
        and worded
        and THRICE.search(line) is None
        and fields.label_of(line) is None
        and not POSTED.search(line)
        and not SOURCE.match(line)
    )


def _blocks(lines: list[str], title: str | None) -> list[Block]:
    """Return one block a line, from the title on; unlabelled abstracts of database pages get their label."""
    key = title_key(title) if title else ""
    start = max((index for index, line in enumerate(lines[:12]) if key and title_key(line) == key), default=None)
    rows = lines[start + 1 :] if start is not None else lines
    blocks: list[Block] = []
    if title:
        blocks.append(_block(title, size=20.0))
    for line in _labelled(rows):
        level = numbered_level(line) if len(line) < MIDDLE_LINE and line[-1] not in "。；，.;" else None
        said = len(line) < LONG_LINE and (ORIGINAL.search(line) or SOURCE.match(line) or REPOSTED.search(line))
        blocks.append(_block(line, "metadata" if said else "heading" if level else "body", level=level))
    return blocks


def _block(text: str, role: str = "body", *, size: float = 10.0, level: int | None = None) -> Block:
    return Block(text, role, [], [], level=level, size=size, page=1)


def _labelled(lines: list[str]) -> list[str]:
    """Give the unlabelled fields of an abstract page their labels: a page without headings whose long paragraphs are its abstracts."""
    lines = [LEAD_IN.sub("摘要：", line) for line in lines]
    headed = any(numbered_level(line) and len(line) < MIDDLE_LINE and not special(line) for line in lines)
    if headed or any(fields.label_of(line) for line in lines):
        return lines
    long_zh = [line for line in lines if count_han(line) >= LONG_HAN]
    long_en = [line for line in lines if len(line) >= LONG_LATIN and count_han(line) <= FEW]
    if len(long_zh) >= FEW:
        return lines
    labelled: list[str] = []
    for line in lines:
        if long_zh and line is long_zh[0]:
            labelled.append(f"摘要：{line}")
        elif long_en and line is long_en[0]:
            labelled.append(f"Abstract: {line}")
        elif _is_keyword_row(line):
            labelled.append(f"关键词：{line}")
        else:
            labelled.append(line)
    return labelled


def _is_keyword_row(line: str) -> bool:
    """Tell whether a line is a bare list of keywords: three and more Chinese terms divided by spaces."""
    parts = line.split()
    return FEW <= len(parts) <= MANY_KEYWORDS and all(
        1 < len(part) <= MANY_KEYWORDS and count_han(part) > 0.5 * len(part) for part in parts
    )
