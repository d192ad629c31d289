"""Links between works that stay works of their own but must not be counted twice.

duplicate_of   One text with two entries that cannot be one: a repost under another title, a reprint, two DOIs, another year. The rule
               `abstract` wants one author and one abstract in both; the rule `place` one author, title, venue, year and issue.
version_of     An online-first article and the printed one (rule `online-first`), where their years or DOIs are too far apart to merge.
derived_from   An article drawn from a thesis of the same author: the texts share whole passages (`text`), or the titles are the same
               (`title`), or title or abstract are alike and thesis and article also name the same supervisor or university (`alike`).

Precision first: a name alone links nothing. What is counted for linked works is said in `core.counting`.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.catalog import agreement
from pipeline.catalog.agreement import Profile, make_profile
from pipeline.catalog.bibliography import Bibliography, Description
from pipeline.catalog.config import CatalogConfig
from pipeline.catalog.decisions import LinkDecision, describe_link
from pipeline.catalog.derivation import TextIndex, judge_derived
from pipeline.catalog.duplicates import numbered_apart, pairs_within
from pipeline.catalog.merge import Cluster
from pipeline.catalog.reasons import explain
from pipeline.core.catalog_records import Link
from pipeline.core.records import Work

DERIVED, DUPLICATE, VERSION = "derived_from", "duplicate_of", "version_of"
ONLINE = "online-first"
SENTENCE_ENDS = "。！？.!?；;"
MIN_SENTENCE_CHARS = 15
# Shorter abstracts are formulas (本文探讨了……) that two works may share.
MIN_ABSTRACT_GRAMS = 40
EVIDENCE_ORDER = ("full_text", "abstract_only", "record_only")


@dataclass(frozen=True, slots=True)
class Entry:
    """A work with the descriptions it was made of."""

    work: Work
    cluster: Cluster


@dataclass(frozen=True, slots=True)
class _Candidate:
    work: Work
    profile: Profile
    origins: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Same:
    """Two works that are one text, and why."""

    left: int
    right: int
    rule: str
    because: str


def find_links(
    entries: Sequence[Entry], texts: Mapping[str, str], config: CatalogConfig, decided: Iterable[LinkDecision] = ()
) -> list[Link]:
    """Return the links, sorted by work; `texts` are the documents' by doc_id. What people decided overrules what is found."""
    candidates = [_candidate(entry) for entry in entries]
    decisions = list(decided)
    broken = {pair for decision in decisions if decision.link == "none" for pair in _pairs_of(decision, candidates)}
    found = [same for same in _find_same(candidates, config) if (same.left, same.right) not in broken]
    links = [*_link_same(found, candidates), *_find_derived(candidates, TextIndex(texts), config, broken)]
    return sorted(_overrule(links, _decided_links(decisions, candidates)), key=lambda link: (link.work_id, link.link, link.target))


def apply_links(works: Iterable[Work], links: Iterable[Link]) -> list[Work]:
    """Return the works with their links."""
    targets: dict[str, dict[str, str]] = defaultdict(dict)
    for link in links:
        targets[link.work_id][link.link] = link.target
    return [dataclasses.replace(work, **targets[work.work_id]) if work.work_id in targets else work for work in works]  # type: ignore[arg-type] # links are fields of works


def _candidate(entry: Entry) -> _Candidate:
    work = entry.work
    members = [member.bibliography for member in entry.cluster.members]
    fields = Bibliography(
        title_zh=work.title_zh,
        title_en=work.title_en,
        authors=work.authors,
        authors_en=next((one.authors_en for one in members if one.authors_en), []),
        affiliations=[name for one in members for name in one.affiliations],
        advisor=next((one.advisor for one in members if one.advisor), None),
        year=work.year,
        year_kind=work.year_kind,
        venue=work.venue,
        issue=work.issue,
        pages=work.pages,
        doi=work.doi,
        abstract_zh=work.abstract_zh,
        abstract_en=work.abstract_en,
    )
    profile = make_profile(Description(work.work_id, work.work_id, work.kind, fields))
    return _Candidate(work, profile, frozenset(member.origin for member in entry.cluster.members))


