"""EndNote's tagged form (`%0 Journal Article`, `%A author`), as CNKI exports it: `%Y` is a supervisor, `%9` a degree."""

import re

from pipeline.catalog.entries import Grammar

GRAMMAR = Grammar(re.compile(r"^%([0-9A-Za-z!@#$^&*()+=|\\<>?~\[\]])(?:[ \t]+(.*))?$"), first_tag="0")

FIELDS = {
    "0": "type",
    "A": "author",
    "+": "affiliation",
    "T": "title",
    "J": "venue",
    "B": "venue",
    "D": "year",
    "8": "date",
    "V": "volume",
    "N": "issue",
    "K": "keyword",
    "X": "abstract",
    "P": "pages",
    "R": "doi",
    "I": "publisher",
    "Y": "advisor",
    "9": "degree",
}
