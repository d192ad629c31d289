"""Alignment against sentences aligned by hand or by construction; floors lie a little below what was measured."""

import json

import pytest

from pipeline.align.align_lines import load_aligner
from pipeline.align.aligner import align_sentences


def beads_of(lines, aligner):
    return [
        {(tuple(bead.zh), tuple(bead.en)) for bead in align_sentences(line["zh"], line["en"], aligner.dictionary, aligner.config)}
        for line in lines
    ]


def gold_of(lines):
    return [{(tuple(zh), tuple(en)) for zh, en in line["beads"]} for line in lines]


def strict_f1(lines, aligner):
    """Return the strict F1 as vecalign defines it: precision over all beads, recall over gold beads with both sides."""
    found, gold = beads_of(lines, aligner), gold_of(lines)
    right = [(bead, bead in truth) for beads, truth in zip(found, gold, strict=True) for bead in beads]
    precision = sum(hit for _, hit in right) / len(right)
    wanted = [(bead, bead in beads) for beads, truth in zip(found, gold, strict=True) for bead in truth if bead[0] and bead[1]]
    recall = sum(hit for _, hit in wanted) / len(wanted)
    return 2 * precision * recall / (precision + recall)


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize(("embeddings", "floor"), [("use", 0.95), ("none", 0.92)])
def test_demo_abstracts_are_aligned_as_they_were_written(project_root, embeddings, floor):
    aligner = load_aligner(project_root, embeddings)
    assert strict_f1(read(project_root / "corpora/demo/truth/alignments.jsonl"), aligner) >= floor


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize(("embeddings", "floor"), [("use", 0.985), ("none", 0.97)])
def test_thesis_abstracts_are_aligned_as_by_hand(project_root, shared, embeddings, floor):
    assert strict_f1(read(shared / "gold/align/thesis.jsonl"), load_aligner(project_root, embeddings)) >= floor
