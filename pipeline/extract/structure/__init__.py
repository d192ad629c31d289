"""Blocks to title page or cover, abstracts, keywords, body, references and thanks."""
