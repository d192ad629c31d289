"""Ruled tables: regions enclosed by drawn lines, taken out of the text flow as rows of cells."""

from collections.abc import Iterable
from itertools import pairwise

from pipeline.extract.layout.grids import CELL_GAP, column_texts, to_cells
from pipeline.extract.layout.lines import group_rows, line_text
from pipeline.extract.pdf.glyphs import Rule, Segment, Table

TOUCH = 3.0  # points between rules that belong to one table
MIN_WIDTH = 60.0  # points; shorter rules are footnote rules, fractions, underlines
MIN_DIVIDED = 0.3  # share of rows that must be divided into cells
MIN_SIDE = 4.0  # points of the sides of a cell
MIN_RULES = 3
WORD_GAP = 0.8  # em of white that may stand inside a cell, where rules already show the table
MAX_HEAD_ROW = 60.0  # points between the first two rules of a table without uprights (three-line tables)
MAX_ROWS = 500.0  # points between two further rules of it


def take_tables(segments: list[Segment], rules: list[Rule], page: int) -> tuple[list[Segment], list[Table]]:
    """Return the segments outside of ruled tables, and the tables."""
    tables: list[Table] = []
    for region in table_regions(rules, segments):
        inside = [segment for segment in segments if _inside(segment, region)]
        if not _is_tabular(inside, region, rules):
            continue
        held = {id(segment) for segment in inside}
        segments = [segment for segment in segments if id(segment) not in held]
        tables.append(Table(page, _rows(inside, region, rules), region.x0, region.top, region.x1, region.bottom))
    return segments, tables


def table_regions(rules: list[Rule], segments: list[Segment]) -> list[Rule]:
    """Return the boxes of groups of rules that look like tables: at least three long rules over each other of the same extent, or a grid."""
    lying = sorted((rule for rule in rules if rule.horizontal and rule.x1 - rule.x0 > MIN_SIDE), key=lambda rule: rule.top)
    standing = [rule for rule in rules if not rule.horizontal and rule.bottom - rule.top > MIN_SIDE]
    groups = _connected([*lying, *standing])
    regions = [_hull(group) for group in groups if _is_grid(group)]
    loose = [rule for rule in _merged(lying) if rule.x1 - rule.x0 >= MIN_WIDTH and not any(_within(rule, region) for region in regions)]
    regions.extend(_hull(group) for stack in _stacks(loose) for group in _cut(stack, segments) if len(group) >= MIN_RULES)
    return regions


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    hulls: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.top, rule.x0)):
        touching = [index for index, hull in enumerate(hulls) if _touch(rule, hull)]
        merged = [rule]
        for index in reversed(touching):
            merged.extend(groups.pop(index))
            hulls.pop(index)
        groups.append(merged)
        hulls.append(_hull(merged))
    return groups


def _touch(a: Rule, b: Rule) -> bool:
    return a.x0 <= b.x1 + TOUCH and b.x0 <= a.x1 + TOUCH and a.top <= b.bottom + TOUCH and b.top <= a.bottom + TOUCH


def _hull(rules: Iterable[Rule]) -> Rule:
    listed = list(rules)
    return Rule(min(r.x0 for r in listed), min(r.top for r in listed), max(r.x1 for r in listed), max(r.bottom for r in listed))


def _is_grid(group: list[Rule]) -> bool:
    heights = {round(rule.top / TOUCH) for rule in group if rule.horizontal}
    places = {round(rule.x0 / TOUCH) for rule in group if not rule.horizontal}
    return len(heights) > 1 and len(places) >= MIN_RULES


def _merged(lying: list[Rule]) -> list[Rule]:
    """Join pieces of one rule that were drawn cell by cell."""
    merged: list[Rule] = []
    for rule in sorted(lying, key=lambda rule: (round(rule.top), rule.x0)):
        last = merged[-1] if merged else None
        if last and abs(last.top - rule.top) < 1 and rule.x0 <= last.x1 + TOUCH:
            merged[-1] = Rule(last.x0, last.top, max(last.x1, rule.x1), max(last.bottom, rule.bottom))
        else:
            merged.append(rule)
    return merged


def _stacks(rules: list[Rule]) -> list[list[Rule]]:
    """Return rules of the same extent over each other, as three-line tables have them."""
    stacks: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.top):
        home = next(
            (stack for stack in stacks if _same_extent(stack[-1], rule) and MIN_SIDE < rule.top - stack[-1].bottom < MAX_ROWS), None
        )
        if home is None:
            stacks.append([rule])
        else:
            home.append(rule)
    return stacks


