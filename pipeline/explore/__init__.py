"""What people ask of the finished tables: search, timelines, charts, the report, exports.

Question answered: where does a phrase or a concept stand, how does its share of works move, and what lies behind each number?

Reads the tables of all stages (works, documents, passages, tokens, mentions, timeline, topics, beads, term pairs, problems) and configs/lexicon.
Writes `tables/index/library.sqlite` (stage `index`) and `report/` (stage `report`); the commands print, or write where the user says.

Method: a search database over character bigrams finds every passage with a phrase (or candidates, for mixed phrases), and places are read off
the text itself, so that a phrase of two and more characters is found wherever it stands, also inside longer words; charts are SVG drawn here, each with the table it is drawn from.

Known limits: a query is answered at the level of passages (phrases never cross a paragraph) and works (AND, NOT); English stems are
Porter's, which put dependent and dependency together; a hit on a page is exact to the printed line.
"""
