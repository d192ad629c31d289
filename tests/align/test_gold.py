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


# Our own prose: the English tells the same story in another order and other words.
FREE_ZH = [
    "老街拆迁那年，茶馆的账本成了最抢手的东西。",
    "谁家欠过谁的人情，谁替谁看过门，都记在里面。",
    "新楼盖好以后，账本没有搬进去，人情也没有。",
    "居委会想办一次邻里节，报名的只有七户。",
    "倒是垃圾房门口，每天傍晚都站着一圈人。",
    "他们说，那里还闻得到老街的味道。",
]
FREE_EN = [
    "Nobody plans a commons; it is left over when the planning is done.",
    "I learned this while waiting, with my notebook shut, next to a row of bins.",
    "What the festival committee had failed to summon came by itself at dusk, smelling faintly of cabbage.",
    "Ask who belonged and you were handed a ledger nobody had kept for years.",
    "Debts of kindness do not survive the move upstairs.",
    "Seven households is a small number for a feast and a large one for a quarrel.",
]


@pytest.mark.slow
@pytest.mark.parametrize("embeddings", ["use", "none"])
def test_free_translation_is_handed_to_a_person(project_root, embeddings):
    aligner = load_aligner(project_root, embeddings)
    beads = align_sentences(FREE_ZH, FREE_EN, aligner.dictionary, aligner.config)
    assert {bead.state for bead in beads} == {"review"}
    assert all("free-translation" in bead.flags for bead in beads)


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize(("embeddings", "floor"), [("use", 0.985), ("none", 0.97)])
def test_thesis_abstracts_are_aligned_as_by_hand(project_root, shared, embeddings, floor):
    assert strict_f1(read(shared / "gold/align/thesis.jsonl"), load_aligner(project_root, embeddings)) >= floor
