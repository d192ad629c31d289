"""What is printed on pages but is no text: running heads, page numbers, repeated watermarks, contents.

Each function sets `Line.role`; lines of the text itself keep an empty role.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from pipeline.extract.fields.imprint import journal_line
from pipeline.extract.layout.lines import SEPARATOR
from pipeline.extract.layout.paragraphs import usual_leading
from pipeline.extract.pdf.glyphs import Line, PageLines

ZONE = 0.14  # share of the page's height at top and bottom in which heads and page numbers stand
APART = 1.3  # of the usual leading: distance of heads from the text
OTHER_SIZE = 0.8  # points by which the type of heads differs
ROWS = 3  # printed rows at each edge that may be heads
SAME_HEIGHT = 3.0  # points between heads of different pages
MAX_HEAD = 80  # characters
LARGER = 1.0  # points between the text and a title
MIN_TITLE = 6  # characters of a title that a head repeats
HEAD_PARTS = re.compile(r"[:：|｜\u3000]|\s{2,}|——")
REPEATS = 2  # pages that must agree
MIN_RULE = 30.0  # points
DIGITS = re.compile(r"[0-9０-９]+")
ROMAN = re.compile(r"(?<![A-Za-z])[ivxlcIVXLC]{1,7}(?![A-Za-z])")
PAGE_NUMBER = re.compile(
    r"""^(?:第\s*)?[\s\-—–·•.\[(（【]*
    (?P<number>\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})
    [\s\-—–·•.\])）】]*(?:页)?
    (?:\s*[/共，,]\s*(?:共)?\s*\d{1,4}\s*(?:页)?)?$""",
    re.VERBOSE,
)
EDGE_NUMBER = re.compile(r"^[·•\-—\s]*(\d{1,4})[·•\-—\s]*(?=[\s\u3000])|(?<=[\s\u3000])[·•\-—\s]*(\d{1,4})[·•\-—\s]*$")
LEADER = re.compile(r"(?:[.．·•]\s?){5,}|…{3,}|-{6,}|_{6,}")
# An entry with leaders ends in its page number; an ellipsis of the text does not, and the blank of a form neither.
LED_ENTRY = re.compile(rf"(?:{LEADER.pattern}|……)[\s.…·]*[（(]?(?:\d{{1,4}}|[IVXLCivxlc]{{1,7}})[)）]?$")
MIN_LED = 2  # entries with leaders near each other that are contents without a title
CONTENTS = frozenset(
    {"目录", "目次", "contents", "tableofcontents", "图目录", "表目录", "图表目录", "插图目录", "附表目录", "插图清单", "表格清单"}
)
CONTENTS_ENTRY = re.compile(r"^\S.*?[\s\u3000.…·]*\d{1,4}$|^\S.*[\s\u3000][IVXLCivxlc]{1,6}$")


def compact(text: str) -> str:
    """Return the text without any white space."""
    return "".join(text.split())


def body_size(pages: Iterable[PageLines]) -> float:
    """Return the size most of the text is set in, in points."""
    weights: dict[float, float] = defaultdict(float)
    for page in pages:
        for line in page.lines:
            if not line.role:
                weights[round(line.size * 2) / 2] += line.width
    return max(weights, key=lambda size: (weights[size], size)) if weights else 10.0


def mark_furniture(pages: list[PageLines]) -> None:
    """Mark heads, page numbers, watermarks and contents, and set each page's printed label."""
    _mark_heads(pages)
    _mark_page_numbers(pages)
    _mark_watermarks(pages, usual_leading(pages))
    _mark_contents(pages)


