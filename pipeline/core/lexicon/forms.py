"""The lexicon as code reads it: its concepts, and the strings to look for. Matching itself is not here."""

import functools
import itertools
import re
from dataclasses import dataclass, field

from pipeline.core.errors import ConfigError
from pipeline.core.inflection import english_forms
from pipeline.core.lexicon.entries import Concept, Context, Family, Rendering, Variant
from pipeline.core.text import is_han, normalise

# A modifier with its suffix, then a head of two characters or more; 的 may stand between.
ATTRIBUTIVE = re.compile(r"([\u4e00-\u9fff]{1,4}[型性式化])(?!的|主义)([\u4e00-\u9fff]{2,})$")


@dataclass(frozen=True, slots=True)
class Form:
    """A string to look for."""

    text: str
    """Normalised (see core.text.normalise)."""
    lang: str
    kind: str
    concept_ids: tuple[str, ...]
    """Sorted; more than one when the form is declared shared."""
    variant_id: str
    """The normalised form as the lexicon writes it (the singular for an English plural)."""
    context: Context | None = None


@dataclass(frozen=True)
class Lexicon:
    """All concepts, in the order of files and entries."""

    version: str
    families: dict[str, Family]
    concepts: tuple[Concept, ...]
    subject_words: tuple[str, ...] = ()
    other_fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by_id: dict[str, Concept] = field(init=False)

    def __post_init__(self) -> None:
        """Index the concepts."""
        object.__setattr__(self, "by_id", {concept.id: concept for concept in self.concepts})

    def concept(self, name: str) -> Concept:
        """Return the concept with this id or label (Chinese or English, any case).

        Raises:
            ConfigError: there is none.
        """
        wanted = normalise(name).text
        for concept in self.concepts:
            if wanted in {concept.id, normalise(concept.label).text, normalise(concept.label_en).text}:
                return concept
        raise ConfigError(f"concept {name!r} is not in the lexicon\nlook at configs/lexicon, or search the text: `wenmai search {name}`")

    def label(self, concept_id: str) -> str:
        """Return the Chinese label; of an ambiguous `a/b` both labels."""
        return "/".join(self.by_id[part].label for part in concept_id.split("/"))

    @functools.cached_property
    def forms(self) -> tuple[Form, ...]:
        """Return every form of every concept, each string once per language, sorted."""
        return tuple(sorted(_merge(_forms(self.concepts)), key=lambda form: (form.lang, form.text)))

    @functools.cached_property
    def words(self) -> tuple[str, ...]:
        """Return the Chinese forms that a segmenter keeps whole (normalised, without loose and elliptical ones), sorted."""
        loose = {normalise(v.text).text for c in self.concepts for v in c.variants if not v.whole or v.kind in {"loose", "elliptical"}}
        words = (form for form in self.forms if form.lang == "zh" and form.text not in loose and form.text.isalnum())
        return tuple(sorted(form.text for form in words if form.text == form.variant_id))

    @functools.cached_property
    def exclusions(self) -> tuple[tuple[str, str], ...]:
        """Return `(normalised exclusion, concept_id)`, sorted."""
        return tuple(sorted((normalise(text).text, concept.id) for concept in self.concepts for text in concept.exclusions))


def _forms(concepts: tuple[Concept, ...]) -> list[Form]:
    return [form for concept in concepts for form, _ in forms_of(concept)]


def forms_of(concept: Concept) -> list[tuple[Form, bool]]:
    """Return each form with whether it is declared shared; the label comes first, and a string counts once."""
    found: dict[tuple[str, str], tuple[Form, bool]] = {}
    for variant in (Variant(text=concept.label), *concept.variants):
        name = normalise(variant.text).text
        for text in chinese_forms(name) if language_of(name) == "zh" and variant.kind != "abbreviation" else [name]:
            form = Form(text, language_of(text), variant.kind, (concept.id,), name, variant.context or concept.context)
            found.setdefault((form.lang, text), (form, variant.shared))
    label_en = Rendering(text=concept.label_en, status="preferred") if concept.label_en else None
    for rendering in (*concept.renderings, *([label_en] if label_en else [])):
        name = normalise(rendering.text).text
        for text in english_forms(name) if rendering.kind != "abbreviation" else [name]:
            form = Form(text, "en", rendering.kind, (concept.id,), name, rendering.context or concept.context)
            found.setdefault(("en", text), (form, rendering.shared))
    rejected = {normalise(rendering.text).text for rendering in concept.renderings if rendering.status == "rejected"}
    return [pair for pair in found.values() if pair[0].variant_id not in rejected]


def chinese_forms(name: str) -> list[str]:
    """Return a Chinese form with what writers vary freely: 与 or 和 between its parts, 的 behind 型, 性, 式 and 化 (压力型的体制)."""
    forms = [name]
    forms += [text for text in (name.replace("与", "和"), name.replace("和", "与")) if text != name]
    attributive = ATTRIBUTIVE.match(name)
    return [*forms, f"{attributive[1]}的{attributive[2]}"] if attributive else forms


def _merge(forms: list[Form]) -> list[Form]:
    """Join forms that several concepts share into one with all their ids."""
    ordered = sorted(forms, key=lambda form: (form.lang, form.text))
    merged = []
    for _, group in itertools.groupby(ordered, key=lambda form: (form.lang, form.text)):
        same = sorted(group, key=lambda form: form.concept_ids)  # the first one's kind and context hold, in whatever order files stand
        ids = tuple(sorted({name for form in same for name in form.concept_ids}))
        first = same[0]
        merged.append(Form(first.text, first.lang, first.kind, ids, first.variant_id, first.context))
    return merged


def language_of(text: str) -> str:
    """Return zh when a Han character is in it, else en."""
    return "zh" if any(map(is_han, text)) else "en"
