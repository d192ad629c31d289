"""A few lines of SVG: elements as escaped text, numbers short and always the same."""

from html import escape

Attribute = str | float | None


def number(value: float) -> str:
    """Return a coordinate with at most two decimals and no trailing zeros.

    >>> number(12.0), number(3.14159)
    ('12', '3.14')
    """
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def element(name: str, *children: str, **attributes: Attribute) -> str:
    """Return one element; `class_` and `text_anchor` become `class` and `text-anchor`, None leaves an attribute out.

    Children are SVG already; text goes through `text`.
    """
    pairs = [
        f' {key.rstrip("_").replace("_", "-")}="{number(value) if isinstance(value, int | float) else escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    ]
    inner = "".join(children)
    return f"<{name}{''.join(pairs)}>{inner}</{name}>" if inner else f"<{name}{''.join(pairs)}/>"


def text(content: str, x: float, y: float, **attributes: Attribute) -> str:
    """Return a text element with its content escaped."""
    return element("text", escape(content, quote=False), x=x, y=y, **attributes)


def link(href: str | None, *children: str) -> str:
    """Return the children as a link, or as they are without one."""
    return element("a", *children, href=href) if href else "".join(children)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Attribute) -> str:
    """Return a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def polyline(points: list[tuple[float, float]], **attributes: Attribute) -> str:
    """Return an open line through the points."""
    return element("polyline", points=" ".join(f"{number(x)},{number(y)}" for x, y in points), **attributes)


# Corners of the shapes after circle and square, in radii: triangle, diamond, triangle on its tip, hexagon, cross, hourglass.
SHAPES = (
    ((0.0, -1.2), (1.1, 0.9), (-1.1, 0.9)),
    ((0.0, -1.3), (1.1, 0.0), (0.0, 1.3), (-1.1, 0.0)),
    ((0.0, 1.2), (1.1, -0.9), (-1.1, -0.9)),
    ((-0.6, -1.1), (0.6, -1.1), (1.2, 0.0), (0.6, 1.1), (-0.6, 1.1), (-1.2, 0.0)),
    ((-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4),
     (-0.4, -0.4)),
    ((-1.0, -1.1), (1.0, -1.1), (-1.0, 1.1), (1.0, 1.1)),
)  # fmt: skip


def marker(shape: int, x: float, y: float, radius: float, **attributes: Attribute) -> str:
    """Return one of eight shapes (shape modulo 8), so that series differ without colour."""
    kind = shape % (len(SHAPES) + 2)
    if kind == 0:
        return element("circle", cx=x, cy=y, r=radius, **attributes)
    if kind == 1:
        side = 1.8 * radius
        return element("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, **attributes)
    points = " ".join(f"{number(x + dx * radius)},{number(y + dy * radius)}" for dx, dy in SHAPES[kind - 2])
    return element("polygon", points=points, **attributes)
