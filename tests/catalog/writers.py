"""Write records in the formats that the importers read, as databases write them: what is written here must be read back."""

import csv
import html
import io
import json
from typing import Any

from pipeline.catalog.bibliography import Bibliography

TYPES = {
    "article": ("JOUR", "Journal Article", "期刊", "article-journal"),
    "thesis": ("THES", "Thesis", "学位论文", "thesis"),
    "web": ("ELEC", "Web Page", "网页", "webpage"),
}


def write_ris(fields: Bibliography, kind: str) -> str:
    """CNKI's lax form of RIS: one space before the dash."""
    venue = "PB" if kind == "thesis" else "JO"
    lines = [("TY", TYPES[kind][0]), *[("A1", name) for name in fields.authors], *[("AD", name) for name in fields.affiliations]]
    lines += [("A3", fields.advisor), ("M3", fields.degree), ("AB", fields.abstract_zh), ("AB", fields.abstract_en)]
    lines += [("T1", fields.title_zh), ("TT", fields.title_en), ("Y1", fields.year), (venue, fields.venue), ("IS", fields.issue)]
    lines += [("SP", fields.pages), ("DO", fields.doi), *[("KW", word) for word in fields.keywords_zh]]
    return "".join(f"{tag} - {value}\n" for tag, value in lines if value) + "ER - \n\n\n"


def write_noteexpress(fields: Bibliography, kind: str) -> str:
    """NoteExpress, with CNKI's separators and a full-width colon after the abstract's tag."""
    venue = "Publisher" if kind == "thesis" else "Journal"
    lines = [("Reference Type", TYPES[kind][1]), ("Title", fields.title_zh), ("Translated Title", fields.title_en)]
    lines += [("Author", ";".join(fields.authors)), ("Author Address", ";".join(fields.affiliations)), ("Tertiary Author", fields.advisor)]
    lines += [(venue, fields.venue), ("Year", fields.year), ("Issue", fields.issue), ("Pages", fields.pages), ("DOI", fields.doi)]
    lines += [("Type of Work", fields.degree), ("Keywords", ";;".join(fields.keywords_zh)), ("Keywords", ";;".join(fields.keywords_en))]
    lines += [("Abstract", fields.abstract_zh), ("Abstract", fields.abstract_en)]
    return "".join(f"{{{tag}}}{'：' if tag == 'Abstract' else ': '}{value}\n" for tag, value in lines if value) + "\n\n"


def write_endnote(fields: Bibliography, kind: str) -> str:
    """EndNote's tagged form, as CNKI writes it."""
    venue = "%I" if kind == "thesis" else "%J"
    lines = [("%0", TYPES[kind][1]), *[("%A", name) for name in fields.authors], ("%+", ";".join(fields.affiliations))]
    lines += [("%T", fields.title_zh), ("%T", fields.title_en), ("%Y", fields.advisor), (venue, fields.venue), ("%D", fields.year)]
    lines += [("%N", fields.issue), ("%P", fields.pages), ("%R", fields.doi), ("%9", fields.degree)]
    lines += [("%K", ";;".join(fields.keywords_zh)), ("%K", ";;".join(fields.keywords_en))]
    lines += [("%X", fields.abstract_zh), ("%X", fields.abstract_en), ("%W", "CNKI")]
    return "".join(f"{tag} {value}\n" for tag, value in lines if value) + "\n"


def write_refworks(fields: Bibliography, kind: str) -> str:
    """CNKI's RefWorks form: no blank behind A1, supervisors in A3, <正> before abstracts."""
    types = {"article": "Journal Article", "thesis": "Dissertation/Thesis", "web": "Web Page"}
    venue = "PB" if kind == "thesis" else "JF"
    lines = [
        ("RT", types[kind]),
        ("SR", "1"),
        ("A1", ";".join(fields.authors)),
        ("A3", fields.advisor),
        ("AD", ";".join(fields.affiliations)),
    ]
    lines += [("T1", fields.title_zh), ("OT", fields.title_en), (venue, fields.venue), ("CL", fields.degree), ("YR", fields.year)]
    lines += [("IS", fields.issue), ("OP", fields.pages), ("K1", ";".join(fields.keywords_zh)), ("DO", fields.doi)]
    lines += [("AB", f"<正>{fields.abstract_zh}" if fields.abstract_zh else None), ("AB", fields.abstract_en), ("DS", "CNKI")]
    return "".join(f"{tag}{'' if tag == 'A1' else ' '}{value}\n" for tag, value in lines if value) + "\n"


def write_custom(fields: Bibliography, kind: str) -> str:
    """CNKI's 自定义 list with bilingual labels."""
    return "".join(f"{heading}: {value}\n" for heading, value in _columns(fields, kind).items() if value) + "\n"


