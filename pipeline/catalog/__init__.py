"""Stage `catalog`: which works does the corpus hold, and what is known of each?

Reads      record exports in sources/, recognised by content (RefWorks, NoteExpress, EndNote, CNKI's own lists, CSSCI, RIS, BibTeX,
           CSL-JSON, tables as csv, HTML or spreadsheet), documents and passages (extract), edits/catalog.tsv (fields corrected, works
           merged, split or linked by people), edits/venue_levels.csv, edits/screening.tsv and the search protocol sources/protocol.yaml.
Writes     works; merges (why each description is the work's), links, conflicts, screening, flow (the numbers of the PRISMA diagram);
           record_texts and record_passages (the text of works known from records alone); problems.
Method     Each export is read into entries, each entry into a bibliography of one form; unknown fields are kept. Records and documents are
           merged by DOI, title, file name (题名_作者.pdf), title without subtitle, or abstract; every rule wants positive evidence and no
           contradiction (another DOI, thesis and article, years apart), and clusters in which any two members contradict stay apart.
           For each field the most reliable source is believed and named in `origins`.
           Works that stay apart are linked where one is a repost, a second entry or an online-first version of the other (counted once) or
           was drawn from a thesis (each counted among its kind, once together): see `links` and `core.counting`.
Knows not  versions of one work with other titles and other abstracts; an article drawn from a thesis under a new title, unless both are
           there in full text or name the same supervisor or university; authors who are printed in different scripts cannot be compared;
           plain 硕士 in a record leaves degree_type open.
"""
