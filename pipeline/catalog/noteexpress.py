"""NoteExpress (`.net`): `{Tag}: value`, with a full-width colon after some tags, `;;` or `；` between names and keywords."""

import re

from pipeline.catalog.entries import Grammar

GRAMMAR = Grammar(re.compile(r"^\{([^{}\n]{1,40})\}[ \t]*[:：][ \t]*(.*)$"), first_tag="REFERENCE TYPE")

FIELDS = {
    "REFERENCE TYPE": "type",
    "TITLE": "title",
    "TRANSLATED TITLE": "title_en",
    "AUTHOR": "author",
    "TRANSLATED AUTHOR": "author_en",
    "AUTHOR ADDRESS": "affiliation",
    "TERTIARY AUTHOR": "advisor",
    "TUTOR": "advisor",
    "SUPERVISOR": "advisor",
    "JOURNAL": "venue",
    "SECONDARY TITLE": "venue",
    "PUBLISHER": "publisher",
    "UNIVERSITY": "publisher",
    "YEAR": "year",
    "DATE": "date",
    "VOLUME": "volume",
    "ISSUE": "issue",
    "PAGES": "pages",
    "KEYWORDS": "keyword",
    "TRANSLATED KEYWORDS": "keyword_en",
    "ABSTRACT": "abstract",
    "TRANSLATED ABSTRACT": "abstract",
    "DOI": "doi",
    "TYPE OF WORK": "degree",
    "DEGREE": "degree",
}
