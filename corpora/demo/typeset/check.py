"""Finding slips of form in the texts: what must hold before anything is drawn or derived."""

import re
from collections.abc import Iterator

from typeset.markup import cited_numbers, read_marks
from typeset.plan import PLANS
from typeset.texts import DemoText

_ENDS = {"zh": "。？！”…）", "en": '.?!"”)'}
_NEEDED = {
    "article": ("venue", "year", "issue", "pages", "clc", "affiliations", "authors_en"),
    "thesis": ("venue", "year", "degree", "degree_type", "advisor", "clc", "authors_en"),
    "web": ("venue", "year"),
    "record": ("venue", "year"),
}


def find_slips(text: DemoText) -> list[str]:
    """Return one line per slip, each beginning with the text's key."""
    slips = [*_fields(text), *_brackets(text), *_beads(text), *_sentences(text), *_cites(text), *_notes(text)]
    return [f"{text.key}: {slip}" for slip in slips]


def find_citation_slips(texts: list[DemoText]) -> list[str]:
    """Return one line per reference to an article of the corpus that names another journal, year, issue or pages than it has."""
    by_title = {text.field("title_zh"): text for text in texts if text.field("issue") and text.field("pages")}
    slips = []
    for text in texts:
        for entry in text.fields("references"):
            parts = re.match(r"(?P<authors>[^.]+)\.(?P<title>.+)\[J\]\.(?P<place>.+)\.$", entry)
            cited = by_title.get(parts["title"]) if parts else None
            if parts and cited and (parts["authors"], parts["place"]) != (",".join(cited.fields("authors")), _place(cited)):
                slips.append(f"{text.key}: cites {cited.key} as {entry}, which is {_place(cited)}")
    return slips


def _place(text: DemoText) -> str:
    return f"{text.field('venue')},{text.field('year')}({text.field('issue')}):{text.field('pages')}"


def _fields(text: DemoText) -> Iterator[str]:
    for name in ("title_zh", "authors", "theme", *_NEEDED.get(text.kind, ())):
        if not text.front.get(name):
            yield f"{name} is missing"
    if text.kind not in _NEEDED:
        yield f"kind {text.kind!r} is not one of {', '.join(_NEEDED)}"
    if text.kind != "record" and text.key not in PLANS:
        yield "no producer in typeset/plan.py"
    pairs = (("keywords_zh", "keywords_en"), ("authors", "authors_en"))
    for zh, en in pairs:
        counts = len(text.fields(zh)), len(text.fields(en))
        if all(counts) and counts[0] != counts[1]:
            yield f"{zh} has {counts[0]} items, {en} {counts[1]}"


def _brackets(text: DemoText) -> Iterator[str]:
    for place, printed in _printed(text):
        for sign in sorted(set(printed) & set("⟦⟧")):
            yield f"{place}: {sign} without partner in {printed[:40]!r}"
        if "[^" in printed:
            yield f"{place}: a footnote anchor could not be read in {printed[:40]!r}"


def _printed(text: DemoText) -> Iterator[tuple[str, str]]:
    for name, value in text.front.items():
        for item in value if isinstance(value, list) else [value]:
            yield name, read_marks(str(item)).text
    for block in text.blocks:
        yield block.kind, block.text.text
        for row in block.rows:
            yield from (("cell", cell.text) for cell in row)
    for name, note in text.notes.items():
        yield f"footnote {name}", note.text


def _beads(text: DemoText) -> Iterator[str]:
    beads = text.front.get("beads") or []
    for side, language in enumerate(("zh", "en")):
        wanted = list(range(len(text.fields(f"abstract_{language}"))))
        covered = [number for bead in beads for number in bead[side]]
        if (beads or text.fields("abstract_en")) and covered != wanted:
            yield f"beads cover {covered} of the {len(wanted)} {language} sentences"


def _sentences(text: DemoText) -> Iterator[str]:
    for language, ends in _ENDS.items():
        for number, sentence in enumerate(text.fields(f"abstract_{language}")):
            if sentence[-1] not in ends:
                yield f"abstract_{language} sentence {number} ends in {sentence[-1]!r}"
            inner = r"[。？！](?=[^”’）])" if language == "zh" else r"[a-z)][.?!] [A-Z]"
            if re.search(inner, sentence[:-1]):
                yield f"abstract_{language} sentence {number} looks like two"


def _cites(text: DemoText) -> Iterator[str]:
    n_references = len(text.fields("references"))
    cited = {number for block in text.blocks for number in cited_numbers(block.text.text)}
    for number in sorted(cited - set(range(1, n_references + 1))):
        yield f"reference [{number}] is cited, the list has {n_references}"
    for number in sorted(set(range(1, n_references + 1)) - cited):
        yield f"reference [{number}] is never cited"


def _notes(text: DemoText) -> Iterator[str]:
    anchored = [name for block in text.blocks for _, name in block.text.anchors]
    if anchored != list(text.notes):
        yield f"footnotes anchored {anchored}, written {list(text.notes)}"
    for block in text.blocks:
        widths = {len(row) for row in block.rows}
        if len(widths) > 1:
            yield f"{block.text.text}: rows of {sorted(widths)} cells"
