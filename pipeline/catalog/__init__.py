"""Stage `catalog`: which works does the corpus hold, and what is known of each?

Reads      record exports in sources/, recognised by content (RefWorks, NoteExpress, EndNote, CNKI's own lists, CSSCI, RIS, BibTeX,
           CSL-JSON, tables as csv, HTML or spreadsheet), documents and passages (extract), and edits/catalog.tsv, where people correct
           fields.
Writes     works; record_texts and record_passages (the text of works known from records alone); problems.
Method     Each export is read into entries, each entry into a bibliography of one form; unknown fields are kept. Records and documents are
           merged by DOI, title, file name (题名_作者.pdf), title without subtitle, or abstract; every rule wants positive evidence and no
           contradiction (another DOI, thesis and article, years apart), and clusters in which any two members contradict stay apart.
           For each field the most reliable source is believed and named in `origins`.
Knows not  versions of one work that carry different titles; an article drawn from a thesis is a work of its own; authors who are printed in
           different scripts cannot be compared; plain 硕士 in a record leaves degree_type open.
"""
