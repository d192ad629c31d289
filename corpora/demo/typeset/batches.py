"""Which record stands in which export: three search strings, what was found by following citations, one saved page.

A work stands in the batch of every string that it contains; works without any were found by following the citations of the others.
That second search finds some works again: they and the works of two strings make the duplicates, printed in another way each time.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import count

from typeset.exports import FORMS, Record, make_record
from typeset.texts import DemoText

N_DUPLICATES = 41


@dataclass(frozen=True, slots=True)
class Batch:
    """One export file; `terms` are the words of its search string."""

    name: str
    form: str
    terms: tuple[str, ...] = ()


STRINGS = (
    Batch("cnki_1_sanshe.ris", "ris", ("三社联动", "五社联动")),
    Batch("cnki_2_shegongzhan.net", "net", ("社工站",)),
    Batch("cnki_3_goumai_fuwu.txt", "endnote", ("政府购买服务",)),
)
# Citations of themes 1-3 and of themes 4-6 were followed one after the other.
FOLLOWED = (Batch("cnki_4_citations.net", "net"), Batch("cnki_5_citations.ris", "ris"))
PORTAL = Batch("zotero_portal.ris", "zotero")
BATCHES = (*STRINGS, *FOLLOWED, PORTAL)
_FIRST_THEME_FOLLOWED_LATE = 4
Placed = tuple[DemoText, Record]
Change = Callable[[Record], Record]
_HALF = str.maketrans("，；：？！（）“”", ',;:?!()""')
_WIDE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
# How the same work is printed a second time.
CHANGES: tuple[Change, ...] = (
    lambda record: replace(record, title=record.title.translate(_HALF)),
    lambda record: replace(record, title=record.title.replace("：", " : "), doi=""),
    lambda record: replace(record, title=record.title.replace("：", "——")),
    lambda record: replace(record, title=record.title.translate(_WIDE), authors=tuple(name[0] + " " + name[1:] for name in record.authors)),
    lambda record: replace(record, title=record.title.replace("：", " "), keywords=record.keywords[:2]),
    lambda record: replace(record, abstract="<正>" + record.abstract.translate(_HALF) if record.abstract else "", doi=""),
    lambda record: replace(record, title=record.title.replace("“", "「").replace("”", "」"), issue=record.issue.lstrip("0"), doi=""),
)


def place_records(texts: list[DemoText], excluded: list[DemoText]) -> dict[str, list[Placed]]:
    """Return each batch's records, newest first, with the texts they come from.

    Raises ValueError when there are not enough works to find again.
    """
    found = {batch.name: [text for text in _recorded(texts) if _holds(text, batch)] for batch in STRINGS}
    by_string = {text.key for listed in found.values() for text in listed}
    found |= {batch.name: [] for batch in (*FOLLOWED, PORTAL)}
    for text in _recorded(texts):
        if text.key not in by_string:
            found[_later_batch(text).name].append(text)
    for text in _found_again(texts, found):
        found[_later_batch(text).name].append(text)
    for text in excluded:
        caught = next((batch for batch in STRINGS if _holds(text, batch)), STRINGS[-1])
        found[caught.name].append(text)
    return _print_records(found)


def export_files(texts: list[DemoText], excluded: list[DemoText]) -> dict[str, str]:
    """Return each export's name and content."""
    placed = place_records(texts, excluded)
    return {batch.name: FORMS[batch.form](record for _, record in placed[batch.name]) for batch in BATCHES}


def record_places(placed: dict[str, list[Placed]]) -> dict[str, list[dict[str, object]]]:
    """Return where each text's records stand: file and 0-based index."""
    places: dict[str, list[dict[str, object]]] = {}
    for name, records in placed.items():
        for index, (text, _) in enumerate(records):
            places.setdefault(text.key, []).append({"file": name, "index": index})
    return places


def _recorded(texts: Iterable[DemoText]) -> list[DemoText]:
    """Return the texts that a record names: a repost is only a page."""
    return [text for text in texts if not text.front.get("repost_of")]


def _holds(text: DemoText, batch: Batch) -> bool:
    if text.kind == "web":
        return False
    printed = [text.field("title_zh"), *text.fields("keywords_zh"), text.abstract("zh").text]
    printed += [block.text.text for block in text.blocks]
    return any(term in part for part in printed for term in batch.terms)


def _later_batch(text: DemoText) -> Batch:
    if text.kind == "web":
        return PORTAL
    return FOLLOWED[int(text.front["theme"]) >= _FIRST_THEME_FOLLOWED_LATE]


def _found_again(texts: list[DemoText], found: dict[str, list[DemoText]]) -> list[DemoText]:
    """Return as many works as make `N_DUPLICATES` with those of two strings and the articles that stand online and in print."""
    strings = [text.key for batch in STRINGS for text in found[batch.name]]
    so_far = len(strings) - len(set(strings)) + sum(bool(text.front.get("version_of")) for text in texts)
    once = [text for text in texts if strings.count(text.key) == 1 and not text.front.get("version_of")]
    wanted = N_DUPLICATES - so_far
    if len(once) < wanted:
        msg = f"{wanted} works must be found again, only {len(once)} were found once"
        raise ValueError(msg)
    return sorted(once, key=lambda text: hashlib.sha256(text.key.encode()).hexdigest())[:wanted]


def _print_records(found: dict[str, list[DemoText]]) -> dict[str, list[Placed]]:
    seen: set[str] = set()
    numbers = count()
    placed: dict[str, list[Placed]] = {}
    for name, listed in found.items():
        placed[name] = []
        for text in sorted(listed, key=lambda text: (-int(text.front["year"]), text.key)):
            record = make_record(text)
            again = text.key in seen
            placed[name].append((text, _change(record, next(numbers)) if again else record))
            seen.add(text.key)
    return placed


def _change(record: Record, number: int) -> Record:
    """Return the record printed in another way: the first change from `number` on that changes it."""
    changes = (CHANGES[(number + step) % len(CHANGES)](record) for step in range(len(CHANGES)))
    return next(changed for changed in changes if changed != record)
