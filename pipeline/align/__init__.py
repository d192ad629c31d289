"""Stage `align`: which Chinese sentence renders which English one, and how sure that is.

Question: how do titles, abstracts and keywords of one text correspond in its two languages, and how has a term been rendered?
Reads: texts (documents, passages, record_texts, record_passages), configs/align.yaml, configs/lexicon.
Writes: beads (groups of sentences that render each other), term_pairs (a term and its rendering), problems (`no-zh`, `no-en`: an abstract
in one language alone; `one-language`: both sides of a field are in one language), and exports/align: `beads.tmx` (TMX 1.4b for translators'
tools), `beads.tsv` and `terms.tsv` (for spreadsheets).

Method: exact dynamic programming over beads of up to 4 Chinese and 6 English sentences. A bead's score joins independent kinds of evidence:
the likelihood ratio of its English words given its Chinese ones (CC-CEDICT and the lexicon, against English at large), the ratio of lengths,
how often such beads occur, and the cosine of sentence vectors. Forward-backward over the same scores gives each bead's posterior.
Keyword lists are paired by position, checked against all other pairs by the same evidence. Renderings that the lexicon lacks, and terms that
nobody listed, come from word groups that keep turning up in the same beads (few: see `candidates`).

Known failures: a free translation is uncertain nearly everywhere and is handed to a person (`free-translation`); sentences whose order
differs between the languages become two beads without counterpart.
"""
