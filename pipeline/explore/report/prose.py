"""The methods as prose that can be pasted: whole sentences from the wording, each said only when the run can vouch for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.core.protocol import SearchString
from pipeline.core.statistics import Kappa
from pipeline.core.topic_records import TopicModel
from pipeline.explore.report.facts import Facts
from pipeline.explore.timelines.output import percent
from pipeline.explore.wording import Wording


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the words that head it."""

    key: str
    """search, screening, corpus, concepts, timelines, cooccurrence, topics, alignment or software."""
    heading: str
    text: str


def methods_prose(facts: Facts, wording: Wording) -> list[Paragraph]:
    """Return the paragraphs, from the search to the software; a part that did not run has none."""
    parts: dict[str, Callable[[Facts, Wording], list[str]]] = {
        "search": _search,
        "screening": _screening,
        "corpus": _corpus,
        "concepts": _concepts,
        "timelines": _timelines,
        "cooccurrence": _cooccurrence,
        "topics": _topics,
        "alignment": _alignment,
        "software": _software,
    }
    gap = "" if wording.lang == "zh" else " "
    written = {key: gap.join(make(facts, wording)) for key, make in parts.items()}
    return [Paragraph(key, wording(f"report_methods.{key}_head"), text) for key, text in written.items() if text]


def listed(values: Iterable[str], wording: Wording) -> str:
    """Return values as a list in running text."""
    return wording("report.comma").join(values)


def search_string(one: SearchString, wording: Wording) -> str:
    """Return a search string with where, when and how much it found, as far as that is on record."""
    hits = wording("report_methods.hits_one" if one.hits == 1 else "report_methods.hits", n=one.hits) if one.hits is not None else None
    notes = [note for note in (one.database, one.date, hits) if note]
    return wording("report.bracketed", value=one.string, note=wording("report.comma").join(notes)) if notes else one.string


def model_scores(model: TopicModel, wording: Wording) -> str:
    """Return a topic model's scores as a list."""
    scores = {"c_v": model.c_v, "diversity": model.diversity, "stability": model.stability}
    return listed((wording(f"report_topics.{key}", value=f"{value:.2f}") for key, value in scores.items() if value is not None), wording)


def _search(facts: Facts, wording: Wording) -> list[str]:
    protocol = facts.protocol
    if not facts.has_protocol:
        return [wording("report_methods.no_protocol")]
    strings = wording("report_methods.string_gap").join(search_string(one, wording) for one in protocol.search_strings)
    said = {
        "databases": {"names": listed(protocol.databases, wording)} if protocol.databases else None,
        "date": {"date": protocol.search_date} if protocol.search_date else None,
        "strings": {"strings": strings} if strings else None,
        "found": {"n": protocol.n_hits} if protocol.n_hits is not None else None,
        "duplicates": {"n": facts.duplicates} if facts.duplicates is not None else None,
    }
    return [wording(f"report_methods.{key}", **values) for key, values in said.items() if values]


def _screening(facts: Facts, wording: Wording) -> list[str]:
    sentences = []
    reasons = listed((wording("report_methods.reason", reason=reason, n=n) for reason, n in facts.reasons), wording)
    if facts.excluded and reasons:
        sentences.append(wording("report_methods.excluded", n=facts.excluded, reasons=reasons))
    elif facts.excluded:
        sentences.append(wording("report_methods.excluded_plain", n=facts.excluded))
    if facts.agreement:
        sentences += agreement_sentence(facts.agreement, wording)
    return sentences or [wording("report_methods.no_screening")]


def agreement_sentence(agreement: Kappa, wording: Wording) -> list[str]:
    """Return the screeners' agreement, nothing where chance explains all of it."""
    if agreement.kappa is None or agreement.low is None or agreement.high is None:
        return []
    numbers = {"kappa": agreement.kappa, "low": agreement.low, "high": agreement.high}
    shown = {name: f"{value:.2f}" for name, value in numbers.items()}
    return [wording("report_methods.kappa", n=agreement.n, share=percent(agreement.agreement), **shown)]


