"""Stage `concepts`: where does each concept of the lexicon stand, and how many works of each period mention it?

Reads documents, passages (extract), works, record_texts, record_passages (catalog), tokens (segment), configs/lexicon and configs/concepts.yaml.
Writes mentions (every place, with flags), concept_works (mentions a work), work_sizes (what can be read of a work), timeline (works a period,
with denominators and intervals), bursts, cooccurrence, collocates and concept_citations (what stands beside a concept, see `beside`) and
problems. Reads citations, references and configs/stopwords.txt for these.

Method. `matcher` searches all forms at once (Aho-Corasick) in the text reduced to letters, digits and Han characters; what is printed between
them decides afterwards, so quotes, spaces, line breaks, emoji, hyphenation and Traditional characters do no harm, and offsets point into the
printed text. `evidence` lets false friends die: the likeliest reading of the neighbourhood as words must use the term (core.boundaries), longer
terms and exclusions win, abbreviations need their introduction in the same document. `context` adds flags and senses. `timeline` says what a
work counts for, `core.timelines` counts, `kleinberg` and `bursts` find bursts and what speaks against them.

Flags that keep a mention out of every count (configs/concepts.yaml): ambiguous (an English form of two concepts; concept_id is then `a/b`),
loose (everyday wording), elliptical (head-only form), other-sense (another field's meaning). Flags that only inform: cited, defined, negated,
in_reference, in_title, in_keywords, ocr. `definitions` turns the defined ones into a list with page and attribution.

Known failures: a word that the frequency list does not know cannot defend itself (names of places and bodies); senses rest on cue words in
one sentence; an abbreviation that its document never introduces is not found.
"""