def _find_same(candidates: list[_Candidate], config: CatalogConfig) -> Iterator[_Same]:
    """Yield pairs of works, no thesis among them, that are one text; they share a title, or an author and a sentence of the abstract."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, candidate in enumerate(candidates):
        if candidate.work.kind == "thesis" or not candidate.profile.names:
            continue
        for key in sorted(_keys(candidate)):
            blocks[key].append(index)
    for left, right in sorted(set(pairs_within(blocks))):
        verdict = _judge_same(candidates[left].profile, candidates[right].profile, config)
        if verdict:
            yield _Same(left, right, verdict, explain(candidates[left].profile, candidates[right].profile))


def _keys(candidate: _Candidate) -> set[tuple[str, str]]:
    abstract = candidate.work.abstract_zh or candidate.work.abstract_en or ""
    for end in SENTENCE_ENDS[1:]:
        abstract = abstract.replace(end, SENTENCE_ENDS[0])
    sentences = {part.strip() for part in abstract.split(SENTENCE_ENDS[0]) if len(part.strip()) >= MIN_SENTENCE_CHARS}
    said = {*candidate.profile.titles, *sentences}
    return {(name, one) for name in candidate.profile.names for one in said}


def _judge_same(left: Profile, right: Profile, config: CatalogConfig) -> str | None:
    if agreement.authors_agree(left, right) is not True or numbered_apart(left, right):
        return None
    if not _titles_agree(left, right):
        return "abstract" if _same_abstract(left, right, config) else None
    if _is_online_and_print(left, right, config):
        return ONLINE
    if _same_abstract(left, right, config):
        return "abstract"
    if max(map(len, left.titles & right.titles)) < config.min_title_chars:
        return None
    places = [agreement.same_field(left, right, name) for name in ("venue", "issue")]
    return "place" if places == [True, True] and left.year == right.year and left.year else None


def _titles_agree(left: Profile, right: Profile) -> bool:
    return bool(left.titles & right.titles) and agreement.same_field(left, right, "title_zh") is not False


def _is_online_and_print(left: Profile, right: Profile, config: CatalogConfig) -> bool:
    """Online first comes before print, in one journal."""
    early, late = (left, right) if left.description.bibliography.year_kind == ONLINE else (right, left)
    kinds = (early.description.bibliography.year_kind, late.description.bibliography.year_kind)
    if kinds != (ONLINE, "issue") or not early.year or not late.year:
        return False
    in_time = 0 <= late.year - early.year <= config.max_online_gap
    return in_time and agreement.same_field(left, right, "venue") is not False


def _same_abstract(left: Profile, right: Profile, config: CatalogConfig) -> bool:
    if min(len(left.abstract), len(right.abstract)) < MIN_ABSTRACT_GRAMS:
        return False
    return agreement.similarity(left.abstract, right.abstract) >= config.min_abstract_similarity


def _link_same(found: Iterable[_Same], candidates: list[_Candidate]) -> list[Link]:
    """Link every member of a group of equal works to the one that is counted, which no chain leads away from."""
    group_of: dict[int, list[int]] = {}
    reasons: dict[tuple[int, int], _Same] = {}
    for same in found:
        joined = sorted({*group_of.get(same.left, [same.left]), *group_of.get(same.right, [same.right])})
        group_of |= dict.fromkeys(joined, joined)
        reasons[same.left, same.right] = reasons[same.right, same.left] = same
    links = []
    for index, group in sorted(group_of.items()):
        head = min(group, key=lambda one: _rank(candidates[one].work))
        if index != head:
            reason = reasons.get((index, head)) or next(reasons[index, other] for other in group if (index, other) in reasons)
            links.append(
                Link(
                    candidates[index].work.work_id,
                    _kind_of(index, head, candidates),
                    candidates[head].work.work_id,
                    reason.rule,
                    reason.because,
                )
            )
    return links


def _kind_of(index: int, head: int, candidates: list[_Candidate]) -> str:
    is_version = candidates[index].work.year_kind == ONLINE and candidates[head].work.year_kind != ONLINE
    return VERSION if is_version else DUPLICATE


def _rank(work: Work) -> tuple[object, ...]:
    """The original is counted: no web page, in print, the earliest, the one that can be read."""
    year = work.year if work.year is not None else 9999
    return (work.kind == "web", work.year_kind == ONLINE, year, EVIDENCE_ORDER.index(work.evidence), work.work_id)


def _find_derived(candidates: list[_Candidate], index: TextIndex, config: CatalogConfig, broken: set[tuple[int, int]]) -> Iterator[Link]:
    """Yield for each article the best of its author's theses that it was drawn from."""
    theses: dict[str, list[int]] = defaultdict(list)
    for position, candidate in enumerate(candidates):
        if candidate.work.kind == "thesis" and candidate.profile.names:
            theses[candidate.profile.names[0]].append(position)
    for position, candidate in enumerate(candidates):
        if candidate.work.kind != "article":
            continue
        own = sorted({thesis for name in candidate.profile.names for thesis in theses.get(name, []) if (position, thesis) not in broken})
        verdicts = [
            (judge_derived(candidate.profile, candidates[one].profile, index.shared(candidate.work, candidates[one].work), config), one)
            for one in own
        ]
        judged = [(verdict, one) for verdict, one in verdicts if verdict is not None]
        if judged:
            verdict, thesis = max(judged, key=lambda pair: (pair[0].weight, -pair[1]))
            yield Link(candidate.work.work_id, DERIVED, candidates[thesis].work.work_id, verdict.rule, verdict.because)


