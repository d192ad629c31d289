"""Files of VOSviewer: a map of keywords, the network between them, and a thesaurus that the concept lexicon gives.

Forms: VOSviewer manual, map and network files, thesaurus files: tab-separated UTF-8 with a heading line (networks have none). A keyword
counts once a work; two keywords are linked by the works that have both. Normalisation (association strength) is VOSviewer's business.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from pipeline.core.lexicon import Lexicon
from pipeline.core.records import Work
from pipeline.core.text import normalise

# Forms that mean their concept wherever they stand as a keyword; loose and elliptical ones need their sentence.
CERTAIN_KINDS = frozenset({"exact", "quoted", "traditional", "abbreviation"})


def vosviewer_files(works: Iterable[Work], lexicon: Lexicon) -> dict[str, str]:
    """Return the files by name: keywords_map.txt, keywords_network.txt, thesaurus.txt.

    Map and network are drawn after the thesaurus: a keyword that is a form of a concept counts as the concept's label.
    """
    replaced = thesaurus(lexicon)
    years: dict[str, list[int]] = defaultdict(list)
    printings: dict[str, Counter[str]] = defaultdict(Counter)
    links: Counter[tuple[str, str]] = Counter()
    for work in works:
        found = {_folded(keyword, replaced): keyword for keyword in work.keywords_zh or work.keywords_en}
        for key, keyword in found.items():
            printings[key][replaced.get(normalise(keyword).text, keyword)] += 1
            years[key].extend([work.year] if work.year else [])
        links.update(itertools.combinations(sorted(found), 2))
    ordered = sorted(printings, key=lambda key: (-printings[key].total(), key))
    numbers = {key: number for number, key in enumerate(ordered, start=1)}
    return {
        "keywords_map.txt": _map(ordered, printings, years, links),
        "keywords_network.txt": _network(links, numbers),
        "thesaurus.txt": _table(("label", "replace by"), sorted(replaced.items())),
    }


def thesaurus(lexicon: Lexicon) -> dict[str, str]:
    """Return the label that replaces a (normalised) keyword: of the same language, for forms of one concept alone."""
    replaced = {}
    for form in lexicon.forms:
        if form.kind not in CERTAIN_KINDS or form.context is not None or len(form.concept_ids) > 1:
            continue
        concept = lexicon.by_id[form.concept_ids[0]]
        label = concept.label if form.lang == "zh" else concept.label_en
        if label and normalise(label).text != form.text:
            replaced[form.text] = label
    return replaced


def _folded(keyword: str, replaced: Mapping[str, str]) -> str:
    key = normalise(keyword).text
    return normalise(replaced.get(key, key)).text


def _map(ordered: list[str], printings: Mapping[str, Counter[str]], years: Mapping[str, list[int]], links: Counter[tuple[str, str]]) -> str:
    strength: Counter[str] = Counter()
    for pair, count in links.items():
        strength.update(dict.fromkeys(pair, count))
    rows = [
        (
            str(number),
            min(printings[key], key=lambda printing: (-printings[key][printing], printing)),
            str(printings[key].total()),
            str(strength[key]),
            f"{sum(years[key]) / len(years[key]):.2f}" if years[key] else "",
        )
        for number, key in enumerate(ordered, start=1)
    ]
    header = ("id", "label", "weight<Documents>", "weight<Total link strength>", "score<Mean year>")
    return _table(header, rows)


def _network(links: Counter[tuple[str, str]], numbers: Mapping[str, int]) -> str:
    edges = sorted((*sorted((numbers[one], numbers[other])), count) for (one, other), count in links.items())
    return "".join(f"{one}\t{other}\t{count}\n" for one, other, count in edges)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in (header, *rows))
