"""The report as a Word document: the page itself, laid out for paper, so that page and document cannot say different things.

`reading` walks through the rendered page and hands headings, paragraphs, lists, tables and drawings to `document`, the one place that knows
python-docx; `markup` writes their WordprocessingML. What the page folds away stands open here. Drawings are the page's own, rendered as
pictures (`explore.rendering`); captions are numbered by SEQ fields and headings by outline levels, so that Word's own lists work.

Known limits: the tables of contents are filled without page numbers until Word updates them (F9), since only Word knows where its pages end.
"""
