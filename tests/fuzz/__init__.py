"""Broken files by the thousand: `make fuzz`. Nothing may escape, hang or be lost, whatever the bytes.

seeds      the sound files that are broken: short ones of every kind
spoiling   ways to break any bytes; pdfspoil: a PDF's objects, streams, fonts and page tree; markup: saved pages and texts
cases      one case: a number gives a broken file, what the extractor makes of it, and what is wrong with that
"""
