"""Stage `report`: one HTML file that opens offline, and the figures in it as SVG and CSV.

Question answered: what does this literature say, how do we know, and what could not be read?

Reads the tables of all stages, configs, about.yaml, sources/protocol.yaml, edits/topic_labels.yaml and, of dvc.lock, the entries of the
stages before it (its own entry, or the git revision, would make it change with every run). Writes report/index.html, report/figures/ (SVG)
and report/data/ (CSV, and the works it cites as BibTeX).

Method: each section is a function from tables and a wording to plain records (`overview`, `concepts`, `definitions`, `topics`, `bilingual`,
`problems`, `methods` with prose and checklist, `references`); the templates only lay them out. No script, no font, no picture from elsewhere.
A report is in one language; words of the other language in it are data, and marked as such (`languages`).

Known limits: the lists behind the numbers are cut at the lengths in configs/report.yaml, and say so. The messages of problems are English.
"""