def _pairs_of(decision: LinkDecision, candidates: list[_Candidate]) -> set[tuple[int, int]]:
    left = [index for index, candidate in enumerate(candidates) if candidate.origins & set(decision.left)]
    right = [index for index, candidate in enumerate(candidates) if candidate.origins & set(decision.right)]
    return {pair for one in left for other in right if one != other for pair in ((one, other), (other, one))}


def _decided_links(decisions: Iterable[LinkDecision], candidates: list[_Candidate]) -> list[Link]:
    links = []
    for decision in decisions:
        target = next((one for one in candidates if one.origins & set(decision.right)), None)
        if target is None or decision.link == "none":
            continue
        named = [one for one in candidates if one.origins & set(decision.left) and one is not target]
        links += [Link(one.work.work_id, decision.link, target.work.work_id, "edit", describe_link(decision)) for one in named]
    return links


def _overrule(found: Iterable[Link], decided: list[Link]) -> list[Link]:
    """Return found and decided links, one of each kind a work; what people name as the counted work is counted, and takes over the links."""
    links = {(link.work_id, link.link): link for link in found}
    for link in decided:
        replaced = (DERIVED,) if link.link == DERIVED else (DUPLICATE, VERSION)
        for kind in replaced:
            links.pop((link.work_id, kind), None)
            if link.link != DERIVED:
                links.pop((link.target, kind), None)
    links |= {(link.work_id, link.link): link for link in decided}
    away = {link.work_id: link.target for link in links.values() if link.link != DERIVED}
    return [_followed(link, away) for link in links.values() if _followed(link, away).target != link.work_id]


def _followed(link: Link, away: Mapping[str, str]) -> Link:
    """Follow a chain of links to the work that is counted; a circle ends where it began."""
    target, seen = link.target, {link.work_id}
    while target in away and target not in seen:
        seen.add(target)
        target = away[target]
    return dataclasses.replace(link, target=target)


def linked_pairs(links: Iterable[Link]) -> frozenset[tuple[str, str]]:
    """Return the pairs of work_ids that are linked, in both orders."""
    return frozenset(pair for link in links for pair in ((link.work_id, link.target), (link.target, link.work_id)))
