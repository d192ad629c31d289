"""Gold set of stage extract, made by script: articles, a thesis, saved pages and broken files by several producers, with exact truth.

    prose      the texts: the demo corpus's and a few beside it, all our own
    truth      what `wenmai extract --format json` should print for a file
    pages      text set into columns, notes, heads and tables, as strings at points
    fonts      how a font codes its characters: soundly, or in one of the ways that garble text
    written    pages as a PDF of our own writing
    produced   pages by reportlab's and fpdf2's own typesetting
    scans      pages as images
    broken     files damaged, locked or mistaken
    cases      the list
    scores     how near an extraction comes to the truth
    floors     the pinned floors, and what is not solved yet

`python -m tests.gold.extract` prints a table; floors.json is renewed by `--pin`.
"""
