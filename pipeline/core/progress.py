"""A progress bar on stderr for long steps; silent where stderr is not a terminal."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import track as rich_track

ItemT = TypeVar("ItemT")


def track(items: Iterable[ItemT], *, total: int, label: str) -> Iterator[ItemT]:
    """Yield the items while a bar named `label` shows how many of `total` are done."""
    console = Console(stderr=True)
    yield from rich_track(
        items,
        description=label,
        total=total,
        console=console,
        transient=True,
        disable=not console.is_terminal or total == 0,
    )
