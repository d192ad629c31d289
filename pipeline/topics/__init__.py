"""Stage `topics`: what the works of a corpus are about.

Question answered: which themes run through the literature, in which works, with which words, and how does each one's share move over the years?

- `python -m pipeline.topics corpora/<c>` reads works (catalog), texts and passages (extract, catalog), tokens (segment) and concept_works
  (concepts), and writes topic_terms, doc_topics, topic_examples, topic_trend, topic_summary, topic_map, topic_groups, topic_concepts,
  topic_drift, topic_models, problems, and the fitted model (`model/`: arrays and JSON, read by `saved.load_saved`).
- `wenmai topics` (pipeline.explore.topics.commands) fits the same model on texts of one's own (`fit`), places new texts in the saved one
  (`assign`), compares two states (`diff`), asks people (`intrusion`) and fits topics that know each work's period (`over-time`).

Method: the words of substance of title, abstract, keywords, headings and body (stop words in configs/stopwords.txt) go, in pieces of about a
paragraph, into an engine (`engines.ADAPTERS`): a non-negative factorisation of the association between words (`association`) or of TF-IDF
weights (`nmf`), clusters, or a probabilistic model. The fit on all works is matched and merged with
fits on subsamples (`consensus`): a topic's stability is how far its terms recur there. Each work is placed among its neighbours by every fit; its
weight in a topic is the share of fits that put it there. Models of other numbers of topics and other seeds are fitted on subsamples and
compared by coherence (C_v, NPMI), diversity and stability; which one is shown stands in configs/topics.yaml: people decide.

A work is counted once (works.text_id), for its strongest topic; shares have the works with text as denominator and Wilson intervals. Whether
a share rises is tested over years (Cochran-Armitage, corrected over topics). Which concepts go with a topic is counted twice: in this model and
in one fitted without the lexicon's words, because a concept that helped to make a topic is no evidence about it (one fit, without consensus).

Known failures: under about 150 works topics are weakly founded, and the table `problems` says so; a long thesis weighs as much as its pieces
when topics are fitted; English abstracts are left out, since they would make topics of language; works of one venue or special issue count as
independent in the trend test; the dynamic topic model (DTM) is left out, since tomotopy's does not hold topics together over periods.
"""
