"""Numbers about every passage, text and work, stored as arrays so that a query can count without reading rows.

All numbering begins at 1, so that item 0 of an array stands for nothing.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, cast

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
TYPES = {"text_of": "<i4", "role_of": "<i2", "lang_of": "<i2", "work_of": "<i4", "year_of": "<i2", "counts": "|u1"}
LAST_YEAR = 9999
"""A number of five digits is no year; queries have four."""
NAMES = ("roles", "langs")


class ColumnWriter:
    """Collects the arrays while the database is filled, item by item in the order of their numbers."""

    def __init__(self) -> None:
        self._values: dict[str, list[int]] = {name: [0] for name in TYPES}
        self._names: dict[str, dict[str, int]] = {name: {} for name in NAMES}

    def add_work(self, year: int | None, counts: int) -> None:
        """Add a work: its year, and whether it counts (0 no, 1 among its kind alone, 2 among all kinds too)."""
        self._values["year_of"].append(year if year and 0 < year <= LAST_YEAR else 0)
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


class Columns:
    """The arrays of a database, each read when it is first asked for (a large library has megabytes of them)."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    @cached_property
    def text_of(self) -> Numbers:
        """Return the text_no of each passage."""
        return self._array("text_of")

    @cached_property
    def work_of(self) -> Numbers:
        """Return the work_no of each text, 0 for none."""
        return self._array("work_of")

    @cached_property
    def year_of(self) -> Numbers:
        """Return the year of each work, 0 for none."""
        return self._array("year_of")

    @cached_property
    def counts(self) -> Numbers:
        """Return whether each work counts: 0 no, 1 among its kind alone, 2 among all kinds too."""
        return self._array("counts")

    def passages_with(self, field: str, values: Sequence[str]) -> Flags:
        """Return which passages have one of the values; `field` is `role` or `lang`."""
        names: list[str] = json.loads(self._content(f"{field}s"))
        wanted = [number for number, name in enumerate(names, start=1) if name in values]
        return np.isin(self._array(f"{field}_of"), wanted)

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

    def _array(self, name: str) -> Numbers:
        array: Any = np.frombuffer(self._content(name), TYPES[name])
        return cast("Numbers", array)

    def _content(self, name: str) -> bytes:
        (content,) = self._base.execute("SELECT content FROM columns WHERE name = ?", [name]).fetchone()
        return bytes(content)