def _corpus(facts: Facts, wording: Wording) -> list[str]:
    kinds = listed((f"{wording.name('kinds', kind)} {n}" for kind, n in facts.kinds), wording)
    sentences = [wording("report_methods.works", n=facts.n_works, kinds=kinds)] if facts.n_works else []
    if facts.first_year:
        sentences.append(wording("report_methods.years", first=facts.first_year, last=facts.last_year))
    evidence = {name.removesuffix("_only").removesuffix("_text"): n for name, n in facts.evidence.items()}
    counts = {"full": 0, "abstract": 0, "record": 0} | evidence
    sentences += [wording("report_methods.unit"), wording("report_methods.read", sources=facts.n_sources, read=facts.n_read, **counts)]
    versions = dict(facts.libraries)
    sentences.append(wording("report_methods.reading", pdf=versions["pdfminer.six"], web=versions["trafilatura"]))
    engine = facts.settings.get("extract.ocr", "off")
    sentences.append(wording("report_methods.ocr_off") if engine == "off" else wording("report_methods.ocr_on", engine=engine))
    return sentences


def _concepts(facts: Facts, wording: Wording) -> list[str]:
    versions = dict(facts.libraries)
    flags = facts.settings.get("concepts.uncounted_flags", "")
    names = listed((wording.name("mention_flags", flag) for flag in flags.split(", ")), wording)
    return [
        wording(
            "report_methods.segmentation",
            version=versions["spacy-pkuseg"],
            model=facts.settings.get("segment.model", "–"),
            lexicon=facts.lexicon_version,
            concepts=facts.n_concepts,
        ),
        wording("report_methods.matching", mentions=facts.n_mentions),
        *([wording("report_methods.uncounted", flags=names)] if flags else []),
        wording("report_methods.coded", n=facts.n_coded, concepts=facts.n_coded_concepts)
        if facts.n_coded
        else wording("report_methods.uncoded"),
    ]


def _timelines(facts: Facts, wording: Wording) -> list[str]:
    settings = facts.settings
    least = {kind: settings.get(f"concepts.min_mentions_{kind}") for kind in ("thesis", "article", "abstract")}
    period = settings.get("concepts.period_years", "1")
    return [
        wording("report_methods.shares"),
        *([wording("report_methods.least", **least)] if all(least.values()) else []),
        *([wording("report_methods.pooled", n=period)] if period != "1" else []),
        wording("report_methods.few", few=settings.get("concepts.few_works", "20")),
        *([wording("report_methods.undated", n=facts.n_undated)] if facts.n_undated else []),
        *_known(facts, wording, "rates", runs="bootstrap_runs"),
        *_known(facts, wording, "bursts", ratio="burst_ratio", gamma="burst_gamma", shuffles="burst_shuffles"),
    ]


def _cooccurrence(facts: Facts, wording: Wording) -> list[str]:
    keys = {"permutations": "cooccurrence.permutations", "works": "cooccurrence.min_works"}
    return _known(facts, wording, "cooccurrence", **keys) if facts.n_pairs else []


def _known(facts: Facts, wording: Wording, key: str, **names: str) -> list[str]:
    """Return a sentence about settings of stage concepts, nothing when one of them is not set."""
    values = {name: facts.settings.get(f"concepts.{setting}") for name, setting in names.items()}
    return [wording(f"report_methods.{key}", **values)] if all(values.values()) else []


def _topics(facts: Facts, wording: Wording) -> list[str]:
    model = facts.model
    if model is None:
        return []
    fitted = wording(
        "report_methods.topics",
        engine=wording.name("engines", model.engine),
        topics=model.topics,
        seed=model.seed,
        documents=facts.settings.get("topics.min_documents", "–"),
    )
    stability = [wording("report_methods.stability")] if model.stability is not None else []
    return [fitted, wording("report_methods.scores", scores=model_scores(model, wording)), *stability]


def _alignment(facts: Facts, wording: Wording) -> list[str]:
    auto, check = (facts.settings.get(f"align.{key}", "–") for key in ("auto_min", "check_min"))
    return [wording("report_methods.alignment", beads=facts.n_beads, auto=auto, check=check)] if facts.n_beads else []


def _software(facts: Facts, wording: Wording) -> list[str]:
    libraries = listed((f"{name} {number}" for name, number in facts.libraries), wording)
    inputs = listed((f"{path} {digest}" for path, digest in facts.inputs), wording)
    return [
        wording("report_methods.software", version=facts.version, libraries=libraries),
        *([wording("report_methods.inputs", inputs=inputs)] if inputs else []),
        wording("report_methods.offline"),
    ]
