import json
import re
from dataclasses import replace

import networkx as nx
import pytest
from lxml import etree

from pipeline.core.concept_records import Cooccurrence
from pipeline.core.records import ConceptWork
from pipeline.explore.beside.network import Network, NetworkChoice, NetworkSource, make_networks, years_of
from pipeline.explore.beside.network_output import network_text, pairs_text
from pipeline.explore.drawings.network_chart import _half_size, _spots, draw_network, wrap
from pipeline.explore.drawings.network_layout import find_communities, find_places
from pipeline.explore.wording import load_wording
from tests.explore.synthetic import make_work

WORDING = load_wording("zh")
TWO_PARTS = {("a", "b"): 5, ("b", "c"): 5, ("a", "c"): 4, ("d", "e"): 3}


def pair(a: str, b: str, works: int = 5, q: float | None = 0.01, period: str = "all") -> Cooccurrence:
    return Cooccurrence(a, b, "paragraph", period, "all", works, 9, 9, 20, works, 1.0, 2.0, q, q, 0.3)


def networks_of(rows: list[Cooccurrence], choice: NetworkChoice | None = None, n_works: int = 6) -> dict[str, Network]:
    works = [make_work(number, 2011 + 5 * (number % 2)) for number in range(n_works)]
    names = sorted({name for row in rows for name in (row.concept_a, row.concept_b)})
    counted = [
        ConceptWork(name, work.work_id, "x", work.year, work.kind, "abstract+body", "zh", 1, 1, True)
        for at, name in enumerate(names)
        for work in works[: n_works - at]
    ]
    source = NetworkSource(rows, counted, works, {name: f"概念{name}" for name in names})
    return make_networks(source, choice or NetworkChoice(), "abstract+body", "zh")


def test_only_significant_pairs_in_enough_works_are_lines() -> None:
    network = networks_of([pair("a", "b"), pair("a", "c", q=0.2), pair("a", "d", q=None), pair("b", "d", works=2)])["all"]
    assert [(row.concept_a, row.concept_b) for row in network.edges] == [("a", "b")]
    assert [node.concept_id for node in network.nodes] == ["a", "b"]


def test_marks_count_works_as_the_timeline_does() -> None:
    networks = networks_of([pair("a", "b"), pair("a", "b", period="2010-2014")])
    assert [(node.works, node.most_works) for node in networks["all"].nodes] == [(6, 6), (5, 5)]
    assert [node.works for node in networks["2010-2014"].nodes] == [3, 3]


def test_places_and_communities_are_the_same_in_every_period() -> None:
    networks = networks_of([pair("a", "b"), pair("b", "c", period="2010-2014"), pair("c", "d", period="2015-2019")])
    places = [[(node.concept_id, node.x, node.y, node.community) for node in network.nodes] for network in networks.values()]
    assert len(places) == 3
    assert places[0] == places[1] == places[2]


def test_of_too_many_concepts_those_in_most_works_are_kept() -> None:
    network = networks_of([pair("a", "b"), pair("b", "c"), pair("c", "d")], NetworkChoice(max_nodes=2))["all"]
    assert [node.concept_id for node in network.nodes] == ["a", "b"]


def test_no_pairs_give_an_empty_network_that_says_so() -> None:
    network = networks_of([pair("a", "b", q=0.5)])["all"]
    assert WORDING("network.none") in draw_network(network, WORDING, "x")


def test_communities_are_numbered_by_size() -> None:
    assert find_communities(TWO_PARTS) == {"a": 0, "b": 0, "c": 0, "d": 1, "e": 1}


def test_parts_without_a_link_do_not_overlap() -> None:
    places = find_places(TWO_PARTS)
    low, high = max(places[name][1] for name in "abc"), min(places[name][1] for name in "de")
    right, left = max(places[name][0] for name in "abc"), min(places[name][0] for name in "de")
    assert low < high or right < left


def test_the_order_of_the_pairs_moves_nothing() -> None:
    assert find_places(dict(reversed(TWO_PARTS.items()))) == find_places(TWO_PARTS)


@pytest.fixture(scope="module")
def crowded() -> Network:
    """Forty concepts, each bound to the one before and the one seven before."""
    names = [f"c{number:02}" for number in range(40)]
    rows = [pair(*sorted((names[at], names[at - step]))) for step in (1, 7) for at in range(step, 40)]
    return networks_of(rows, n_works=60)["all"]


def test_no_mark_or_label_touches_another(crowded) -> None:
    named = [replace(node, label="government purchase of services" if at % 2 else "社区协商议事") for at, node in enumerate(crowded.nodes)]
    spots = _spots(named, 60)
    boxes = [(s.x, s.y + _half_size(s)[1] - s.radius, *_half_size(s)) for s in spots]
    for at, (x, y, wide, high) in enumerate(boxes):
        assert all(abs(x - u) >= wide + w - 6 or abs(y - v) >= high + h - 6 for u, v, w, h in boxes[at + 1 :])
        assert wide <= x <= 760 - wide


def test_the_drawing_is_well_formed_and_the_same_every_time(crowded) -> None:
    one, two = (draw_network(crowded, WORDING, "A < B & C") for _ in range(2))
    assert one == two
    root = etree.fromstring(one.encode())
    assert float(root.get("height")) > max(float(node.get("y")) for node in root.iter("{*}text"))


def test_lines_are_as_wide_as_their_works() -> None:
    drawing = draw_network(networks_of([pair("a", "b", works=8), pair("b", "c", works=4)])["all"], WORDING, "x")
    widths = {float(width) for width in re.findall(r'stroke-width="([\d.]+)"', drawing)}
    assert {3.5, 7.0} <= widths


def test_labels_break_between_words_and_never_inside_one() -> None:
    assert wrap("government purchase of services") == ["government", "purchase of", "services"]
    assert wrap("projectification") == ["projectification"]
    assert wrap("社区") == ["社区"]


def test_gexf_and_graphml_are_read_back_with_works_and_communities(crowded, tmp_path) -> None:
    for form, read in (("gexf", nx.read_gexf), ("graphml", nx.read_graphml)):
        (tmp_path / form).write_text(network_text([crowded], form, WORDING), encoding="utf-8")
        graph = read(tmp_path / form)
        assert (len(graph), graph.number_of_edges()) == (40, len(crowded.edges))
        assert graph.nodes["c00"]["works"] == crowded.nodes[0].works


def test_gexf_has_no_date(crowded) -> None:
    assert "lastmodified" not in network_text([crowded], "gexf", WORDING)


def test_vosviewer_file_has_items_and_links(crowded) -> None:
    network = json.loads(network_text([crowded], "vosviewer", WORDING))["network"]
    numbers = {item["id"] for item in network["items"]}
    assert all({link["source_id"], link["target_id"]} <= numbers for link in network["links"])
    assert {key for item in network["items"] for key in item} == {"id", "label", "x", "y", "cluster", "weights"}


def test_pairs_are_printed_with_names() -> None:
    rows = [pair("a", "b", q=None)]
    assert pairs_text(rows, {"a": "甲", "b": "乙"}, "csv").splitlines()[1].startswith("甲,乙,a,b,paragraph")
    assert json.loads(pairs_text(rows, {}, "json"))["label_a"] == "a"
    assert "–" in pairs_text(rows, {}, "table")


def test_years_of_a_label() -> None:
    assert [years_of(label) for label in ("2015-2019", "2016", "all")] == [(2015, 2019), (2016, 2016), (0, 0)]
