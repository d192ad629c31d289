"""The concept lexicon: what configs/lexicon/*.yaml says, checked; read by segment (words kept whole) and concepts (what is found).

`lexicon.yaml` gives version and families; every other file of the folder lists concepts of one family. `entries` is the schema, `forms` what
is looked for, `loading` reads a folder and names all faults at once, each with file, line and key (`faults` holds those between entries).
"""

from pipeline.core.lexicon.entries import Change, Codebook, Concept, Context, Examples, Family, Rendering, Sense, Variant
from pipeline.core.lexicon.forms import Form, Lexicon, language_of
from pipeline.core.lexicon.loading import load_lexicon

__all__ = [
    "Change",
    "Codebook",
    "Concept",
    "Context",
    "Examples",
    "Family",
    "Form",
    "Lexicon",
    "Rendering",
    "Sense",
    "Variant",
    "language_of",
    "load_lexicon",
]
