"""A changed concept in words, for the terminal."""

from pipeline.explore.evidence import quoted_line
from pipeline.explore.lexicon.diff import Change


def change_lines(change: Change) -> list[str]:
    """Return the concept with its numbers, the periods that change, and the sampled sentences."""
    before, after = change.mentions
    works = f"works +{len(change.gained_works)} −{len(change.lost_works)}"
    lines = [f"{change.label}: mentions {before} → {after}, {works}"]
    if change.periods:
        lines.append("  " + "  ".join(f"{period}: +{more} −{less}" for period, (more, less) in change.periods.items()))
    lines += [f"  + {quoted_line(quote)}" for quote in change.gained]
    lines += [f"  − {quoted_line(quote)}" for quote in change.lost]
    return lines
