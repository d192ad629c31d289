"""A reporting checklist after BIBLIO, with what the run can fill in and what is left to the authors.

Source: Montazeri, A. et al. (2023), Preliminary guideline for reporting bibliometric reviews of the biomedical literature (BIBLIO),
Systematic Reviews 12, 239, table 3; its items in our own words, with two on software and data that it lacks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.explore.report.facts import Facts
from pipeline.explore.report.prose import agreement_sentence, listed, search_string
from pipeline.explore.wording import Wording

SOURCE = (
    "MONTAZERI A, MOHAMMADI S, HESARI P M, et al. Preliminary guideline for reporting bibliometric reviews of the biomedical literature "
    "(BIBLIO): a minimum requirements[J]. Systematic Reviews, 2023, 12: 239. DOI: 10.1186/s13643-023-02410-2."
)
# (group, item, section of the report that shows it)
ITEMS = (
    ("title", "kind", None),
    ("title", "subject", "overview"),
    ("abstract", "summary", None),
    ("background", "known", None),
    ("background", "questions", None),
    ("methods", "sources", "methods"),
    ("methods", "strategy", "methods"),
    ("methods", "period", "overview"),
    ("methods", "eligibility", "overview"),
    ("methods", "refinement", "overview"),
    ("methods", "quality", None),
    ("methods", "synthesis", "methods"),
    ("results", "descriptive", "overview"),
    ("results", "bibliometric", "concepts"),
    ("results", "contents", "topics"),
    ("results", "missing", "problems"),
    ("discussion", "findings", None),
    ("discussion", "comparison", None),
    ("discussion", "limitations", "problems"),
    ("discussion", "conclusions", None),
    ("openness", "software", "methods"),
    ("openness", "data", "methods"),
)


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to report."""

    group: str
    """In words: title, abstract, background …"""
    item: str
    """What is to be reported, in our own words."""
    value: str
    """What the run says; empty where it can say nothing."""
    to_add: str
    """What the authors have to write; empty where nothing is left."""
    anchor: str | None
    """Section of the report that shows it."""


def make_checklist(facts: Facts, title: str, wording: Wording) -> list[ChecklistItem]:
    """Return the items in the guideline's order."""
    gap = "" if wording.lang == "zh" else " "
    written = {key: gap.join(make(facts, wording)) for key, make in WRITERS.items()} | {"subject": _subject(facts, title, wording)}
    return [_item(group, key, anchor, written.get(key, ""), wording) for group, key, anchor in ITEMS]


def _item(group: str, key: str, anchor: str | None, value: str, wording: Wording) -> ChecklistItem:
    left = wording.phrases.get(f"report_checklist.{key}_left", "")
    to_add = left or ("" if value else wording("report_checklist.all_left"))
    return ChecklistItem(wording(f"report_checklist.group_{group}"), wording(f"report_checklist.{key}"), value, to_add, anchor)


def _subject(facts: Facts, title: str, wording: Wording) -> str:
    if not facts.first_year:
        return title
    return wording("report_checklist.subject_value", title=title, first=facts.first_year, last=facts.last_year)


def _sources(facts: Facts, wording: Wording) -> list[str]:
    names = facts.protocol.databases
    return [wording("report_methods.databases", names=listed(names, wording))] if names else []


def _strategy(facts: Facts, wording: Wording) -> list[str]:
    strings = wording("report_methods.string_gap").join(search_string(one, wording) for one in facts.protocol.search_strings)
    date = facts.protocol.search_date
    return [
        *([wording("report_methods.date", date=date)] if date else []),
        *([wording("report_methods.strings", strings=strings)] if strings else []),
    ]


def _period(facts: Facts, wording: Wording) -> list[str]:
    return [wording("report_methods.years", first=facts.first_year, last=facts.last_year)] if facts.first_year else []


def _eligibility(facts: Facts, wording: Wording) -> list[str]:
    reasons = listed((wording("report_methods.reason", reason=reason, n=n) for reason, n in facts.reasons), wording)
    return [wording("report_methods.excluded", n=facts.excluded, reasons=reasons)] if reasons else []


def _refinement(facts: Facts, wording: Wording) -> list[str]:
    return [
        *([wording("report_methods.duplicates", n=facts.duplicates)] if facts.duplicates is not None else []),
        *([wording("report_methods.excluded_plain", n=facts.excluded)] if facts.excluded else []),
        *(agreement_sentence(facts.agreement, wording) if facts.agreement else []),
    ]


def _synthesis(facts: Facts, wording: Wording) -> list[str]:
    return [wording("report_checklist.synthesis_value", lexicon=facts.lexicon_version)]


def _descriptive(facts: Facts, wording: Wording) -> list[str]:
    kinds = listed((wording("report.labelled", name=wording.name("kinds", kind), value=n) for kind, n in facts.kinds), wording)
    return [wording("report_checklist.descriptive_value", n=facts.n_works, kinds=kinds)] if facts.n_works else []


def _bibliometric(facts: Facts, wording: Wording) -> list[str]:
    return [wording("report_checklist.bibliometric_value", mentions=facts.n_mentions, concepts=facts.n_concepts)]


def _contents(facts: Facts, wording: Wording) -> list[str]:
    return [wording("report_checklist.contents_value", topics=facts.model.topics)] if facts.model else []


def _missing(facts: Facts, wording: Wording) -> list[str]:
    unread = facts.n_sources - facts.n_read
    numbers = {"unread": unread, "undated": facts.n_undated, "abstract": facts.evidence.get("abstract_only", 0)}
    return [wording("report_checklist.missing_value", **numbers, record=facts.evidence.get("record_only", 0))]


def _limitations(facts: Facts, wording: Wording) -> list[str]:
    share = facts.evidence.get("full_text", 0) / facts.n_works if facts.n_works else None
    audit = "coded" if facts.n_coded else "uncoded"
    return [
        *([wording("report_checklist.limitations_value", share=f"{100 * share:.0f}%")] if share is not None else []),
        wording(f"report_methods.{audit}", n=facts.n_coded, concepts=facts.n_coded_concepts),
    ]


def _software(facts: Facts, wording: Wording) -> list[str]:
    libraries = listed((f"{name} {number}" for name, number in facts.libraries), wording)
    return [wording("report_methods.software", version=facts.version, libraries=libraries)]


def _data(facts: Facts, wording: Wording) -> list[str]:
    inputs = listed((f"{path} {digest}" for path, digest in facts.inputs), wording)
    return [wording("report_methods.inputs", inputs=inputs)] if inputs else []


WRITERS: dict[str, Callable[[Facts, Wording], Sequence[str]]] = {
    "sources": _sources,
    "strategy": _strategy,
    "period": _period,
    "eligibility": _eligibility,
    "refinement": _refinement,
    "synthesis": _synthesis,
    "descriptive": _descriptive,
    "bibliometric": _bibliometric,
    "contents": _contents,
    "missing": _missing,
    "limitations": _limitations,
    "software": _software,
    "data": _data,
}
