"""RefWorks' tagged form (`RT Journal Article`, `A1 作者`), as CNKI writes it and CiteSpace reads it.

CNKI forgets the blank behind `A1` now and then (`A1林行众`), puts supervisors into `A3`, the degree into `CL` and page ranges into `OP`.
Only tags of the format begin a field: a paragraph of an abstract may begin with two capital letters of its own.
"""

import re

from pipeline.catalog.entries import Grammar

TAGS = (
    "RT|SR|ID|A[1-6]|T[1-3]|J[FO]|YR|FD|VO|IS|SP|OP|K1|AB|NO|P[BP]|ED|SN|AN|LA|CL|SF|OT|LK|LL|DO|CN|DB|DS|IP|RD|ST|"
    "U[1-9]|U1[0-5]|W[TVP]|OL|PM|AV|CA|C[1-9]|URL|UL|AD|AU"
)
GRAMMAR = Grammar(re.compile(rf"^({TAGS})(?:[ \t]+|$|(?<=A[1-4])(?=[^\W\d_a-zA-Z]))(.*)$"), first_tag="RT")

FIELDS = {
    "RT": "type",
    "A1": "author",
    "A3": "advisor",
    "AD": "affiliation",
    "T1": "title",
    "OT": "title_en",
    "JF": "venue",
    "JO": "venue",
    "T2": "venue",
    "PB": "publisher",
    "YR": "year",
    "FD": "date",
    "VO": "volume",
    "IS": "issue",
    "SP": "first_page",
    "OP": "last_page",
    "K1": "keyword",
    "AB": "abstract",
    "DO": "doi",
    "CL": "degree",
    "NO": "note",
}
