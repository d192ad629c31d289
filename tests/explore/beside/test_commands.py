"""The commands on what stands beside concepts, over the synthetic corpus."""

import json
from collections import defaultdict
from dataclasses import replace

import pytest

from pipeline.cli import main
from tests.explore.synthetic import full_tables, load_test_lexicon, write_project


@pytest.fixture(scope="module")
def worded(tmp_path_factory, project_root):
    """The synthetic corpus, its Chinese mentions being its words."""
    root = tmp_path_factory.mktemp("worded")
    corpus = write_project(root, project_root / "configs")
    (root / "configs" / "stopwords.txt").write_text("本文\n", encoding="utf-8")
    tables = full_tables(load_test_lexicon(root))
    spans = defaultdict(list)
    for mention in tables.rows["mentions"]:
        if mention.lang == "zh" and (not spans[mention.text_id] or mention.start >= spans[mention.text_id][-1][1]):
            spans[mention.text_id].append((mention.start, mention.end))
    words = {text_id: [list(side) for side in zip(*found, strict=True)] for text_id, found in spans.items()}
    tables.rows["tokens"] = [
        replace(row, token_start=words[row.text_id][0], token_end=words[row.text_id][1]) for row in tables.rows["tokens"]
    ]
    tables.write(corpus)
    return corpus


@pytest.fixture
def wenmai(worded, monkeypatch, capfd):
    monkeypatch.chdir(worded.root.parent.parent)

    def run(*words):
        code = main(list(words))
        return code, *capfd.readouterr()

    return run


def test_network_prints_pairs_beyond_chance(wenmai) -> None:
    code, out, err = wenmai("network", "--format", "json")
    assert (code, [json.loads(line)["label_b"] for line in out.splitlines()]) == (0, ["社工站"])
    assert err == "1 pair of 2 that some work has; 2 of these tested\n"


def test_network_prints_every_pair_when_asked(wenmai) -> None:
    _, out, _ = wenmai("network", "--every", "--format", "csv")
    assert len(out.splitlines()) == 3


def test_network_of_each_period_is_drawn_below_the_other(wenmai) -> None:
    _, out, _ = wenmai("network", "--period", "each", "--format", "svg", "--chart-lang", "en")
    assert (out.count("Concepts that stand together: 2"), "three-society" in out) == (4, True)


def test_unknown_period_names_those_that_exist(wenmai) -> None:
    code, out, err = wenmai("network", "--period", "1999")
    assert (code, out) == (1, "")
    assert "2010-2014, 2015-2019, all, each" in err


def test_compare_counts_the_words_of_both_periods(wenmai) -> None:
    code, out, err = wenmai("compare", "2013-2017", "2018-2023", "--format", "json", "--works")
    assert code == 0
    row = next(row for row in map(json.loads, out.splitlines()) if row["term"] == "社工站")
    assert "under 20 works in a period nothing is said to be used more" in err
    assert (row["more"], len(row["work_ids_first"])) == (None, row["works_first"])


def test_compare_of_concepts_prints_labels_and_works(wenmai) -> None:
    code, out, _ = wenmai("compare", "2013-2017", "2018-2023", "--of", "concepts", "--works")
    lines = out.splitlines()
    assert (code, lines[0].split()[:2]) == (0, ["term", "more"])
    assert any(line.startswith("三社联动") for line in lines)
    assert any(line.startswith("    江听雨, 闻柏舟. 河湾街道联动实践之") for line in lines)


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        (("2010", "abc"), "a year or two years in order"),
        (("2014-2010", "2020"), "a year or two"),
        (("2010-2015", "2015-2020"), "share years"),
    ],
    ids=["no year", "turned", "overlapping"],
)
def test_compare_says_what_is_wrong_with_its_periods(wenmai, periods, said) -> None:
    code, out, err = wenmai("compare", *periods)
    assert (code, out) == (1, "")
    assert said in err


def test_cited_lists_references_with_the_works_that_cite_them_there(wenmai) -> None:
    code, out, err = wenmai("cited", "三社联动", "--format", "json")
    (row,) = map(json.loads, out.splitlines())
    assert (code, row["works"], row["citing_works"], row["places"][0]["page_label"]) == (0, 3, 5, "104")
    assert err == "1 reference cited by 1 work in sentences with the concept\n"


def test_cited_quotes_the_sentence_with_its_page(wenmai) -> None:
    _, out, _ = wenmai("cited", "三社联动", "--places")
    lines = out.splitlines()
    assert lines[1].split()[:4] == ["三社联动", "3", "5", "2014"]
    assert lines[2].startswith("    江听雨") and lines[2].endswith("p. 104")  # noqa: PT018 - one line
    assert len(lines) == 4


def test_cited_prints_csv_and_leaves_out_what_too_few_works_cite(wenmai) -> None:
    _, out, _ = wenmai("cited", "三社联动", "--format", "csv", "--min-works", "4")
    assert out.splitlines() == ["concept,concept_id,work_key,reference,year,works,citing_works,places"]
