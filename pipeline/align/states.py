"""What a reader must know about a bead, and whether it needs eyes.

| flag | says |
|---|---|
| null-en, null-zh | no English (no Chinese) counterpart |
| n-m | several sentences on both sides |
| length-outlier | one side is far longer than the other |
| number-mismatch, latin-mismatch | a number in digits, or a Latin word of the Chinese side, is missing on the other |
| no-evidence | neither words nor vectors speak for the pair |
| evidence-disagrees | words alone, or vectors alone, give another bead |
| corrected | a person decided it |
| free-translation | most of the text is uncertain: it is left to a person |
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.align.anchors import find_anchors, missing_latin, missing_numbers
from pipeline.align.config import AlignConfig

OUTLIER_SPREADS = 2.5  # times length_spread: with .4 one side is 2.7 times as long as expected
FREE_SURE_SHARE = 1 / 3  # fewer sure beads than this: a free translation
FREE_MIN_BEADS = 4  # fewer (the search may put a whole free translation into two large beads) are judged by their mean
REVIEW_FLAGS = frozenset({"evidence-disagrees", "no-evidence", "free-translation"})


@dataclass(frozen=True, slots=True)
class Support:
    """What speaks for one bead."""

    lexical: float
    length_off: float
    """Logarithm of how much longer the English side is than expected."""
    vectors: float | None
    """None: without embeddings."""
    agreed: bool
    """Each kind of evidence alone gives the same bead."""


def bead_flags(zh: str, en: str, kind: str, support: Support, config: AlignConfig) -> list[str]:
    """Return the flags of one bead, sorted; `zh` and `en` are its sentences joined."""
    if not zh or not en:
        return ["null-zh"] if not zh else ["null-en"]
    left, right = find_anchors(zh), find_anchors(en)
    checks = {
        "n-m": "1" not in kind.split("-"),
        "length-outlier": abs(support.length_off) > OUTLIER_SPREADS * config.length_spread,
        "number-mismatch": bool(missing_numbers(left, right)),
        "latin-mismatch": bool(missing_latin(left, right)),
        "no-evidence": support.lexical <= 0 and (support.vectors is None or support.vectors <= 0),
        "evidence-disagrees": not support.agreed,
    }
    return sorted(flag for flag, holds in checks.items() if holds)


def is_free_translation(posteriors: Sequence[float], config: AlignConfig) -> bool:
    """Tell whether too few beads of a text are sure to trust any of them."""
    if len(posteriors) < FREE_MIN_BEADS:
        return len(posteriors) > 1 and sum(posteriors) / len(posteriors) < config.check_min
    sure = sum(posterior >= config.auto_min for posterior in posteriors)
    return len(posteriors) >= FREE_MIN_BEADS and sure < FREE_SURE_SHARE * len(posteriors)


def bead_state(posterior: float, flags: Sequence[str], config: AlignConfig) -> str:
    """Return auto (needs no eyes), check (a glance) or review (a decision)."""
    if posterior < config.check_min or REVIEW_FLAGS & set(flags):
        return "review"
    return "auto" if posterior >= config.auto_min and not flags else "check"
