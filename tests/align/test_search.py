import numpy as np
import pytest

from pipeline.align.cost import IMPOSSIBLE
from pipeline.align.search import band_around, best_beads, build_lattice, full_band, likely_beads


def find_beads(*lattice):
    return best_beads(build_lattice(*lattice))


KINDS = [(0, 1), (1, 0), (1, 1), (1, 2), (2, 1)]


def random_scores(n_zh, n_en, seed):
    """Return a table of scores by (zh, en, bead kind) and the row function over it."""
    table = np.full((n_zh + 1, 3, 3, n_en + 1), IMPOSSIBLE)
    generator = np.random.default_rng(seed)
    for zh in range(n_zh + 1):
        for en in range(n_en + 1):
            for kind in KINDS:
                if zh + kind[0] <= n_zh and en + kind[1] <= n_en:
                    table[zh, *kind, en] = generator.normal()
    return table, lambda first, low, high: table[first, :, :, low:high]


def all_paths(n_zh, n_en, zh=0, en=0):
    if (zh, en) == (n_zh, n_en):
        yield []
    for a, b in KINDS:
        if zh + a <= n_zh and en + b <= n_en:
            for rest in all_paths(n_zh, n_en, zh + a, en + b):
                yield [(zh, en, a, b), *rest]


@pytest.mark.parametrize("seed", range(3))
def test_best_path_and_posteriors_equal_those_of_all_paths(seed):
    table, rows = random_scores(3, 4, seed)
    paths = [(sum(table[zh, a, b, en] for zh, en, a, b in path), path) for path in all_paths(3, 4)]
    best = max(paths)[1]
    total = sum(np.exp(score) for score, _ in paths)
    expected = [sum(np.exp(score) for score, path in paths if step in path) / total for step in best]
    found = find_beads(rows, 3, 4)
    assert [(bead.zh.start, bead.en.start, len(bead.zh), len(bead.en)) for bead in found] == best
    assert [bead.posterior for bead in found] == pytest.approx(expected, abs=1e-5)


def test_likely_beads_are_all_that_reach_the_posterior_on_the_best_path_or_not():
    table, rows = random_scores(3, 4, 1)
    paths = [(sum(table[zh, a, b, en] for zh, en, a, b in path), path) for path in all_paths(3, 4)]
    total = sum(np.exp(score) for score, _ in paths)
    steps = {step for _, path in paths for step in path if step[2] and step[3]}
    expected = {step for step in steps if sum(np.exp(score) for score, path in paths if step in path) / total >= 0.02}
    found = likely_beads(build_lattice(rows, 3, 4), 0.02)
    assert {(bead.zh.start, bead.en.start, len(bead.zh), len(bead.en)) for bead in found} == expected
    assert len(expected) > len(find_beads(rows, 3, 4))


def test_band_that_holds_the_path_changes_nothing():
    pairs = np.where(np.eye(120, 130) > 0, 5.0, -5.0)
    table = np.full((121, 2, 2, 131), IMPOSSIBLE)
    table[:, 0, 1, :-1] = table[:-1, 1, 0, :] = -3.0
    table[:-1, 1, 1, :-1] = pairs

    def rows(first, low, high):
        return table[first, :, :, low:high]

    assert find_beads(rows, 120, 130, band_around(pairs)) == find_beads(rows, 120, 130, full_band(120, 130))


@pytest.mark.parametrize(("n_zh", "n_en"), [(0, 0), (0, 3), (3, 0)])
def test_empty_side_gives_sentences_without_counterpart(n_zh, n_en):
    _, rows = random_scores(n_zh, n_en, 0)
    found = find_beads(rows, n_zh, n_en)
    assert [bead.kind for bead in found] == ["1-0"] * n_zh + ["0-1"] * n_en
