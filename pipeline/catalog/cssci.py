"""CSSCI's own download (【来源篇名】 … 【参考文献】): values divided by slashes, year, volume, issue and pages in one field."""

import re
from collections.abc import Callable, Iterator

from pipeline.catalog.entries import Entry, Grammar, Stray, read_entries

FIRST_TAGS = ("来源篇名", "文件序号")
LINE = re.compile(r"^【([^【】\n]{2,12})】[ \t]*(.*)$")
# The banner of the download page and the rule between two records.
SKIPPED = re.compile(r"^(?:-{10,}|南京大学中国社会科学研究评价中心.*|数字文献处理系统.*|版权所有.*CSSCI.*)$")
PLACE = re.compile(r"^(\d{4})\s*[,，]\s*([^(（:：]*)(?:[(（]([^)）]*)[)）])?(?:[:：](.*))?$")

FIELDS = {
    "type": "type",
    "来源篇名": "title",
    "英文篇名": "title_en",
    "来源作者": "author",
    "期刊": "venue",
    "机构名称": "affiliation",
    "year": "year",
    "volume": "volume",
    "issue": "issue",
    "pages": "pages",
    "关键词": "keyword",
    "DOI": "doi",
}


def read(text: str) -> Iterator[Entry | Stray]:
    """Yield the records of a CSSCI download; the reference list stays one field."""
    tags = (re.sub(r"\s", "", match[1]) for line in text.split("\n") if (match := LINE.match(line)))
    first = next((tag for tag in tags if tag in FIRST_TAGS), FIRST_TAGS[0])
    for entry in read_entries(text, Grammar(LINE, first, skipped=SKIPPED)):
        if isinstance(entry, Entry):
            fields = [(re.sub(r"\s", "", tag), value) for tag, value in entry.fields]
            entry.fields = [("type", "期刊论文"), *(part for tag, value in fields for part in _parts(tag, value))]
        yield entry


def _parts(tag: str, value: str) -> list[tuple[str, str]]:
    return PARTS[tag](value) if tag in PARTS else [(tag, value)]


def _dated(value: str) -> list[tuple[str, str]]:
    """Divide `2019,40(010):3-19`; another form is kept as it is, and its year read."""
    match = PLACE.match(value.strip())
    if match is None:
        return [("年代卷期", value), ("year", value)]
    named = zip(("year", "volume", "issue", "pages"), match.groups(), strict=True)
    return [(name, part.strip()) for name, part in named if part and part.strip()]


def _affiliations(value: str) -> list[tuple[str, str]]:
    """Divide `[作者]机构.学院/[作者]机构.`: the next author's bracket begins the next one."""
    parts = [re.sub(r"^\[[^\]]*\]", "", part.strip()).rstrip(".") for part in re.split(r"/(?=\[)|\n", value)]
    return [("机构名称", part) for part in parts if part]


def _list(tag: str) -> Callable[[str], list[tuple[str, str]]]:
    return lambda value: [(tag, "；".join(value.split("/")))]


PARTS: dict[str, Callable[[str], list[tuple[str, str]]]] = {
    "来源作者": _list("来源作者"),
    "关键词": _list("关键词"),
    "年代卷期": _dated,
    "机构名称": _affiliations,
}
