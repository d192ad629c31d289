"""`wenmai figure`: one figure for a thesis, as drawing, picture, print file, numbers and caption.

Question answered: which file do I put into my chapter, what stands under it, and which numbers are in it?

Reads the tables, configs, about.yaml and sources/protocol.yaml. `kinds` draws and describes, `caption` writes 图题 and 资料来源, `pack` writes
the files. The drawing is the one of report and pages (SVG); PNG and PDF are rendered from it (`explore.rendering`).

Known limits: no EMF, which no library of the index writes well; Word takes the PNG (600 dpi) or the SVG, LaTeX the PDF.
"""
