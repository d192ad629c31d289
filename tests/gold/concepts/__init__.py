"""Our own prose with every concept labelled by hand, and how it is read.

A file holds documents (`## name` opens one; its lines, joined by line breaks, are its text), one sentence a line. Marks stand in the prose:
  {社工站}                          a mention; its surface is the concept's label, or a word that a line `= 社工 | 社会工作者` explains
  {专业社工|社会工作者}                 surface, concept
  {项目制||negated,sense=fiscal}    surface, concept (empty as above), properties
  {{社区治理}共同体|治理共同体}           a mention inside a mention
Properties:
  defined                           the sentence says what it is
  negated                           it is said not to be, or not to be there (缺的不是X denies something else)
  cited                             part of the title of a work or document, in a reference too
  sense=ID, sense=-                 its sense; the words decide for none
  loose, elliptical, ambiguous, other-sense     found, never counted
  either                            coders may disagree: counts neither way
\\n is a line break inside a term, \\u200b and the like an invisible character.
Lines that begin with % are remarks. In adversarial.txt every line is a document of its own and `## name` names its kind.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
PROSE = ("prose_zh.txt", "prose_en.txt", "prose_mixed.txt")
ADVERSARIAL = "adversarial.txt"
FLAGS = ("defined", "negated", "cited")
UNCOUNTED = ("loose", "elliptical", "ambiguous", "other-sense")
TOKENS = re.compile(r"\{|(?:\|[^{}]*)?\}|[^{}|]+|\|")
HAN = re.compile("[一-鿿]")
ESCAPE = re.compile(r"\\(n|u[0-9a-f]{4})")


@dataclass(frozen=True, slots=True)
class Label:
    """A mention as the coder sees it; offsets are code points of the document's text."""

    start: int
    end: int
    surface: str
    concept: str
    properties: frozenset[str]
    sense: str | None

    @property
    def lang(self) -> str:
        """Return zh or en, the language of the mention."""
        return "zh" if HAN.search(self.surface) else "en"

    @property
    def weight(self) -> str:
        """Return `counted`, `either`, or the reason why it is never counted."""
        return next((name for name in ("either", *UNCOUNTED) if name in self.properties), "counted")


@dataclass(frozen=True, slots=True)
class Document:
    """A labelled text."""

    name: str
    text: str
    labels: tuple[Label, ...]
    sentences: int

    @property
    def lang(self) -> str:
        """Return zh when it has any Chinese."""
        return "zh" if HAN.search(self.text) else "en"

    def line_at(self, offset: int) -> str:
        """Return the line around a code point of the text."""
        end = self.text.find("\n", offset)
        return self.text[self.text.rfind("\n", 0, offset) + 1 : end if end >= 0 else None]


def read_documents(path: Path) -> list[Document]:
    """Return the documents of a prose file.

    Raises:
        ValueError: a mark is not closed or says something unknown.
    """
    aliases, groups = _read_groups(path)
    return [_parse(name, lines, aliases) for name, lines in groups]


def read_adversarial() -> list[Document]:
    """Return the adversarial sentences, each a document named after its kind."""
    aliases, groups = _read_groups(FOLDER / ADVERSARIAL)
    return [_parse(name, [line], aliases) for name, lines in groups for line in lines if line]


def read_prose() -> list[Document]:
    """Return all ordinary documents."""
    return [document for name in PROSE for document in read_documents(FOLDER / name)]


def digest() -> str:
    """Return what the floors were measured on, in 16 hexadecimal digits."""
    contents = hashlib.sha256()
    for name in (*PROSE, ADVERSARIAL):
        contents.update((FOLDER / name).read_bytes())
    return contents.hexdigest()[:16]


def _read_groups(path: Path) -> tuple[dict[str, str], list[tuple[str, list[str]]]]:
    aliases: dict[str, str] = {}
    groups: list[tuple[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            word, concept = line[2:].split("|")
            aliases[word.strip().casefold()] = concept.strip()
        elif line.startswith("## "):
            groups.append((line[3:], []))
        elif groups and not line.startswith("%"):
            groups[-1][1].append(line)
    return aliases, groups


def _parse(name: str, lines: list[str], aliases: dict[str, str]) -> Document:
    marked = ESCAPE.sub(lambda found: "\n" if found[1] == "n" else chr(int(found[1][1:], 16)), "\n".join(lines).strip("\n"))
    text, labels, opened = "", [], []
    for part in TOKENS.findall(marked):
        if part == "{":
            opened.append(len(text))
        elif part[-1] == "}" and opened:
            labels.append(_label(text, opened.pop(), part[:-1], aliases))
        elif part[-1] in "|}":
            raise ValueError(f"{name}: a mark ends that did not begin: …{text[-30:]}")
        else:
            text += part
    if opened:
        raise ValueError(f"{name}: a mark is not closed: {text[opened[-1] :][:30]}")
    ordered = sorted(labels, key=lambda label: (label.start, -label.end))
    return Document(name, text, tuple(ordered), sum(bool(line) for line in lines))


def _label(text: str, start: int, specification: str, aliases: dict[str, str]) -> Label:
    _, concept, properties = (*specification.split("|"), "", "", "")[:3]
    surface = text[start:]
    words = frozenset(word for word in properties.split(",") if word)
    senses = {word.removeprefix("sense=") for word in words if word.startswith("sense=")}
    properties_left = frozenset(word for word in words if not word.startswith("sense="))
    if unknown := properties_left.difference(FLAGS, UNCOUNTED, ("either",)):
        raise ValueError(f"{surface}: unknown properties {sorted(unknown)}")
    return Label(start, len(text), surface, concept or aliases.get(surface.casefold(), surface), properties_left, next(iter(senses), None))
