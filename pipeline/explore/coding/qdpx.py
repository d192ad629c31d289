"""REFI-QDA projects (`.qdpx`) for NVivo, MAXQDA, ATLAS.ti and others: the works' texts, concepts as codes, mentions and coders' words.

A project is a zip with `project.qde` (XML) and the plain texts under `sources/`. Source: REFI-QDA Standard 1.5, project exchange. Positions
are code points of the text. Identifiers come from names, dates are fixed: the same tables give the same bytes.
"""

import io
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.core.codes import YES, Code
from pipeline.core.lexicon import Concept, Lexicon
from pipeline.core.records import Mention
from pipeline.explore.coding.sampling import Ground

NAMESPACE = "urn:QDA-XML:project:1.0"
SCHEMA_PLACE = "http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OWN = uuid.uuid5(uuid.NAMESPACE_URL, "urn:wenmai")
FIXED_DATE = "2000-01-01T00:00:00Z"
FIXED_TIME = (2000, 1, 1, 0, 0, 0)
MACHINE = "Wenmai"


@dataclass(frozen=True, slots=True)
class Coding:
    """A place of a text with a code given by somebody."""

    mention: Mention
    user: str
    code: str
    """Name under which the code's identifier is made, see `_code_name`."""


def write_project(ground: Ground, codes: Iterable[Code], lexicon: Lexicon, name: str) -> bytes:
    """Return the zip: every mention coded by the user Wenmai, and every coder's `yes` and `no` at the places of its sentence."""
    codings = [Coding(mention, MACHINE, mention.concept_id) for mention in ground.mentions if mention.concept_id in lexicon.by_id]
    codings += _coders_words(ground, codes, lexicon)
    by_text: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        by_text[coding.mention.text_id].append(coding)
    tree = _project(by_text, ground, lexicon, name)
    parts = {"project.qde": tree}
    for text_id in sorted(by_text):
        parts[f"sources/{_guid('text', text_id)}.txt"] = ground.evidence.texts[text_id].text.encode("utf-8", "replace")
    return _zip(parts)


def _coders_words(ground: Ground, codes: Iterable[Code], lexicon: Lexicon) -> list[Coding]:
    units = ground.units()
    return [
        Coding(mention, code.coder, _code_name(code, lexicon))
        for code in sorted(codes, key=lambda code: (code.concept, code.sentence, code.coder))
        if code.code != "unsure" and code.concept in lexicon.by_id
        for mention in units.get(code.unit, [])
    ]


def _code_name(code: Code, lexicon: Lexicon) -> str:
    if code.code != YES:
        return f"{code.concept}/no"
    known = {sense.id for sense in lexicon.by_id[code.concept].senses}
    return f"{code.concept}/{code.sense}" if code.sense in known else code.concept


def _project(by_text: dict[str, list[Coding]], ground: Ground, lexicon: Lexicon, name: str) -> bytes:
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}Project", nsmap={None: NAMESPACE, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA_PLACE}")
    users = sorted({coding.user for codings in by_text.values() for coding in codings} | {MACHINE})
    facts = {"name": name, "origin": MACHINE, "creatingUserGUID": _guid("user", MACHINE), "creationDateTime": FIXED_DATE}
    for key, value in facts.items():
        root.set(key, value)
    holder = _add(root, "Users")
    for user in users:
        _add(holder, "User", guid=_guid("user", user), name=user)
    used = {coding.mention.concept_id for codings in by_text.values() for coding in codings}
    codes = _add(_add(root, "CodeBook"), "Codes")
    for concept in lexicon.concepts:
        if concept.id in used:
            _add_code(codes, concept)
    if by_text:
        sources = _add(root, "Sources")
        for text_id in sorted(by_text):
            _add_source(sources, text_id, by_text[text_id], ground)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _add_code(parent: Any, concept: Concept) -> None:
    code = _add(parent, "Code", guid=_guid("code", concept.id), name=concept.label, isCodable="true")
    if concept.codebook.definition:
        _add(code, "Description").text = concept.codebook.definition
    for sense in concept.senses:
        _add(code, "Code", guid=_guid("code", f"{concept.id}/{sense.id}"), name=f"{concept.label}：{sense.label}", isCodable="true")
    _add(code, "Code", guid=_guid("code", f"{concept.id}/no"), name=f"{concept.label}：不是", isCodable="true")


def _add_source(parent: Any, text_id: str, codings: Sequence[Coding], ground: Ground) -> None:
    work = ground.evidence.work_of_text.get(text_id)
    title = (work.title_zh or work.title_en or text_id) if work else text_id
    name = f"{title} ({work.year})" if work and work.year else title
    guid = _guid("text", text_id)
    source = _add(parent, "TextSource", guid=guid, name=name, plainTextPath=f"internal://{guid}.txt", creationDateTime=FIXED_DATE)
    source.set("creatingUser", _guid("user", MACHINE))
    places: dict[tuple[int, int], list[Coding]] = defaultdict(list)
    for coding in codings:
        places[coding.mention.start, coding.mention.end].append(coding)
    for (start, end), here in sorted(places.items()):
        selection = _add(
            source,
            "PlainTextSelection",
            guid=_guid("place", text_id, start, end),
            name=here[0].mention.surface,
            startPosition=start,
            endPosition=end,
        )
        selection.set("creatingUser", _guid("user", MACHINE))
        selection.set("creationDateTime", FIXED_DATE)
        # Who coded and adjudicated alike said one thing.
        for user, code in dict.fromkeys((one.user, one.code) for one in here):
            _add_coding(selection, user, code, (text_id, start, end))


def _add_coding(parent: Any, user: str, code: str, place: tuple[str, int, int]) -> None:
    guid = _guid("coding", *place, user, code)
    coding = _add(parent, "Coding", guid=guid, creatingUser=_guid("user", user), creationDateTime=FIXED_DATE)
    _add(coding, "CodeRef", targetGUID=_guid("code", code))


def _add(parent: Any, tag: str, **values: Any) -> Any:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    for key, value in values.items():
        element.set(key, " ".join(str(value).split()))
    return element


def _guid(*names: Any) -> str:
    return str(uuid.uuid5(OWN, " ".join(map(str, names))))


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()
