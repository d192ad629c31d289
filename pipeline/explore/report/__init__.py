"""Stage `report`: one HTML file that opens offline, and the figures in it as SVG and CSV.

Question answered: what does this literature say, how do we know, and what could not be read?

Reads the tables of all stages, configs, about.yaml, edits/topic_labels.yaml and, of dvc.lock, the entries of the stages before it
(its own entry, or the git revision, would make it change with every run). Writes report/index.html, report/figures/ (SVG) and report/data/ (CSV).

Method: each section is a function from tables to plain records (`overview`, `concepts`, `topics`, `bilingual`, `problems`, `methods`); the
templates only lay them out. No script, no font, no picture from elsewhere.

Known limits: the lists behind the numbers are cut at the lengths in configs/report.yaml, and say so.
"""
