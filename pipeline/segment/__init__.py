"""Stage `segment`: the words and sentences of every text, as offsets.

Question answered: where does a Chinese word begin and end, and where a sentence? Topics, concept evidence and sentence alignment read this.

- `python -m pipeline.segment.weights` fetches the weights once, into the per-user cache (called by set-up).
- `python -m pipeline.segment.model models/zh_pkuseg` (stage `model`) makes a spaCy pipeline of them, pruned.
- `python -m pipeline.segment corpora/<c>` (stage `segment`) reads documents, passages, record_texts and record_passages and writes `tokens`
  and `problems`.
- `wenmai segment --lines FILE` segments lines of a plain text file.

Method: a passage is cut into sentences by rule (`core.sentences`), a sentence into words by spacy-pkuseg's conditional random field. English
words are cut as English. Terms of the lexicon (configs/lexicon: the concepts' Chinese forms and terms.txt) are kept whole by our own matcher
around the model, and only on evidence (`terms.py`): 项目制 is whole in 项目制运作 and stays cut in 项目|制定.

Known failures: a term that no boundary of the model supports stays cut; classical Chinese and verse are cut badly; names of persons and
places that the model does not know are cut now and then; a term with a line break inside is not whole (extraction joins lines beforehand).
"""
