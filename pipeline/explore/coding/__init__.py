"""Coding of mentions by people: a stratified sample out, codes in (edits/codes.tsv), agreement, precision, REFI-QDA for other tools."""
