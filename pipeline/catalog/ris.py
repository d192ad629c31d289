"""RIS: CNKI's lax form (`A1 - 作者`, one space) and the strict one of Zotero and EndNote. Tags: the RIS specification of 2012."""

import re

from pipeline.catalog.entries import Grammar

GRAMMAR = Grammar(re.compile(r"^([A-Z][A-Z0-9])[ \t]{1,2}-(?:[ \t]+(.*))?$"), first_tag="TY", last_tag="ER", skipped=re.compile(r"^\d+\.$"))

FIELDS = {
    "TY": "type",
    "T1": "title",
    "TI": "title",
    "TT": "title_en",
    "A1": "author",
    "AU": "author",
    "A3": "advisor",
    "AD": "affiliation",
    "AB": "abstract",
    "N2": "abstract",
    "KW": "keyword",
    "Y1": "year",
    "PY": "year",
    "DA": "date",
    "JO": "venue",
    "JF": "venue",
    "JA": "venue",
    "T2": "venue",
    "PB": "publisher",
    "VL": "volume",
    "IS": "issue",
    "SP": "first_page",
    "EP": "last_page",
    "DO": "doi",
    "M3": "degree",
    "N1": "note",
}
