"""Saved web pages and text files."""
