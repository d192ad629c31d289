"""Stage `extract`: source files (PDF, saved web pages, text) to clean text with roles, fields and places on the page.

Question answered: what does each file say, in reading order, and which part of it is title, abstract, body, footnote or reference?

Reads: every .pdf, .html, .htm and .txt file below `sources/` (a .txt that is an export of records is left to the stage `catalog`).
Writes: `documents` (text once, fields, page verdicts), `passages` (spans of that text with role and boxes), `references`, `citations`,
`problems`; metrics by status, kind and problem.

Method, a room a step, which import only those above them (`fields`, `pdf`, `layout`, then the others):
    sources      which files are texts
    fields       what single lines say: coverlabels, fields, imprint and people parse labels, keyword lists, numbers of publication and names;
                 references: entries; entryfields: their fields (GB/T 7714, footnote style, APA); citations: markers linked to them
    pdf          opening: preflight on bytes, repairs in memory, a second try by pikepdf, passwords; characters: pdfminer.six without its
                 layout analysis, one page at a time, with content streams (content), CMaps embedded in the file (codemaps), bounds for
                 damaged fonts (fontbounds), crop boxes (shown) and what glyphs are that fonts do not name (identities); repair: radicals,
                 presentation forms, glyphs struck several times; fontcodes: fonts that show text under other codes (garbling); verdict: can this page be
                 trusted? second_opinion: PDFium on doubtful pages; rendering: pypdfium2's pictures of pages
    layout       lines: segments and lines by baseline and gap; layout: writing direction (turning), gutters (columns), bands, reading order;
                 tables and grids out of the text flow; furniture: running heads, page numbers, watermarks, contents; footnotes;
                 paragraphs: when a line begins one; joining: how lines join; headings: levels by number and type; entries: of reference
                 lists; blocks: all of them across columns and pages
    ocr          page_judge: what is read of a page; deskew: pages that lay askew; recognition: one page by an engine (engine_rapidocr,
                 engine_tesseract), its text mended (ocr_text), its lines put back as characters (placing)
    structure    sections: abstracts, keywords, body, references, thanks; front: title page and heads (titlepage: the fields); cover: theses
    web          saved pages and text files; webfacts: what they say about year, journal and authors; databaselabels: run-together
                 metadata; substitution: phrases of advertisements in place of words, shown as 〔…〕 (problem `substituted`)
    document     the function that a worker process calls: one file in, plain values out (records)
    reading      all files, then the pages that wait for an engine, then their documents again

Known failures: vertical scans are not read; boxes of scans that lay askew or turned are those of the straightened page; labels inside
figures stay in the body; a table on its side beside level text is lost; mathematical formulas are not reconstructed.
"""
