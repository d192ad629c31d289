"""Numbers about every passage, text and work, stored as arrays so that a query can count without reading rows.

All numbering begins at 1, so that item 0 of an array stands for nothing.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
TYPES = {"text_of": "<i4", "role_of": "<i2", "lang_of": "<i2", "work_of": "<i4", "year_of": "<i4", "counts": "<i2"}
NAMES = ("roles", "langs")


class ColumnWriter:
    """Collects the arrays while the database is filled, item by item in the order of their numbers."""

    def __init__(self) -> None:
        self._values: dict[str, list[int]] = {name: [0] for name in TYPES}
        self._names: dict[str, dict[str, int]] = {name: {} for name in NAMES}

    def add_work(self, year: int | None, counts: int) -> None:
        """Add a work: its year, and whether it counts (0 no, 1 among its kind alone, 2 among all kinds too)."""
        self._values["year_of"].append(year or 0)
        self._values["counts"].append(counts)

    def add_text(self, work_no: int | None) -> None:
        """Add a text and the number of its work."""
        self._values["work_of"].append(work_no or 0)

    def add_passage(self, text_no: int, role: str, lang: str) -> None:
        """Add a passage."""
        self._values["text_of"].append(text_no)
        for column, names, name in (("role_of", "roles", role), ("lang_of", "langs", lang)):
            self._values[column].append(self._names[names].setdefault(name, len(self._names[names]) + 1))

    def rows(self) -> Iterator[tuple[str, bytes]]:
        """Yield the rows of the table `columns`."""
        for name, values in self._values.items():
            yield name, np.array(values, TYPES[name]).tobytes()
        for name, numbers in self._names.items():
            yield name, json.dumps(list(numbers), ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Columns:
    """The arrays of a database."""

    text_of: Numbers
    """text_no of each passage."""
    role_of: Numbers
    lang_of: Numbers
    work_of: Numbers
    """work_no of each text, 0 for none."""
    year_of: Numbers
    """Year of each work, 0 for none."""
    counts: Numbers
    """Whether each work counts: 0 no, 1 among its kind alone, 2 among all kinds too."""
    roles: list[str]
    langs: list[str]

    def passages_of(self, roles: Sequence[str] | None, langs: Sequence[str] | None) -> Flags:
        """Return which passages have one of the roles and one of the languages; None allows all."""
        chosen = np.ones(len(self.text_of), np.bool_)
        chosen[0] = False
        for numbers, names, wanted in ((self.role_of, self.roles, roles), (self.lang_of, self.langs, langs)):
            if wanted is not None:
                chosen &= np.isin(numbers, [number for number, name in enumerate(names, start=1) if name in wanted])
        return chosen

    def texts_of(self, passages: Numbers) -> Flags:
        """Return which texts the passages belong to."""
        chosen = np.zeros(len(self.work_of), np.bool_)
        chosen[self.text_of[passages]] = True
        return chosen

    def works_of(self, texts: Flags) -> Flags:
        """Return which works the texts belong to."""
        chosen = np.zeros(len(self.year_of), np.bool_)
        chosen[self.work_of[texts]] = True
        chosen[0] = False
        return chosen


def read_columns(base: sqlite3.Connection) -> Columns:
    """Read the arrays of a database."""
    stored: dict[str, bytes] = dict(map(tuple, base.execute("SELECT name, content FROM columns")))
    arrays: dict[str, Any] = {name: np.frombuffer(stored[name], kind) for name, kind in TYPES.items()}
    return Columns(**arrays, **{name: json.loads(stored[name]) for name in NAMES})
