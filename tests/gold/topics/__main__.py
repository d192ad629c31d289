"""`python -m tests.gold.topics`: scores of the default engine on our own gold; `--pin` writes them, less a margin, into floors.json."""

import dataclasses
import json
import sys

from tests.gold.topics import FLOORS, ROOT, SETS, digest, read_abstracts, score

# What may be lost before the suite complains: about what another seed of the subsamples moves.
MARGINS = {"c_v": 0.03, "npmi": 0.03, "diversity": 0.02, "ami": 0.03, "stability": 0.05}


def main(argv: list[str]) -> int:
    """Print the scores, and pin them when asked."""
    floors: dict[str, dict[str, float | str]] = {}
    for name in SETS:
        abstracts = read_abstracts(name, ROOT / "models/zh_pkuseg")
        found = dataclasses.asdict(score(abstracts))
        values = ", ".join(f"{figure} {value:.3f}" for figure, value in found.items())
        sys.stdout.write(f"{name}: {len(abstracts)} abstracts, {len({one.subject for one in abstracts})} subjects: {values}\n")
        floors[name] = {"digest": digest(name)} | {figure: round(found[figure] - margin, 3) for figure, margin in MARGINS.items()}
    if "--pin" in argv:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