def _edge_lines(page: PageLines, leading: float) -> list[Line]:
    """Return the lines at the page's top and bottom that white space, a rule or another size sets apart from the text."""
    lines = sorted((line for line in page.lines if not line.role), key=lambda line: line.top)
    rows: list[list[Line]] = []
    for line in lines:
        if rows and line.top - rows[-1][0].top <= SAME_HEIGHT:
            rows[-1].append(line)
        else:
            rows.append([line])
    upper = [row for row in rows if row[0].bottom < ZONE * page.height][:ROWS]
    lower = [row for row in rows if row[0].top > (1 - ZONE) * page.height][-ROWS:]
    n_upper = max((index + 1 for index, row in enumerate(upper) if _is_apart(row, rows[index + 1 : index + 2], page, leading)), default=0)
    first = len(rows) - len(lower)
    start = min(
        (index for index in range(first, len(rows)) if _is_apart(rows[index], rows[max(index - 1, 0) : index], page, leading)),
        default=len(rows),
    )
    return [line for row in [*upper[:n_upper], *rows[max(start, n_upper) :]] for line in row]


def _is_apart(row: list[Line], neighbours: list[list[Line]], page: PageLines, leading: float) -> bool:
    """Tell whether a row of the margin does not belong to the text next to it."""
    if not neighbours:
        return True
    upper, lower = sorted((row[0], neighbours[0][0]), key=lambda line: line.top)
    wide = lower.top - upper.top > APART * max(leading, upper.size)
    ruled = any(rule.horizontal and rule.x1 - rule.x0 > MIN_RULE and upper.bottom - 1 <= rule.top <= lower.top + 1 for rule in page.rules)
    return wide or ruled or abs(upper.size - lower.size) > OTHER_SIZE


def _masked(text: str) -> str:
    return ROMAN.sub("#", DIGITS.sub("#", compact(text)))


def _mark_heads(pages: list[PageLines]) -> None:
    leading = usual_leading(pages)
    edges = {page.number: _edge_lines(page, leading) for page in pages}
    apart = {id(line) for lines in edges.values() for line in lines}
    places: dict[str, list[Line]] = defaultdict(list)
    for page in pages:
        for line in _outermost(page):
            places[_masked(line.text)].append(line)
    heights: Counter[int] = Counter()
    for lines in places.values():
        for line in _repeated(lines) if any(id(line) in apart for line in lines) else []:
            line.role = "head"
            heights[round(line.top / SAME_HEIGHT)] += 1
    for line in (line for lines in edges.values() for line in lines):
        if not line.role and len(line.text) <= MAX_HEAD and journal_line(line.text):
            line.role = "head"
            heights[round(line.top / SAME_HEIGHT)] += REPEATS  # what stands there on other pages is the author and the title
    _mark_titles_in_heads(pages, edges)
    for page in pages:
        _mark_rows_of_heads(page, [line for line in edges[page.number] if not line.role], heights)


def _mark_titles_in_heads(pages: list[PageLines], edges: dict[int, list[Line]]) -> None:
    """Mark heads that repeat the title of the first page: a document of two or three pages shows each of them only once."""
    size = body_size(pages)
    title = "".join(compact(line.text).lower() for line in pages[0].lines if line.size > size + LARGER) if pages else ""
    for line in (line for page in pages[1:] for line in edges[page.number]):
        parts = (compact(part).lower() for part in HEAD_PARTS.split(line.text))
        if line.top < ZONE * pages[0].height and any(len(part) >= MIN_TITLE and part in title for part in parts):
            line.role = "head"


def _outermost(page: PageLines) -> list[Line]:
    """Return the lines of the rows nearest to the upper and lower edge, as far as heads stand."""
    lines = [line for line in page.lines if not line.role]
    tops = sorted({round(line.top / SAME_HEIGHT) for line in lines})
    near = {*tops[:ROWS], *tops[-ROWS:]}
    high, low = ZONE * page.height, (1 - ZONE) * page.height
    return [line for line in lines if round(line.top / SAME_HEIGHT) in near and (line.bottom < high or line.top > low)]


def _repeated(lines: list[Line]) -> list[Line]:
    """Return the lines that another page shows at the same height."""
    return [line for line in lines if any(other.page != line.page and abs(other.top - line.top) <= SAME_HEIGHT for other in lines)]


