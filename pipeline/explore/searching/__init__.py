"""How search answers: the parts behind `explore.search`, which is what commands and pages call.

| module | what it knows |
|---|---|
| writing | the tables of library.sqlite, and how it is written |
| nodes | what a query is made of |
| stems | which English words are forms of one (snowballstemmer) |
| words | where segmentation divides a text, as bits |
| shifts | the way back from folded to printed offsets |
| columns | numbers about every passage, text and work, as arrays |
| near | the shortest stretches that hold two things |
| engine | the texts and places of a query's tree |
| limits | the time that a query may take |
| concordance | a page of hits in the order asked for |
| output | hits, references and workbooks as `wenmai search` prints them |
"""