def _cut(stack: list[Rule], segments: list[Segment]) -> list[list[Rule]]:
    """Divide rules of one extent where no rows of cells lie between them: two tables, or a table below the rule of a running head."""
    groups: list[list[Rule]] = [[stack[0]]]
    for before, rule in pairwise(stack):
        between = [s for s in segments if before.bottom < (s.top + s.bottom) / 2 < rule.top and s.x0 < rule.x1 and s.x1 > rule.x0]
        head_row = len(groups[-1]) == 1
        too_far = head_row and rule.top - before.bottom > MAX_HEAD_ROW
        if too_far or not (_is_divided(between) or _has_columns(between)):
            groups.append([rule])
        else:
            groups[-1].append(rule)
    return groups


def _is_divided(segments: list[Segment]) -> bool:
    rows = group_rows(segments)
    return sum(len(row) > 1 for row in rows) >= max(1, MIN_DIVIDED * len(rows))


def _has_columns(segments: list[Segment]) -> bool:
    """Tell whether white runs down between cells side by side in a table's head, whose printed lines may not meet."""
    ordered = sorted(segments, key=lambda segment: segment.x0)
    reach = 0.0
    for index, segment in enumerate(ordered):
        reach = max(reach, segment.x1)
        after = ordered[index + 1 :]
        if after and after[0].x0 - reach > CELL_GAP * segment.size and _side_by_side(ordered[: index + 1], after):
            return True
    return False


def _side_by_side(left: list[Segment], right: list[Segment]) -> bool:
    tops, bottoms = [min(s.top for s in side) for side in (left, right)], [max(s.bottom for s in side) for side in (left, right)]
    return min(bottoms) - max(tops) > 0.5 * min(bottom - top for top, bottom in zip(tops, bottoms, strict=True))


def _same_extent(a: Rule, b: Rule) -> bool:
    return abs(a.x0 - b.x0) < TOUCH and abs(a.x1 - b.x1) < TOUCH


def _within(rule: Rule, region: Rule) -> bool:
    return region.top - TOUCH <= rule.top <= region.bottom + TOUCH and rule.x0 >= region.x0 - TOUCH and rule.x1 <= region.x1 + TOUCH


def _inside(segment: Segment, region: Rule) -> bool:
    middle = (segment.top + segment.bottom) / 2
    centre = (segment.x0 + segment.x1) / 2
    return region.top - 1 <= middle <= region.bottom + 1 and region.x0 - TOUCH <= centre <= region.x1 + TOUCH


def _is_tabular(inside: list[Segment], region: Rule, rules: list[Rule]) -> bool:
    """Tell a table from a framed paragraph: its rows are divided into cells."""
    if not inside:
        return False
    uprights = [rule for rule in rules if not rule.horizontal and _within(rule, region) and region.x0 + TOUCH < rule.x0 < region.x1 - TOUCH]
    return _is_divided(inside) or len(uprights) > 0 or _has_columns(inside)


def _rows(inside: list[Segment], region: Rule, rules: list[Rule]) -> list[list[str]]:
    """Return the cells' texts: by the grid of rules where there is one, else by printed lines and gaps."""
    heights = _positions([rule.top for rule in rules if rule.horizontal and _within(rule, region)])
    places = _positions([rule.x0 for rule in rules if not rule.horizontal and _within(rule, region)])
    if min(len(heights), len(places)) < MIN_RULES:
        return _rows_without_uprights(inside, heights)
    table: list[list[str]] = []
    for top, bottom in pairwise(heights):
        band = [segment for segment in inside if top <= (segment.top + segment.bottom) / 2 < bottom]
        if band:
            table.append([_text([s for s in band if left <= (s.x0 + s.x1) / 2 < right]) for left, right in pairwise(places)])
    return table


def _rows_without_uprights(inside: list[Segment], heights: list[float]) -> list[list[str]]:
    """Return the rows of a three-line table, the printed lines of its head as one."""
    rows = group_rows(inside)
    head = [row for row in rows if len(heights) >= MIN_RULES and row[0].base < heights[1]]
    table = column_texts([to_cells(row, WORD_GAP) for row in rows])
    if len(head) < 2 or all(all(cells) for cells in table[: len(head)]):  # noqa: PLR2004 - lines of a head
        return _joined(table)
    return _joined([["".join(texts) for texts in zip(*table[: len(head)], strict=True)], *table[len(head) :]])


def _joined(table: list[list[str]]) -> list[list[str]]:
    """Join the two lines of a row's name with the cells that stand between them in height."""
    joined: list[list[str]] = []
    index = 0
    while index < len(table):
        lines = table[index : index + 3]
        if len(lines) == 3 and not lines[1][0] and any(lines[1]) and all(row[0] and not any(row[1:]) for row in lines[::2]):  # noqa: PLR2004
            joined.append([lines[0][0] + lines[2][0], *lines[1][1:]])
            index += 3
        else:
            joined.append(table[index])
            index += 1
    return joined


def _positions(values: list[float]) -> list[float]:
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > TOUCH:
            distinct.append(value)
    return distinct


def _text(segments: list[Segment]) -> str:
    return "".join(line_text([char for segment in row for char in segment.chars]) for row in group_rows(segments))