def _mark_rows_of_heads(page: PageLines, edge: list[Line], heights: Counter[int]) -> None:
    """Mark what stands on a height where other pages carry their heads: heads that name the chapter change with it."""
    text = [line for line in page.lines if not line.role and line not in edge]
    first = min((line.top for line in text), default=0.0)
    last = max((line.bottom for line in text), default=page.height)
    for line in edge:
        near = sum(heights[round(line.top / SAME_HEIGHT) + step] for step in (-1, 0, 1))
        outside = line.bottom < first + 1 or line.top > last - 1
        if near >= REPEATS and not line.role and (outside or not text):
            line.role = "head"


def _mark_page_numbers(pages: list[PageLines]) -> None:
    found: dict[int, list[tuple[int, str, Line]]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if line.role in ("", "head") and _at_edge(line, page):
                found[page.number].extend((value, label, line) for value, label in _numbers(line))
    offsets: Counter[tuple[int, bool]] = Counter()
    for number, hits in found.items():
        offsets.update({(value - number, label.isdigit()) for value, label, _ in hits})
    for page in pages:
        _label_page(page, found[page.number], offsets, len(pages))


def _at_edge(line: Line, page: PageLines) -> bool:
    return line.bottom < ZONE * page.height or line.top > (1 - ZONE) * page.height


def _numbers(line: Line) -> list[tuple[int, str]]:
    whole = PAGE_NUMBER.match(line.text.strip())
    if whole:
        label = whole["number"]
        value = int(label) if label.isdigit() else _roman(label)
        return [(value, label)] if value else []
    if line.role == "head" or (SEPARATOR in line.text and len(line.text) <= MAX_HEAD):
        labels = [label for match in EDGE_NUMBER.finditer(line.text) for label in match.groups() if label]
        return [(int(label), label) for label in labels]
    return []


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[char] for char in text.lower()]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))


def _label_page(page: PageLines, hits: list[tuple[int, str, Line]], offsets: Counter[tuple[int, bool]], n_pages: int) -> None:
    ranked = sorted(hits, key=lambda hit: (-offsets[hit[0] - page.number, hit[1].isdigit()], hit[2].top))
    for value, label, line in ranked:
        support = offsets[value - page.number, label.isdigit()]
        alone = PAGE_NUMBER.match(line.text.strip()) is not None
        if support >= REPEATS or (alone and (n_pages <= REPEATS or line.role == "head")):
            page.label = page.label or label
            line.role = "page_number" if alone else "head"


def _mark_watermarks(pages: list[PageLines], leading: float) -> None:
    """Mark text that stands at one and the same place on most pages, and is no line among the text's lines."""
    places: dict[tuple[str, int, int], list[Line]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if not line.role and _stands_free(line, page, leading):
                places[compact(line.text), round(line.x0 / 4), round(line.top / 4)].append(line)
    for lines in places.values():
        if len(lines) >= max(3, 0.5 * len(pages)):
            for line in lines:
                line.role = "watermark"


def _stands_free(line: Line, page: PageLines, leading: float) -> bool:
    """Tell whether a line lies over other text, or has white above and below."""
    steps = [abs(other.top - line.top) for other in page.lines if other is not line and other.column == line.column]
    nearest = min(steps, default=leading * 2)
    return nearest > APART * leading or nearest < 0.4 * leading


def _mark_contents(pages: list[PageLines]) -> None:
    inside = False
    for page in pages:
        lines = [line for line in page.lines if not line.role]
        entries = [_is_entry(line) if inside else LED_ENTRY.search(line.text) is not None for line in lines]
        for index, line in enumerate(lines):
            if compact(line.text).lower() in CONTENTS and (index + 1 < len(lines) or page.number < len(pages)):
                inside = True
                line.role = "toc"
                entries = entries[: index + 1] + [_is_entry(other) for other in lines[index + 1 :]]
            elif any(entries[index : index + 3]) and (inside or (entries[index] and sum(entries[index : index + 4]) >= MIN_LED)):
                line.role = "toc"
                inside = True
            else:
                inside = False


def _is_entry(line: Line) -> bool:
    return bool(LEADER.search(line.text)) or CONTENTS_ENTRY.match(line.text) is not None
