"""PDF files to pages of characters that can be trusted: opening, fonts and codes, repair, verdict, PDFium beside pdfminer.six."""
