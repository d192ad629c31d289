"""Labels of literature databases on saved pages, and how run-together metadata is divided from the text."""

import re

MIDDLE_LINE = 80  # characters: longer lines with a plain label are text

# Labels of dissertation databases, which saved pages run together: `Posted on:2024-04-22Degree:MasterType:Thesis`.
RUN_LABELS = (
    "Posted on",
    "Degree",
    "Type",
    "Country",
    "Candidate",
    "Full Text",
    "GTID",
    "Subject",
    "Institution",
    "University",
    "Supervisor",
    "Abstract/Summary",
    "Keywords/Search Tags",
)
# Labels of Chinese databases (CNKI, Wanfang, VIP), in brackets or before a colon, and what they give.
DATABASE_LABELS = {
    "中文题名": "title",
    "篇名": "title",
    "英文题名": "title_en",
    "作者": "author_names",
    "导师": "advisor",
    "导师姓名": "advisor",
    "学位授予单位": "university",
    "授予单位": "university",
    "学位授予年度": "degree_year",
    "学位年度": "degree_year",
    "论文级别": "Degree",
    "学位级别": "Degree",
    "学位名称": "Degree",
    "授予学位": "Degree",
    "刊名": "journal",
    "期刊": "journal",
    "文献来源": "journal",
    "出处": "journal",
    "年，卷(期)": "issue_line",
    "基金": "funds",
    "基金资助": "funds",
    "基金项目": "funds",
    "分类号": "clc",
    "中图分类号": "clc",
    "摘要": "abstract_zh",
    "中文摘要": "abstract_zh",
    "英文摘要": "abstract_en",
    "关键词": "keywords_zh",
    "中文关键词": "keywords_zh",
    "英文关键词": "keywords_en",
    "机构": "place",
    "作者单位": "place",
    "作者机构": "place",
    "网络出版投稿人": "other",
    "学科专业名称": "other",
    "学科专业": "other",
    "被引频次": "other",
    "下载频次": "other",
    "副题名": "other",
}
SHOWN = {"abstract_zh": "摘要：", "abstract_en": "Abstract: ", "keywords_zh": "关键词：", "keywords_en": "Keywords: "}
SPACED_LABELS = "|".join(r"\s*".join(map(re.escape, label)) for label in sorted(DATABASE_LABELS, key=len, reverse=True))
PLAIN_LABELS = "|".join(
    re.escape(label)
    for label, key in DATABASE_LABELS.items()
    if key in ("advisor", "university", "degree_year", "Degree", "journal", "funds", "clc", "other", "title_en") and len(label) > 1
)
DATABASE_LABEL = re.compile(rf"【\s*(?P<bracketed>{SPACED_LABELS})\s*】\s*[:：]?|^(?P<plain>{PLAIN_LABELS})\s*[:：]")
RUN_LABEL = re.compile("(" + "|".join(map(re.escape, RUN_LABELS)) + r")\s*[:：]")


def divide(text: str, said: dict[str, list[str]]) -> list[str]:
    """Return the lines that a line of run-together or labelled metadata gives; what its labels say is noted in `said`."""
    return [line for half in _divided(text, said) for line in _divided_in_chinese(half, said)]


def _divided(text: str, said: dict[str, list[str]]) -> list[str]:
    marks = list(RUN_LABEL.finditer(text))
    if not marks or (marks[0].start() > 0 and not marks[1:]):
        return [text]
    found: list[str] = [text[: marks[0].start()].strip()]
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end() : following.start() if following else None].strip()
        name = mark.group(1)
        if name == "Abstract/Summary":
            found.append(f"Abstract: {value}" if value else "Abstract")
        elif name == "Keywords/Search Tags":
            found.append(f"Keywords: {value}")
        elif value:
            said.setdefault(name, []).append(value)
    return found


def _divided_in_chinese(text: str, said: dict[str, list[str]]) -> list[str]:
    """Divide what Chinese databases run together, `【作者】林若川【导师】沈砚舟`, and note labelled lines such as `刊名：里巷研究`."""
    marks = [mark for mark in DATABASE_LABEL.finditer(text) if mark.start() == 0 or mark["bracketed"]]
    if not marks or marks[0].start() > 0:
        return [text]
    found: list[str] = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end() : following.start() if following else None].strip(" ;；")
        key = DATABASE_LABELS["".join((mark["bracketed"] or mark["plain"]).split())]
        if key in SHOWN:
            found.append(f"{SHOWN[key]}{value}")
        elif mark["plain"] and len(text) >= MIDDLE_LINE:
            return [text]
        elif value:
            said.setdefault(key, []).append(value)
    return found
