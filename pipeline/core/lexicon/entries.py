"""What an entry of the lexicon may say: the schema of configs/lexicon/*.yaml (its head explains the keys to people)."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from pipeline.core.config import Config

VariantKind = Literal["exact", "abbreviation", "quoted", "traditional", "elliptical", "loose"]
Status = Literal["preferred", "accepted", "seen", "rejected"]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
SkosKey = Annotated[str, Field(pattern=r"^[a-zA-Z]+(@[a-zA-Z0-9-]+)?$")]
Year = Annotated[int, Field(ge=1900, le=2100)]


def _mapping(value: Any) -> Any:
    """Let people write `项目体制` for `{text: 项目体制}`."""
    return {"text": value} if isinstance(value, str) else value


class Context(Config):
    """What must, or must not, stand near a form for it to count."""

    needs: tuple[str, ...] = ()
    """At least one of these."""
    must_not: tuple[str, ...] = ()
    """None of these in its own clause, unless as many words of the subject stand there; none in the sentence when it has no such word."""
    other_fields: tuple[Identifier, ...] = ()
    """Fields of lexicon.yaml whose words count like those of `must_not`."""
    unless: tuple[str, ...] = ()
    """Words that outweigh them here, beside the subject's."""
    window: Literal["sentence"] | Annotated[int, Field(ge=1, le=500)] = "sentence"
    """The sentence, or so many code points on either side."""


class Variant(Config):
    """A Chinese form of a concept."""

    text: Annotated[str, Field(min_length=1)]
    kind: VariantKind = "exact"
    context: Context | None = None
    shared: bool = False
    """Declares that another concept has the form too: hits are ambiguous and never counted."""
    whole: bool = True
    """The segmenter keeps it in one piece."""
    note: str = ""


class Rendering(Config):
    """An English form of a concept; singular, plural, case and British spelling are derived."""

    text: Annotated[str, Field(min_length=1)]
    status: Status = "accepted"
    kind: Literal["exact", "abbreviation", "loose"] = "exact"
    context: Context | None = None
    shared: bool = False
    years: tuple[Year, ...] = ()
    note: str = ""


class Sense(Config):
    """One meaning of a concept whose word has several."""

    id: Identifier
    label: str
    cues: tuple[str, ...] = ()
    """Words in the sentence that speak for this sense; the sense with most cues wins."""
    counted: bool = True
    """False: another field's meaning, flagged `other-sense` and left out of counts."""
    examples: tuple[str, ...] = ()
    """Sentences in which the concept stands in this sense; run like the concept's own examples."""


class Codebook(Config):
    """What two coders need to agree; may be empty."""

    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    typical_case: str = ""
    border_case: str = ""
    decided_by: str = ""
    decided_on: str = ""


class DefinitionSource(Config):
    """Where the literature defines the concept; our own sentence is no source."""

    text: Annotated[str, Field(min_length=1)]
    """The work, as a reference."""
    page: str = ""


class PolicyMark(Config):
    """A line on a timeline; never evidence that a paper uses the concept."""

    year: Year
    document: str


class Change(Config):
    """What changed in an entry, for the methods paragraph."""

    version: str
    change: str


class Examples(Config):
    """Sentences that the tests run: the concept must (yes) or must not (no) be found and counted."""

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class Concept(Config):
    """An entry of the lexicon."""

    id: Identifier
    label: Annotated[str, Field(min_length=1)]
    label_en: str
    family: Identifier = "none"
    broader: tuple[Identifier, ...] = ()
    narrower: tuple[Identifier, ...] = ()
    related: tuple[Identifier, ...] = ()
    constituents: tuple[Identifier, ...] = ()
    """Concepts it contains by definition: left out of co-occurrence."""
    roll_up: Literal["none", "family"] = "none"
    variants: tuple[Annotated[Variant, BeforeValidator(_mapping)], ...] = ()
    renderings: tuple[Annotated[Rendering, BeforeValidator(_mapping)], ...] = ()
    exclusions: tuple[str, ...] = ()
    """Longer strings inside which no form of this concept is one."""
    context: Context | None = None
    nested: tuple[Identifier, ...] = ()
    """Concepts whose forms are reported inside this concept's forms too (else the longest form wins)."""
    senses: tuple[Sense, ...] = ()
    codebook: Codebook = Codebook()
    definition_source: Annotated[DefinitionSource, BeforeValidator(_mapping)] | None = None
    policy_marks: tuple[PolicyMark, ...] = ()
    coinage: bool = False
    """One author's term."""
    examples: Examples = Examples()
    changelog: tuple[Change, ...] = ()
    skos: dict[SkosKey, tuple[str, ...]] = Field(default_factory=dict)
    """What an imported thesaurus says that no key above holds: `scopeNote@de: […]`, `exactMatch: [http://…]`."""


class Family(Config):
    """Concepts that teams sometimes count as one, at reading time."""

    label: str
    label_en: str


class LexiconHead(Config):
    """lexicon.yaml."""

    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    families: dict[Identifier, Family]
    subject_words: tuple[str, ...] = ()
    """Words of the lexicon's own subject, which outweigh words of other fields."""
    other_fields: dict[Identifier, tuple[str, ...]] = Field(default_factory=dict)
    """Words of other fields that use the same terms."""


class FamilyFile(Config):
    """Any other file of the folder."""

    family: Identifier
    concepts: tuple[Concept, ...]
