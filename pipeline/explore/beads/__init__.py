"""Aligned sentences for people and other tools: exports, the page of review, renderings."""
