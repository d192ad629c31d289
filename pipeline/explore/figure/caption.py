"""What stands under a figure: 图题, notes, sample, 资料来源 and settings, in one language."""

from dataclasses import dataclass

from pipeline import __version__
from pipeline.core.protocol import Protocol
from pipeline.explore.figure.record import Figure
from pipeline.explore.wording import Wording


@dataclass(frozen=True, slots=True)
class Source:
    """Where the numbers come from."""

    corpus: str
    corpus_en: str
    protocol: Protocol
    lexicon_version: str


def caption_lines(figure: Figure, source: Source, number: str | None, wording: Wording) -> list[str]:
    """Return the caption: title with number, notes, sample, source, settings; lines without content are left out."""
    title = " ".join([*([wording("figure.number", number=number)] if number else []), figure.title])
    parts = {"notes": figure.notes, "size": figure.size, "settings": figure.settings}
    said = {
        name: wording(f"figure.{name}", text=wording("figure.clause").join(rows)) + wording("figure.stop")
        for name, rows in parts.items()
        if rows
    }
    lines = [title, said.get("notes"), said.get("size"), source_line(source, wording), said.get("settings")]
    return [line for line in lines if line]


def source_line(source: Source, wording: Wording) -> str:
    """Return the line 资料来源: corpus, databases, date of the search, versions."""
    protocol = source.protocol
    return wording(
        "figure.source",
        corpus=(wording.lang == "en" and source.corpus_en) or source.corpus,
        databases=wording("figure.join").join(protocol.databases) or wording("figure.no_database"),
        date=_search_date(protocol, wording),
        version=__version__,
        lexicon=source.lexicon_version,
    )


def _search_date(protocol: Protocol, wording: Wording) -> str:
    """Return the day of the search, or the first and last day when the strings have days of their own."""
    dates = {one.date for one in protocol.search_strings if one.date} | ({protocol.search_date} if protocol.search_date else set())
    if not dates:
        return wording("figure.no_date")
    first, last = min(dates), max(dates)
    return first if first == last else wording("figure.date_range", first=first, last=last)
