"""The headings under which databases and reference managers write tables of records, in Chinese and English.

CNKI writes both at once (`Title-题名`); Wanfang, VIP, Zotero, Scopus and Web of Science one of them. `sources` recognises a table of
records by them, stage catalog reads it by them.
"""

import unicodedata
from collections.abc import Sequence

# meaning: the headings that carry it, folded (lower case, no blanks, no underscores)
_NAMES: dict[str, str] = {
    "title": "title 题名 篇名 标题 题目 文献题名 论文题名 文章标题 articletitle documenttitle",
    "title_en": "英文题名 英文篇名 英文标题 translatedtitle titletranslation",
    "author": "author authors 作者 责任者 著者 全部作者 创作者",
    "author_en": "英文作者 authorsen translatedauthor",
    "affiliation": "organ organization affiliations affiliation addresses authoraddress 单位 机构 作者单位 作者机构 机构名称",
    "advisor": "tutor advisor supervisor 导师 指导教师",
    "year": "year publicationyear 年 年份 出版年 发表年份 发表年 出版年份 学位年度 学位年份 授予年份",
    "date": "pubtime date publicationdate publishdate 发表时间 出版时间 出版日期 发表日期 日期",
    "venue": "source journal publicationtitle sourcetitle 来源 文献来源 刊名 期刊 期刊名 期刊名称 来源刊名 刊物 出版物 来源出版物",
    "publisher": "publisher university degreegrantor 学位授予单位 授予单位 学校 出版社 出版者 网络出版投稿人",
    "volume": "volume 卷 卷号",
    "issue": "issue period number 期 期号 卷期",
    "pages": "pages page 页码 起止页码 页 页码范围 起止页",
    "first_page": "pagestart startpage beginningpage 起始页 起始页码",
    "last_page": "pageend endpage endingpage 结束页 终止页 结束页码",
    "doi": "doi",
    "degree": "degree 学位 学位级别 学位类型 论文级别",
    "abstract": "summary abstract abstractnote 摘要 文摘 中文摘要 内容提要",
    "abstract_en": "英文摘要 translatedabstract",
    "keyword": "keyword keywords authorkeywords manualtags 关键词 关键字 主题词 中文关键词",
    "keyword_en": "英文关键词 translatedkeywords",
    "type": "srcdatabase itemtype documenttype referencetype publicationtype 来源库 来源数据库 文献类型 资源类型 类型 数据库",
    "note": "extra note notes 备注 注释",
}
HEADINGS: dict[str, str] = {name: meaning for meaning, names in _NAMES.items() for name in names.split()}
MIN_HEADINGS = 2


def heading_meaning(heading: str) -> str | None:
    """Return what a column holds (`title`, `author`, `year` …), or None for a heading that is not known.

    >>> heading_meaning("Source-文献来源"), heading_meaning("Publication Title"), heading_meaning("CLC-中图分类号")
    ('venue', 'venue', None)
    """
    folded = "".join(unicodedata.normalize("NFKC", heading).lower().replace("_", "").replace("\ufeff", "").split())
    before, _, after = folded.partition("-")
    return HEADINGS.get(folded) or HEADINGS.get(after) or (HEADINGS.get(before) if after else None)


def is_heading_row(cells: Sequence[str]) -> bool:
    """Tell whether a row heads a table of records: it names titles and something else, and most of its cells are short."""
    meanings = {meaning for cell in cells if (meaning := heading_meaning(cell))}
    return len(meanings) >= MIN_HEADINGS and bool(meanings & {"title", "title_en"})
