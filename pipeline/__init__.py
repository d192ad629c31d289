"""Wenmai 文脉: Chinese literature reviews whose every number opens its evidence."""

__version__ = "0.1.0"
