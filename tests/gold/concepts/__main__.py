"""`python -m tests.gold.concepts [--words] [CONCEPT]`: figures over our own labelled prose, and every miss, grouped by concept."""

import json
import sys
from collections import defaultdict
from pathlib import Path

from tests.gold.concepts import Document, digest, read_adversarial, read_prose
from tests.gold.concepts.finders import plain_finder, word_finder
from tests.gold.concepts.scores import Finder, Miss, Tally, score

ROOT = Path(__file__).resolve().parents[3]


def main(arguments: list[str]) -> None:
    """Print figures as JSON, then the misses of all concepts or of one."""
    lexicon = ROOT / "configs/lexicon"
    find = word_finder(lexicon, ROOT / "models/zh_pkuseg") if "--words" in arguments else plain_finder(lexicon)
    wanted = [argument for argument in arguments if not argument.startswith("--")]
    prose, adversarial = score(read_prose(), find), score(read_adversarial(), find)
    figures = prose.figures() | {"adversarial_right": adversarial.right, "adversarial": adversarial.documents, "digest": digest()}
    sys.stdout.write(json.dumps(figures, indent=1) + "\n" + _by_kind(find))
    for title, tally in (("ordinary prose", prose), ("adversarial sentences", adversarial)):
        sys.stdout.write(f"\n== {title}: {len(tally.misses)} disagreements\n{_grouped(tally, wanted)}")


def _by_kind(find: Finder) -> str:
    kinds: dict[str, list[Document]] = defaultdict(list)
    for sentence in read_adversarial():
        kinds[sentence.name].append(sentence)
    return "".join(f"{kind}: {score(sentences, find).right} of {len(sentences)}\n" for kind, sentences in kinds.items())


def _grouped(tally: Tally, wanted: list[str]) -> str:
    groups: dict[str, list[Miss]] = defaultdict(list)
    for miss in tally.misses:
        groups[miss.concept].append(miss)
    chosen = [name for name in sorted(groups) if not wanted or name in wanted]
    return "".join(
        f"{name}\n" + "".join(f"  {m.kind:6} {m.surface!r}: {m.detail} | {m.sentence}\n" for m in groups[name]) for name in chosen
    )


if __name__ == "__main__":
    main(sys.argv[1:])