def write_cssci(fields: Bibliography, kind: str) -> str:
    """CSSCI's download, which holds articles alone and has no abstracts."""
    assert kind == "article"
    lines = [("来源篇名", fields.title_zh), ("英文篇名", fields.title_en), ("来源作者", "/".join(fields.authors)), ("基    金", "")]
    place = f"{fields.year},({int(fields.issue):03}):{fields.pages}" if fields.issue and fields.pages else str(fields.year)
    lines += [("期    刊", fields.venue), ("机构名称", "/".join(f"[{name}]{name}." for name in fields.affiliations))]
    lines += [("年代卷期", place), ("关 键 词", "/".join(fields.keywords_zh)), ("参考文献", "\n1.闻柏舟.河湾.河湾学刊.2014,(2):3")]
    return "".join(f"【{tag}】{value or ''}\n" for tag, value in lines) + "-" * 71 + "\n"


def write_bibtex(fields: Bibliography, kind: str) -> str:
    """BibTeX as a reference manager writes it; every entry has the same key."""
    values = {
        "author": " and ".join(fields.authors), "title": fields.title_zh, "translatedtitle": fields.title_en,
        "authoraddress": ";".join(fields.affiliations), "supervisor": fields.advisor, "year": fields.year,
        "school" if kind == "thesis" else "journal": fields.venue, "number": fields.issue, "doi": fields.doi,
        "pages": fields.pages.replace("-", "--") if fields.pages else None, "type": fields.degree,
        "keywords": "; ".join(fields.keywords_zh), "abstract": fields.abstract_zh, "translatedabstract": fields.abstract_en,
    }  # fmt: skip
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in values.items() if value)
    return f"@{ {'article': 'article', 'thesis': 'thesis', 'web': 'online'}[kind] }{{key,\n{lines}}}\n\n"


def csl_item(fields: Bibliography, kind: str) -> dict[str, Any]:
    """One item of Zotero's CSL-JSON: a Chinese name in two parts."""
    values = {
        "id": "河湾", "type": TYPES[kind][3], "title": fields.title_zh, "container-title": None if kind == "thesis" else fields.venue,
        "publisher": fields.venue if kind == "thesis" else None, "author": [{"family": name[0], "given": name[1:]} for name in fields.authors],
        "contributor": [{"literal": fields.advisor}] if fields.advisor else None, "issued": {"date-parts": [[str(fields.year), 3]]},
        "issue": fields.issue, "page": fields.pages, "DOI": fields.doi, "genre": fields.degree, "keyword": "; ".join(fields.keywords_zh),
        "abstract": fields.abstract_zh, "affiliation": "；".join(fields.affiliations),
        "custom": {"title-en": fields.title_en, "abstract-en": fields.abstract_en},
    }  # fmt: skip
    return {name: value for name, value in values.items() if value and value != [[]]}


def _columns(fields: Bibliography, kind: str) -> dict[str, Any]:
    return {
        "SrcDatabase-来源库": TYPES[kind][2], "Title-题名": fields.title_zh, "Author-作者": ";".join(fields.authors),
        "Organ-单位": ";".join(fields.affiliations), "Source-文献来源": fields.venue, "Keyword-关键词": ";;".join(fields.keywords_zh),
        "Summary-摘要": fields.abstract_zh, "PubTime-发表时间": f"{fields.year}-03-15", "Year-年": fields.year, "Period-期": fields.issue,
        "PageCount-页码": fields.pages if fields.pages and "-" in fields.pages else None,
        "Page-页码": fields.pages if fields.pages and "-" not in fields.pages else None, "DOI-DOI": fields.doi, "Tutor-导师": fields.advisor, "Degree-学位": fields.degree,
        "CLC-中图分类号": "C916",
    }  # fmt: skip


def table_rows(records: list[Bibliography], kind: str) -> list[list[Any]]:
    """Heading row and rows as CNKI's 自定义 table has them."""
    rows = [_columns(fields, kind) for fields in records]
    return [list(rows[0]), *([value or "" for value in row.values()] for row in rows)]


def write_csv_table(records: list[Bibliography], kind: str, delimiter: str = ",") -> str:
    """A table as plain text."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(table_rows(records, kind))
    return stream.getvalue()


def write_html_table(records: list[Bibliography], kind: str) -> str:
    """CNKI's .xls: an HTML table."""
    head = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"><style>td{}</style></head><body>\n<table border="1">'
    rows = ["<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>\n" for row in table_rows(records, kind)]
    return head + "".join(rows) + "</table></body></html>"


def _many(write: Any) -> Any:
    return lambda records, kind: "".join(write(fields, kind) for fields in records)


WRITERS = {
    "ris": write_ris,
    "noteexpress": write_noteexpress,
    "endnote": write_endnote,
    "refworks": write_refworks,
    "custom": write_custom,
    "cssci": write_cssci,
    "bibtex": write_bibtex,
}
"""Formats in which one record stands behind another."""
LIST_WRITERS = {
    **{name: _many(write) for name, write in WRITERS.items()},
    "csl-json": lambda records, kind: json.dumps([csl_item(fields, kind) for fields in records], ensure_ascii=False, indent=2),
    "csv": write_csv_table,
    "html": write_html_table,
}
"""All text formats, each for a list of records."""
WITHOUT = {
    "cssci": ("abstract_zh", "abstract_en", "doi", "advisor"),
    **dict.fromkeys(("custom", "csv", "html"), ("title_en", "abstract_en")),
}
"""Fields for which a format has no place."""
