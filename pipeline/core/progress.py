"""What long steps say on stderr: a progress bar (silent where stderr is no terminal), and what to expect before they start."""

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


def say(message: str) -> None:
    """Print one line on stderr before a step that takes long."""
    Console(stderr=True).print(message, markup=False, highlight=False, soft_wrap=True)
