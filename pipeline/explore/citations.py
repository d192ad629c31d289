"""The forms of a reference that search and the report print; `records_out` holds every form."""

from pipeline.explore.records_out.bibtex import bibtex
from pipeline.explore.records_out.gbt7714 import gbt7714
from pipeline.explore.records_out.ris import ris

__all__ = ["bibtex", "gbt7714", "ris"]
