"""Word intrusion: which word does not belong? A sheet for people, and how often they were right.

Six words stand in a line: five of a topic's first, and one that is first in another topic and rare in this one. A topic in which people find
the intruder is one that they understand.

Source: Chang, J., Boyd-Graber, J., Gerrish, S., Wang, C. & Blei, D. (2009), Reading Tea Leaves: How Humans Interpret Topic Models.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.core.errors import InputError
from pipeline.core.statistics import wilson_interval
from pipeline.core.workbooks import new_workbook, offer_choices, sheet_rows, workbook_bytes
from pipeline.topics.saved import SavedModel

OWN_WORDS, FIRST_TERMS = 5, 10
SHEET, KEY = "intrusion", "key"
WORD_COLUMNS = OWN_WORDS + 1
NO_SHEET = "no sheet of `wenmai topics intrusion --output` (an .xlsx file with its hidden sheet)"
HEADINGS = ("no.", *(f"词 {position}" for position in range(1, WORD_COLUMNS + 1)), "intruder 不合群的词（1–6）")


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the sheet."""

    topic: int
    words: list[str]
    intruder: int
    """Position of the intruder, 0-based."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How often people found a topic's intruder; topic None: over all topics."""

    topic: int | None
    right: int
    answers: int
    precision: float
    low: float
    high: float


def make_questions(model: SavedModel, terms: Sequence[Sequence[str]], seed: int) -> list[Question]:
    """Return a question for each topic that has five words and an intruder, in an order drawn by the seed.

    An intruder is among another topic's first ten terms and not among this one's, and its weight here is in the lower half of the vocabulary.
    """
    draw = random.Random(seed)  # noqa: S311 - a shuffle, no secret
    questions = []
    for topic, own in enumerate(terms):
        intruders = _intruders(model, terms, topic)
        if len(own) < OWN_WORDS or not intruders:
            continue
        words = [*own[:OWN_WORDS], draw.choice(intruders)]
        order = draw.sample(range(WORD_COLUMNS), WORD_COLUMNS)
        questions.append(Question(topic, [words[at] for at in order], order.index(OWN_WORDS)))
    draw.shuffle(questions)
    return questions


def _intruders(model: SavedModel, terms: Sequence[Sequence[str]], topic: int) -> list[str]:
    weights = dict(zip(model.vocabulary, model.term_weights[topic], strict=True))
    middle = sorted(weights.values())[len(weights) // 2] if weights else 0.0
    others = {term for other, listed in enumerate(terms) if other != topic for term in listed[:FIRST_TERMS]}
    return sorted(term for term in others - set(terms[topic]) if weights.get(term, 0.0) <= middle)


def write_sheet(path: Path, questions: Sequence[Question]) -> None:
    """Write the sheet; the answers stand in a second sheet, which spreadsheets do not show.

    Raises:
        InputError: the file is there already, perhaps with somebody's answers.
    """
    if path.exists():
        raise InputError(f"{path}: the file is there already\nname a new one, so that no answers are lost")
    path.write_bytes(_workbook(questions))


def _workbook(questions: Sequence[Question]) -> bytes:
    from openpyxl.styles import Font

    book, sheet = new_workbook(SHEET)
    _fill(sheet, [HEADINGS, *([number, *question.words, None] for number, question in enumerate(questions, start=1))])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter in "BCDEFGH":
        sheet.column_dimensions[letter].width = 14
    offer_choices(sheet, WORD_COLUMNS + 2, len(questions), [str(number) for number in range(1, WORD_COLUMNS + 1)])
    sheet.freeze_panes = "B2"
    key: Any = book.create_sheet(KEY)
    key.sheet_state = "veryHidden"
    _fill(key, [("no.", "topic", "intruder"), *((number, q.topic, q.intruder + 1) for number, q in enumerate(questions, start=1))])
    return workbook_bytes(book)


def _fill(sheet: Any, rows: Iterable[Iterable[Any]]) -> None:
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(line, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


def read_answers(path: Path) -> list[tuple[int, bool]]:
    """Return (topic, whether the intruder was found) for each line that somebody answered, by number 1 to 6 or by the word.

    Raises:
        InputError: the file is no sheet of `wenmai topics intrusion`, or an answer is neither; the message names the line.
    """
    lines, key = _sheets(path)
    found = []
    for number, row in enumerate(lines[1:], start=2):
        words, answer = row[1 : WORD_COLUMNS + 1], row[WORD_COLUMNS + 1] if len(row) > WORD_COLUMNS + 1 else ""
        if not answer:
            continue
        if row[0] not in key:
            raise InputError(f"{path}: line {number}: no question {row[0]!r} in the hidden sheet; leave the first column as it is")
        topic, intruder = key[row[0]]
        found.append((topic, _position(path, number, words, answer) == intruder))
    return found


def _position(path: Path, number: int, words: list[str], answer: str) -> int:
    if answer in words:
        return words.index(answer) + 1
    if answer.isdecimal() and 1 <= int(answer) <= WORD_COLUMNS:
        return int(answer)
    raise InputError(f"{path}: line {number}: 1 to {WORD_COLUMNS}, or one of the words, is expected (got {answer[:40]!r})")


def _sheets(path: Path) -> tuple[list[list[str]], dict[str, tuple[int, int]]]:
    """Return the lines as text, and topic and position of the intruder (1-based) by the number of the question."""
    lines, key = sheet_rows(path, (SHEET, KEY), NO_SHEET)
    try:
        return lines, {row[0]: (int(row[1]), int(row[2])) for row in key[1:]}
    except (ValueError, IndexError):
        raise InputError(f"{path}: {NO_SHEET}") from None


def score_answers(answers: Iterable[tuple[int, bool]]) -> list[Precision]:
    """Return the precision of each topic that was answered, then over all answers; by guessing one is right in a sixth of them."""
    by_topic: dict[int, list[bool]] = defaultdict(list)
    for topic, right in answers:
        by_topic[topic].append(right)
    rows = [_precision(topic, by_topic[topic]) for topic in sorted(by_topic)]
    every = [right for topic in by_topic.values() for right in topic]
    return [*rows, _precision(None, every)] if every else []


def _precision(topic: int | None, answers: list[bool]) -> Precision:
    right, n = sum(answers), len(answers)
    low, high = wilson_interval(right, n) or (0.0, 1.0)
    return Precision(topic, right, n, right / n, low, high)
