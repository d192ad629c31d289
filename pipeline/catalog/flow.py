"""The numbers of the flow diagram (PRISMA 2020): as the protocol says them, else as the decisions or the catalog count them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.core.catalog_records import FlowStep, Screening
from pipeline.core.counting import counted_works
from pipeline.core.protocol import FILE, Protocol
from pipeline.core.records import Problem, Work

PROTOCOL, DECISIONS, COUNTED = "protocol", "decisions", "counted"
EVIDENCE = ("full_text", "abstract_only", "record_only")
NO_REASON = "no reason given"


def make_flow(
    protocol: Protocol, exports: Mapping[str, int], works: Sequence[Work], recorded: frozenset[str], decisions: Sequence[Screening]
) -> list[FlowStep]:
    """Return the steps; `exports` are records by file, `recorded` the ids of works that a record names.

    The protocol's numbers are shown where it gives them, with the catalog's own beside them.
    """
    n_records = sum(exports.values())
    originals = [work for work in works if not (work.duplicate_of or work.version_of)]
    n_found = sum(work.work_id in recorded for work in originals)
    counted = counted_works(works)
    steps = [
        _step("identified", protocol.n_hits, n_records),
        *(_search_parts(protocol) or _parts("identified", Counter(exports), COUNTED)),
        _step("duplicates", protocol.duplicates, n_records - n_found),
        *_screening_steps(protocol, decisions),
        _step("included", protocol.kept, len(counted)),
        _step("pdfs", protocol.pdfs, sum(bool(work.doc_ids) for work in counted)),
        *[FlowStep(name, "", sum(work.evidence == name for work in counted), COUNTED, None) for name in EVIDENCE],
    ]
    n_added = len(originals) - n_found
    return steps + ([FlowStep("added", "", n_added, COUNTED, None)] if n_added else [])


def compare_protocol(flow: Iterable[FlowStep]) -> list[Problem]:
    """Return a problem when the protocol's number of kept works is not what the catalog counts."""
    kept = next((step for step in flow if step.step == "included" and step.origin == PROTOCOL), None)
    if kept is None or kept.counted_n == kept.n:
        return []
    message = f"the protocol keeps {kept.n} works, the catalog counts {kept.counted_n}: import what is missing, or look for works in two guises with `wenmai records conflicts`"
    return [Problem(FILE, None, None, "protocol-differs", message)]


def _step(name: str, said: int | None, counted: int) -> FlowStep:
    return FlowStep(name, "", counted, COUNTED, None) if said is None else FlowStep(name, "", said, PROTOCOL, counted)


def _screening_steps(protocol: Protocol, decisions: Sequence[Screening]) -> list[FlowStep]:
    excluded = Counter(row.reason or NO_REASON for row in decisions if row.decision == "exclude")
    n_open = sum(row.decision is None for row in decisions)
    steps = []
    if protocol.n_hits is not None and protocol.duplicates is not None:
        steps.append(FlowStep("screened", "", protocol.n_hits - protocol.duplicates, PROTOCOL, len(decisions) or None))
    elif decisions:
        steps.append(FlowStep("screened", "", len(decisions), DECISIONS, None))
    if protocol.n_excluded is not None:
        steps.append(FlowStep("excluded", "", protocol.n_excluded, PROTOCOL, excluded.total() if decisions else None))
        steps += _parts("excluded", _summed((one.reason, one.count) for one in protocol.exclusions), PROTOCOL)
    elif decisions:
        steps.append(FlowStep("excluded", "", excluded.total(), DECISIONS, None))
        steps += _parts("excluded", excluded, DECISIONS)
    return steps + ([FlowStep("undecided", "", n_open, DECISIONS, None)] if n_open else [])


def _search_parts(protocol: Protocol) -> list[FlowStep]:
    named = ((f"{one.database}：{one.string}" if one.database else one.string, one.hits) for one in protocol.search_strings)
    return _parts("identified", _summed((name, hits) for name, hits in named if hits is not None), PROTOCOL)


def _parts(step: str, counts: Mapping[str, int], origin: str) -> list[FlowStep]:
    return [FlowStep(step, part, n, origin, None) for part, n in counts.items()]


def _summed(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for name, n in pairs:
        counts[name] += n
    return counts
