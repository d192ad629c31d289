"""Stage `extract`: source files (PDF, saved web pages, text) to clean text with roles, fields and places on the page.

Question answered: what does each file say, in reading order, and which part of it is title, abstract, body, footnote or reference?

Reads: every .pdf, .html, .htm and .txt file below `sources/` (a .txt that is an export of records is left to the stage `catalog`).
Writes: `documents` (text once, fields, page verdicts), `passages` (spans of that text with role and boxes), `references`, `citations`,
`problems`; metrics by status, kind and problem.

Method, one module a step:
    sources      which files are texts; opening: preflight on bytes, repairs in memory, a second try by pikepdf, passwords
    characters   pdfminer.six without its layout analysis, one page at a time; codemaps: CMaps embedded in the file;
                 fontbounds: bounds for damaged fonts
    repair       radicals, presentation forms, BookMaker Latin, GBK bytes shown as Latin-1, glyphs struck several times
    lines        characters to segments and lines by baseline and gap
    layout       writing direction, gutters, full-width bands, reading order; tables: ruled tables out of the text flow
    furniture    running heads, page numbers, watermarks, contents; footnotes: notes at the foot of pages
    paragraphs   edges of columns, when a line begins a paragraph, how lines join; headings: levels by number and type
    blocks       lines to headings, paragraphs and notes across columns and pages
    sections     abstracts, keywords, body, references, thanks; front: title page and heads (titlepage: the fields); cover: theses;
                 coverlabels, fields, imprint, people parse labels, keyword lists, numbers of publication and names
    references   entries; entryfields: their fields (GB/T 7714, footnote style, APA); citations: markers linked to them
    web          saved pages and text files; webfacts: what they say about year, journal and authors; databaselabels: run-together
                 metadata; substitution: phrases of advertisements in place of words, shown as 〔…〕 (problem `substituted`)
    verdict      can this page be trusted? page_judge decides, and asks PDFium about doubtful pages (second_opinion)
    rendering    pypdfium2: pictures of pages; deskew: pages that lay askew; recognition: one page by an engine (engine_rapidocr,
                 engine_tesseract), its text mended (ocr_text), its lines put back as characters (placing)
    document     the function that a worker process calls: one file in, plain values out (records)
    reading      all files, then the pages that wait for an engine, then their documents again; passwords: of protected files

Known failures: vertical scans are not read; boxes of pages that lay askew or turned are those of the straightened page; labels inside
figures stay in the body; a table on its side beside level text is lost; mathematical formulas are not reconstructed.
"""
