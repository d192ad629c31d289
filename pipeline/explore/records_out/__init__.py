"""Works as records for other tools: what `wenmai export`, `wenmai search --format bib|ris` and the report's reference list print.

| form | for | module |
|---|---|---|
| bib | LaTeX, JabRef | bibtex (bibtexparser writes) |
| ris | Zotero, EndNote, VOSviewer, ASReview | ris (rispy writes) |
| csl-json | Zotero, pandoc, citation processors | csl |
| gbt7714 | a reference list in a Chinese text | gbt7714 |
| refworks | CiteSpace (`download_*.txt`), COOC, SATI | refworks |
| vosviewer | a keyword map, its network and a thesaurus from the lexicon | vosviewer |

What the catalog's importers read of bib, ris, csl-json and refworks is what was written, field for field: a property test proves it. English
keywords go into a note (`Keywords: …`) where a form has no field for them, and 网络首发 marks what is not in an issue yet.
"""
