"""The record exports beside the PDFs: CNKI's RIS and NoteExpress, and the works they lead to."""

from collections.abc import Callable
from typing import Any

from typeset.plan import PLANS, page_range, source_name
from typeset.texts import DemoText
from typeset.truth import NO_ABSTRACT, STATUS

RIS_NAME, NET_NAME = "cnki_export.ris", "noteexpress_export.net"
# Works that stand in both files; the second file prints the title in another way, as databases do.
TWICE: dict[str, Callable[[str], str]] = {
    "t1_a2": lambda title: title.replace("：", ":"),
    "t1_a4": lambda title: title.replace("：", " : "),
    "t1_r2": lambda title: title,
    "t1_r3": lambda title: title.replace("：", "——"),
    "t3_a1": lambda title: title.replace("：", " "),
}
_NET_ALONE = {"t2_a1", "t2_a2", "t2_a3", "t2_r1", "t2_thesis", "t3_a3", "t3_r2", "t_locked"}
_JOURNAL_NUMBER = "1000-0000"


def ris_texts(texts: list[DemoText]) -> list[DemoText]:
    """Return the texts with a record in the RIS file, in its order."""
    return [text for text in texts if text.kind != "web" and text.key not in _NET_ALONE]


def net_texts(texts: list[DemoText]) -> list[DemoText]:
    """Return the texts with a record in the NoteExpress file, in its order."""
    return [text for text in texts if text.key in _NET_ALONE or text.key in TWICE]


def has_abstract(text: DemoText) -> bool:
    """Say whether the text's record prints its abstract."""
    return text.key not in NO_ABSTRACT


def ris_file(texts: list[DemoText]) -> str:
    """Return the RIS export: tags as CNKI writes them, `TY - ` with one blank before the hyphen."""
    return "\n\n\n".join("".join(f"{tag} - {value}\n" for tag, value in _ris(text)) for text in ris_texts(texts))


def net_file(texts: list[DemoText]) -> str:
    """Return the NoteExpress export."""
    return "\n\n".join("".join(f"{{{tag}}}: {value}\n" for tag, value in _net(text)) for text in net_texts(texts))


def work_rows(texts: list[DemoText]) -> list[dict[str, Any]]:
    """Return the works the catalog must end up with, sorted by key."""
    places = _record_places(texts)
    return [
        {
            "key": text.key,
            "title": text.field("title_zh"),
            "year": text.front["year"],
            "kind": "article" if text.kind == "record" else text.kind,
            "evidence": evidence(text),
            "sources": [source_name(text)] if text.key in PLANS else [],
            "records": places.get(text.key, []),
        }
        for text in texts
    ]


def evidence(text: DemoText) -> str:
    """Return what can be read of a work without OCR or password."""
    plan = PLANS.get(text.key)
    if plan and STATUS.get(plan.producer, "ok") == "ok":
        return "full_text"
    return "abstract_only" if has_abstract(text) else "record_only"


def _record_places(texts: list[DemoText]) -> dict[str, list[dict[str, Any]]]:
    places: dict[str, list[dict[str, Any]]] = {}
    for name, chosen in ((RIS_NAME, ris_texts(texts)), (NET_NAME, net_texts(texts))):
        for index, text in enumerate(chosen):
            places.setdefault(text.key, []).append({"file": name, "index": index})
    return places


def _ris(text: DemoText) -> list[tuple[str, str]]:
    first, last = page_range(text)
    thesis = text.kind == "thesis"
    pairs = [("TY", "THES" if thesis else "JOUR"), ("PB" if thesis else "JO", text.field("venue"))]
    pairs += [("A1", name) for name in text.fields("authors")]
    pairs += [("AD", place) for place in text.fields("affiliations")]
    pairs += [("AB", text.abstract("zh").text)] if has_abstract(text) else []
    pairs += [("T1", text.field("title_zh")), ("Y1", text.field("year"))]
    pairs += [("M3", text.field("degree")), ("A3", text.field("advisor"))] if thesis else []
    if not thesis:
        pairs += [("IS", f"{int(text.field('issue')):02}"), ("SP", str(first)), ("EP", str(last)), ("SN", _JOURNAL_NUMBER)]
    pairs += [("KW", word) for word in text.fields("keywords_zh")]
    pairs += [("DO", text.field("doi")), ("UR", f"https://kns.example.org/detail?id={text.key}")]
    return [(tag, value) for tag, value in pairs if value] + [("ER", "")]


def _net(text: DemoText) -> list[tuple[str, str]]:
    first, last = page_range(text)
    thesis = text.kind == "thesis"
    title = TWICE.get(text.key, str)(text.field("title_zh"))
    pairs = [("Reference Type", "Thesis" if thesis else "Journal Article"), ("Title", title)]
    pairs += [("Author", ";".join(text.fields("authors")) + ";")]
    pairs += [("Author Address", ";".join(text.fields("affiliations")))]
    if thesis:
        pairs += [("Tertiary Author", text.field("advisor")), ("Publisher", text.field("venue"))]
        pairs += [("Year", text.field("year")), ("Type of Work", text.field("degree"))]
    else:
        pairs += [("Journal", text.field("venue")), ("Year", text.field("year"))]
        pairs += [("Issue", f"{int(text.field('issue')):02}"), ("Pages", f"{first}-{last}")]
    pairs += [("Keywords", ";;".join(text.fields("keywords_zh")))]
    pairs += [("Abstract", text.abstract("zh").text)] if has_abstract(text) else []
    pairs += [("ISBN/ISSN", "" if thesis else _JOURNAL_NUMBER), ("DOI", text.field("doi")), ("Database Provider", "CNKI")]
    return [(tag, value) for tag, value in pairs if value]
