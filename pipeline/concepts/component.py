"""The matcher as a spaCy component: `nlp.add_pipe("wenmai_concepts", config={"lexicon": "configs/lexicon"})`.

It sets `doc.spans["concepts"]`, one span a mention, with the concept's id as label; the doc's words speak as evidence. A mention that ends
inside a word of the doc (a glued word) takes the whole word. The stage itself uses the matcher without spaCy, which is quicker to load.
"""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.concepts.matcher import Block, Matcher
from pipeline.concepts.places import Ranges
from pipeline.core.lexicon import load_lexicon

SPANS = "concepts"


class ConceptComponent:
    """Finds the lexicon's concepts in a doc."""

    def __init__(self, matcher: Matcher) -> None:
        """Keep the matcher."""
        self.matcher = matcher

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.spans["concepts"]`, in the order of the text."""
        words = Ranges([token.idx for token in doc], [token.idx + len(token) for token in doc])
        (hits,) = self.matcher.find([Block(doc.text, words=words)])
        found = (doc.char_span(hit.start, hit.end, label=hit.concept_id, alignment_mode="expand") for hit in hits)
        spans: list[Span] = [span for span in found if span is not None]
        doc.spans[SPANS] = spans
        return doc


@Language.factory("wenmai_concepts", default_config={"lexicon": "configs/lexicon"})
def make_component(nlp: Language, name: str, lexicon: str) -> ConceptComponent:  # noqa: ARG001 - spaCy's signature
    """Build the component from a lexicon folder."""
    return ConceptComponent(Matcher(load_lexicon(Path(lexicon))))
