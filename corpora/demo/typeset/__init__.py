"""What turns the texts of the demo corpus into PDFs, record exports and truth files.

`markup` and `texts` read, `check` finds slips, `truth` and `records` derive, `plan` says which text goes to which
producer, and one module per producer draws: `html_pages` (WeasyPrint, Chromium), `typst_pages`, `xelatex_pages`,
`fpdf_pages`. `oddities` makes the scan, the locked and the damaged file; `web` the saved page.
"""
