"""Section of the report on what stands beside the concepts: the networks, the pairs with their sentences, typical words, who is cited."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.concepts.config import ConceptsConfig
from pipeline.concepts.cooccurrence import labels_of, pairs_in
from pipeline.concepts.mechanical import mechanical_pairs
from pipeline.concepts.units import PARAGRAPH, CutWork, Ground, Sources, Unit, cut_works
from pipeline.core.concept_records import Collocate, ConceptCitation, Cooccurrence
from pipeline.core.config import load_config
from pipeline.core.records import Span
from pipeline.explore.beside.neighbours import ALL_PERIODS, PairChoice, choose_pairs, is_significant, neighbours
from pipeline.explore.beside.network import MIN_WORKS, Network, NetworkChoice, NetworkSource, make_networks
from pipeline.explore.beside.network_output import title_of
from pipeline.explore.drawings.network_chart import draw_network
from pipeline.explore.report.material import Material, Quote
from pipeline.explore.timelines.points import DEFAULT_SCOPE
from pipeline.explore.wording import Wording


@dataclass(frozen=True, slots=True)
class PairWork:
    """A work that has a pair, with the sentences of one paragraph that has it."""

    work_id: str
    reference: str
    quotes: list[Quote]
    """One sentence with both concepts, or a sentence for each."""


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """A pair with the works behind it."""

    anchor: str
    names: tuple[str, str]
    row: Cooccurrence
    works: list[PairWork]
    n_more: int
    """Works that are not listed."""


@dataclass(frozen=True, slots=True)
class DrawnNetwork:
    """The network of a period, drawn."""

    network: Network
    chart: str


@dataclass(frozen=True, slots=True)
class ConceptCompany:
    """The words and the cited works of one concept."""

    concept_id: str
    name: str
    words: list[Collocate]
    """Those that are more than chance."""
    cited: list[ConceptCitation]


@dataclass(frozen=True, slots=True)
class Beside:
    """The whole section."""

    networks: list[DrawnNetwork]
    """All years first, then the periods that have a line."""
    pairs: list[PairEvidence]
    n_significant: int
    n_tested: int
    permutations: int
    companies: list[ConceptCompany]
    """Of the concepts in most works."""


def make_beside(material: Material, wording: Wording) -> Beside:
    """Return networks, strongest pairs with evidence, words and cited works."""
    names = {concept.id: material.name(concept.id, wording.lang) for concept in material.lexicon.concepts}
    settings = load_config(material.configs / "concepts.yaml", ConceptsConfig)
    tables = material.tables
    source = NetworkSource(tables["cooccurrence"], tables["concept_works"], tables["works"], names)
    networks = make_networks(source, NetworkChoice(), DEFAULT_SCOPE, settings.cooccurrence.lang)
    drawn = [DrawnNetwork(one, draw_network(one, wording, title_of(one, wording))) for one in reversed(networks.values()) if one.edges]
    pairs = choose_pairs(tables["cooccurrence"], PairChoice())
    significant = [row for row in pairs if is_significant(row) and row.works >= MIN_WORKS]
    shown = significant[: material.config.top_pairs]
    return Beside(
        networks=[*drawn[:1], *reversed(drawn[1:])],
        pairs=_pair_evidence(material, shown, settings, names) if shown else [],
        n_significant=len(significant),
        n_tested=sum(row.q is not None for row in pairs),
        permutations=settings.cooccurrence.permutations,
        companies=_companies(material, names),
    )


def _pair_evidence(
    material: Material, rows: Iterable[Cooccurrence], settings: ConceptsConfig, names: Mapping[str, str]
) -> list[PairEvidence]:
    ground = Ground(DEFAULT_SCOPE, material.counting.parts, settings.cooccurrence.lang, material.counting.uncounted_flags)
    tables = material.tables
    sources = Sources(tables["works"], material.texts, material.tokens, material.mentions_of_text, tables["concept_works"])
    found = _having(cut_works(sources, ground, PARAGRAPH), mechanical_pairs(material.lexicon), settings.cooccurrence.period_years)
    return [_one_pair(material, row, found.get((row.concept_a, row.concept_b), []), names) for row in rows]


def _having(
    works: Iterable[CutWork], excluded: frozenset[tuple[str, str]], period_years: int
) -> dict[tuple[str, str], list[tuple[CutWork, Unit]]]:
    """Return for each pair the works that have it, with the first paragraph that does."""
    found: dict[tuple[str, str], list[tuple[CutWork, Unit]]] = defaultdict(list)
    for work in works:
        if work.is_repeated or ALL_PERIODS not in labels_of(work.year, period_years):
            continue
        first: dict[tuple[str, str], Unit] = {}
        for unit in work.units:
            for pair in pairs_in(unit, excluded):
                first.setdefault(pair, unit)
        for pair, unit in first.items():
            found[pair].append((work, unit))
    return found


def _one_pair(material: Material, row: Cooccurrence, works: list[tuple[CutWork, Unit]], names: Mapping[str, str]) -> PairEvidence:
    ordered = sorted(works, key=lambda one: (one[0].year or 0, one[0].work_id))
    shown = ordered[: material.config.evidence_works]
    return PairEvidence(
        anchor=f"pair-{row.concept_a}-{row.concept_b}",
        names=(names.get(row.concept_a, row.concept_a), names.get(row.concept_b, row.concept_b)),
        row=row,
        works=[
            PairWork(work.work_id, material.reference(work.work_id), pair_quotes(material, work.text_id, unit, row)) for work, unit in shown
        ],
        n_more=len(ordered) - len(shown),
    )


def pair_quotes(material: Material, text_id: str, unit: Unit, row: Cooccurrence) -> list[Quote]:
    """Return the sentence of the two places of a pair that are nearest to each other, or the two sentences."""
    one, other = min(
        ((a, b) for a in unit.spans[row.concept_a] for b in unit.spans[row.concept_b] if not a.overlaps(b)),
        key=lambda places: (abs(places[0].start - places[1].start), places[0].start),
    )
    sentences = {material.sentence_at(text_id, place.start) for place in (one, other)}
    surfaces = [material.texts[text_id].text[place.start : place.end] for place in (one, other)]
    return [material.quote_sentence(text_id, Span(*sentence), surfaces) for sentence in sorted(sentences)]


def _companies(material: Material, names: Mapping[str, str]) -> list[ConceptCompany]:
    works: dict[str, set[str]] = defaultdict(set)
    for row in material.tables["concept_works"]:
        if row.counted and row.scope == DEFAULT_SCOPE:
            works[row.concept_id].add(row.work_id)
    top = sorted(works, key=lambda name: (-len(works[name]), name))[: material.config.top_concepts]
    found = []
    for concept_id in top:
        company = neighbours(concept_id, [], material.tables["collocates"], material.tables["concept_citations"])
        words = [word for word in company.words if is_significant(word)]
        cited = [row for row in company.cited if row.works > 1][: material.config.cited_works]
        if words or cited:
            found.append(ConceptCompany(concept_id, names.get(concept_id, concept_id), words, cited))
    return found
