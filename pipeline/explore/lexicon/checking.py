"""Every fault of a lexicon folder at once: what reading finds, examples that fail, forms that can never be found."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.concepts.matcher import Block, Hit, Matcher
from pipeline.core.lexicon import Concept, Context, Lexicon
from pipeline.core.lexicon.faults import Entry
from pipeline.core.lexicon.loading import check_folder
from pipeline.core.squeeze import squeeze_word


def check_lexicon(folder: Path, uncounted: Iterable[str]) -> tuple[Lexicon, list[str]]:
    """Return the lexicon as far as it can be read, and its faults: `file:line: concept.key: what is wrong`.

    Args:
        folder: such as configs/lexicon.
        uncounted: flags of mentions that do not count (configs/concepts.yaml).

    Raises:
        ConfigError: lexicon.yaml is wrong, or a file is no YAML: then nothing else can be said.
    """
    found = check_folder(folder)
    lexicon = found.lexicon()
    matcher = Matcher(lexicon)
    hidden = frozenset(uncounted)
    faults = list(found.faults)
    for entry in found.entries:
        faults += [*_failing_examples(entry, matcher, hidden), *_failing_senses(entry, matcher), *_never_found(entry, matcher)]
    return lexicon, faults


def _failing_examples(entry: Entry, matcher: Matcher, hidden: frozenset[str]) -> Iterator[str]:
    for key, wanted in (("yes", True), ("no", False)):
        for position, sentence in enumerate(getattr(entry.concept.examples, key)):
            counted = [hit for hit in _find(matcher, sentence) if hit.concept_id == entry.concept.id and hidden.isdisjoint(hit.flags)]
            if bool(counted) != wanted:
                what = (
                    "the concept is not found, or not counted, in"
                    if wanted
                    else f"the concept is found ({_printed(counted[0], sentence)}) in"
                )
                yield f"{entry.at('examples', key, position)}: {what} {sentence!r}"


def _failing_senses(entry: Entry, matcher: Matcher) -> Iterator[str]:
    for position, sense in enumerate(entry.concept.senses):
        for number, sentence in enumerate(sense.examples):
            found = {hit.sense or "unknown" for hit in _find(matcher, sentence) if hit.concept_id == entry.concept.id}
            if sense.id not in found:
                said = f"the sense is {', '.join(sorted(found))}" if found else "the concept is not found"
                yield f"{entry.at('senses', position, 'examples', number)}: {said} in {sentence!r}"


def _never_found(entry: Entry, matcher: Matcher) -> Iterator[str]:
    """Yield the forms that are not found even in a sentence made for them."""
    concept = entry.concept
    forms: list[tuple[tuple[str | int, ...], str, str, Context | None]] = [(("label",), concept.label, "exact", concept.context)]
    forms += [(("variants", at), form.text, form.kind, form.context or concept.context) for at, form in enumerate(concept.variants)]
    forms += [
        (("renderings", at), form.text, form.kind, form.context or concept.context)
        for at, form in enumerate(concept.renderings)
        if form.status != "rejected"
    ]
    for key, text, kind, context in forms:
        if not _is_found(concept, text, kind, context, matcher):
            yield f"{entry.at(*key)}: {text!r} can never be found: an exclusion, a context rule or a longer form of another concept bars it"


def _is_found(concept: Concept, text: str, kind: str, context: Context | None, matcher: Matcher) -> bool:
    needed = f"{context.needs[0]}，" if context and context.needs else ""
    introduced = f"{concept.label}（以下简称“{text}”）。" if kind == "abbreviation" else ""
    start = len(introduced) + len(needed)
    hits = _find(matcher, f"{introduced}{needed}{text}。")
    return any(
        concept.id in hit.concept_id.split("/") and start <= hit.start and hit.end - hit.start >= len(squeeze_word(text)) for hit in hits
    )


def _find(matcher: Matcher, sentence: str) -> list[Hit]:
    return matcher.find([Block(sentence)])[0]


def _printed(hit: Hit, sentence: str) -> str:
    return sentence[hit.start : hit.end]
