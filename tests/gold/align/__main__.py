"""`python -m tests.gold.align`: scores with the dictionary alone and with embeddings; `--pin` writes them, less a margin, into floors.json."""

import dataclasses
import json
import sys

from pipeline.align.align_lines import load_aligner
from tests.gold.align import FLOORS, MODES, ROOT, Scores, align_all, digest, read_texts, score

# What may be lost before the suite complains: about five beads of 890.
MARGINS = {
    "strict": 0.005,
    "lax": 0.003,
    "null": 0.03,
    "calibration_error": -0.01,
    "sure_share": 0.02,
    "sure_right": 0.003,
    "wrong_in_last_fifth": 0.05,
}


def main(argv: list[str]) -> int:
    """Print the scores, and pin them when asked."""
    texts = read_texts()
    found: dict[str, Scores] = {}
    for mode in MODES:
        found[mode] = score(texts, align_all(texts, load_aligner(ROOT, mode)))
        values = ", ".join(f"{name} {value:.4f}" for name, value in dataclasses.asdict(found[mode]).items())
        sys.stdout.write(f"embeddings {mode}: {values}\n")
    sys.stdout.write(f"{len(texts)} texts, {sum(len(text.beads) for text in texts)} beads, digest {digest()}\n")
    if "--pin" in argv:
        floors = {
            mode: {name: round(getattr(scores, name) - margin, 3) for name, margin in MARGINS.items()} for mode, scores in found.items()
        }
        FLOORS.write_text(json.dumps({"digest": digest()} | floors, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
