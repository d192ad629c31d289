"""`python -m tests.gold.segment`: scores with and without the lexicon, and every marked word that was cut wrongly."""

import sys
from pathlib import Path

from pipeline.segment.segmenter import Segmenter, load_model
from pipeline.segment.terms import load_terms
from tests.gold.segment import digest, read_sentences, score

ROOT = Path(__file__).resolve().parents[3]


def main() -> None:
    """Print the scores, then what is wrong."""
    model = load_model(ROOT / "models/zh_pkuseg")
    sentences = read_sentences()
    for title, segmenter in (("with", Segmenter(model, load_terms(ROOT / "configs/lexicon"))), ("without", Segmenter(model))):
        found = score(sentences, segmenter.segment)
        marked = f"terms whole {found.terms_whole}/{found.terms}, ordinary words unbroken {found.ordinary_unbroken}/{found.ordinary}"
        rates = f"precision {found.precision:.4f}, recall {found.recall:.4f}, F1 {found.f1:.4f}"
        sys.stdout.write(f"{title} the lexicon: {rates}; {marked}\n")
        if title == "with":
            sys.stdout.write("".join(f"  {line}\n" for line in found.wrong))
    sys.stdout.write(f"{len(sentences)} sentences, digest {digest()}\n")


if __name__ == "__main__":
    main()
