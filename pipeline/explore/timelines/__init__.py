"""Timelines and bursts: which points belong to a question, what is drawn and printed of them, and the works behind."""
