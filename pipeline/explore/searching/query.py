"""The query language of search: a small grammar, one parser, errors that point at the place.

    query    = or
    or       = and { OR and }
    and      = not { [AND] not }
    not      = [NOT] near
    near     = atom { NEAR[/n] atom }
    atom     = "(" or ")" | "quoted phrase" | phrase | field:value
    field    = concept | year | kind | section | lang | venue | author

Words without an operator between them are joined by AND, but English words that follow each other are one phrase: `social worker 社工站`
is `"social worker" AND 社工站`. English words stand for all forms with their stem (policy finds policies), in quotation marks for themselves
alone. Operators are written in capitals. A field's value with spaces is quoted: `venue:"Urban Studies"`.

`a NEAR/n b`: both stand in one passage, in any order, at most n Han characters and words apart; marks and spaces do not count, and NEAR alone
is NEAR/10. On either side stands a phrase, a concept, another NEAR, or several of them in brackets, joined by OR.
"""

import difflib
import re
from dataclasses import dataclass

from pipeline.core.errors import InputError
from pipeline.explore.searching.grams import Phrase, make_phrase
from pipeline.explore.searching.nodes import Both, Either, Filter, Find, Near, Node, Not, has_places

MAX_CHARS = 2_000
"""Longest query."""
MAX_DEPTH = 40
"""Deepest nesting of brackets and NOT."""
NEAR_DISTANCE = 10
"""What NEAR without a number means, as in SQLite's full-text search."""
MAX_DISTANCE = 1_000
FIELDS = ("concept", "year", "kind", "section", "lang", "venue", "author")
SECTIONS = {
    "title": ("title", "title_en"),
    "abstract": ("abstract_zh", "abstract_en"),
    "keywords": ("keywords_zh", "keywords_en"),
    "body": ("body",),
    "heading": ("heading",),
    "references": ("reference",),
    "footnote": ("footnote",),
    "table": ("table", "caption"),
    "acknowledgement": ("acknowledgement",),
}
KINDS = ("article", "thesis", "web", "other")
_TOKEN = re.compile(
    r"""
    \s*(?:
      (?P<open>[(（])
    | (?P<close>[)）])
    | (?P<field>[a-z]+)[:：](?P<value>["“”][^"“”]*["“”]|[^\s()（）"“”]+)
    | ["“”](?P<quoted>[^"“”]*)["“”]
    | (?P<word>[^\s()（）"“”]+)
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str
    field: str = ""


def parse_query(query: str) -> Node:
    """Return the query's tree.

    Raises:
        InputError: the query is empty or broken; the message says where and how such a query is written.
    """
    if len(query) > MAX_CHARS:
        raise InputError(f"the query has {len(query)} characters; {MAX_CHARS} are allowed\nto find a long passage, search for a part of it")
    lexemes = _lexemes(query)
    if not lexemes:
        raise InputError('the query is empty\nexample: wenmai search "三社联动 AND 社工站 year:2015-2020"')
    parser = _Parser(query, lexemes)
    tree = parser.alternatives()
    parser.expect_end()
    return tree


def year_range(value: str) -> tuple[int, int]:
    """Return first and last year of `2016`, `2015-2020`, `2015-` or `-2020`.

    Raises:
        InputError: it is none of these.
    """
    match = re.fullmatch(r"(\d{4})?([-–—~])?(\d{4})?", value)
    if match is None or not (match[1] or match[3]):
        raise InputError(f"year:{value[:40]}: write one year or a range, such as year:2016 or year:2015-2020")
    first = int(match[1] or 0)
    last = int(match[3] or (9999 if match[2] else first))
    return first, last


def _lexemes(query: str) -> list[_Lexeme]:
    found: list[_Lexeme] = []
    position, end = 0, len(query.rstrip())
    while position < end:
        match = _TOKEN.match(query, position)
        if match is None:
            raise InputError(
                f"query: a quotation mark is not closed: {query[position : position + 40].strip()}\n"
                "example: wenmai search '\"social worker\" AND 社工站'"
            )
        found.append(_lexeme(match))
        position = match.end()
    return found


def _lexeme(match: re.Match[str]) -> _Lexeme:
    if match["field"] is not None and match["field"] in FIELDS:
        return _Lexeme("field", match["value"].strip('"“”'), match["field"])
    if match["field"] is not None:
        _refuse_misspelt(match["field"], match["value"])
        return _Lexeme("word", match[0].strip())
    for kind in ("open", "close", "quoted"):
        if match[kind] is not None:
            return _Lexeme(kind, match[kind])
    word = match["word"]
    if word in {"AND", "OR", "NOT"}:
        return _Lexeme(word, word)
    return _Lexeme("NEAR", word) if re.fullmatch(r"NEAR(?:/.*)?", word) else _Lexeme("word", word)


def _refuse_misspelt(field: str, value: str) -> None:
    """Refuse what is nearly a field; any other word with a colon is a phrase (ratio:3)."""
    near = difflib.get_close_matches(field, FIELDS, n=1, cutoff=0.7)
    if near:
        raise InputError(
            f"{field}:{value[:40]}: no such field (did you mean {near[0]}:? there are: {', '.join(FIELDS)})\n"
            "to find it as a phrase, put it in quotation marks"
        )


class _Parser:
    """Recursive descent over the lexemes; one method a rule of the grammar."""

    def __init__(self, query: str, lexemes: list[_Lexeme]) -> None:
        self.query = query
        self.lexemes = lexemes
        self.position = 0
        self.depth = 0

    def alternatives(self) -> Node:
        parts = [self.conjunction()]
        while self._take("OR"):
            parts.append(self.conjunction())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def conjunction(self) -> Node:
        parts = [self.negation()]
        while self._kind() not in {"", "OR", "close"}:
            self._take("AND")
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def negation(self) -> Node:
        if not self._take("NOT"):
            return self.nearness()
        self._enter()
        inner = Not(self.negation())
        self.depth -= 1
        return inner

    def nearness(self) -> Node:
        node = self.atom()
        while self._kind() == "NEAR":
            distance = self._distance(self._next().text)
            node = Near(self._placed(node), self._placed(self.atom()), distance)
        return node

    def atom(self) -> Node:
        lexeme = self._next()
        if lexeme.kind == "open":
            return self._bracket()
        if lexeme.kind == "field":
            return _checked_filter(lexeme)
        if lexeme.kind == "quoted":
            return Find(self._phrase(lexeme.text), is_quoted=True)
        if lexeme.kind == "word":
            return Find(self._phrase(self._words(lexeme.text)))
        raise self._error(f"{lexeme.text} stands where a phrase is expected")

    def _bracket(self) -> Node:
        self._enter()
        inner = self.alternatives()
        if not self._take("close"):
            raise self._error("a bracket is not closed")
        self.depth -= 1
        return inner

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._error(f"brackets and NOT are nested deeper than {MAX_DEPTH} times")

    def _distance(self, operator: str) -> int:
        number = operator.removeprefix("NEAR").removeprefix("/")
        if operator == "NEAR":
            return NEAR_DISTANCE
        if not re.fullmatch(r"[0-9]{1,4}", number) or int(number) > MAX_DISTANCE:
            raise self._error(f"{operator[:20]}: write NEAR/ and a number from 0 to {MAX_DISTANCE}, such as 三社联动 NEAR/10 社工站")
        return int(number)

    def _placed(self, node: Node) -> Node:
        if not has_places(node):
            raise self._error("on either side of NEAR stands a phrase or a concept, or several in brackets with OR between them")
        return node

    def expect_end(self) -> None:
        if self.position < len(self.lexemes):
            raise self._error("a bracket is closed that was not opened")

    def _words(self, first: str) -> str:
        words = [first]
        while _is_english(words[-1]) and self._kind() == "word" and _is_english(self.lexemes[self.position].text):
            words.append(self._next().text)
        return " ".join(words)

    def _phrase(self, text: str) -> Phrase:
        phrase = make_phrase(text)
        if phrase.is_empty:
            raise self._error("a phrase is empty")
        return phrase

    def _kind(self) -> str:
        return self.lexemes[self.position].kind if self.position < len(self.lexemes) else ""

    def _take(self, kind: str) -> bool:
        taken = self._kind() == kind
        self.position += taken
        return taken

    def _next(self) -> _Lexeme:
        if self.position >= len(self.lexemes):
            raise self._error("it ends where a phrase is expected")
        self.position += 1
        return self.lexemes[self.position - 1]

    def _error(self, what: str) -> InputError:
        return InputError(f'query {self.query[:40]!r}: {what}\nexample: wenmai search "(三社联动 OR 五社联动) NOT 社区基金会"')


def _checked_filter(lexeme: _Lexeme) -> Filter:
    choices = {"kind": KINDS, "section": tuple(SECTIONS), "lang": ("zh", "en")}.get(lexeme.field)
    if choices and lexeme.text not in choices:
        raise InputError(f"{lexeme.field}:{lexeme.text[:40]}: no such {lexeme.field} (there are: {', '.join(choices)})")
    if lexeme.field == "year":
        year_range(lexeme.text)
    return Filter(lexeme.field, lexeme.text)


def _is_english(word: str) -> bool:
    return word.isascii() and any(map(str.isalpha, word))
