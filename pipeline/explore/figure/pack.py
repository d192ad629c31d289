"""The files of a figure: drawing, picture, print file, numbers, caption, and a note on how to use them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.errors import InputError
from pipeline.core.protocol import read_protocol
from pipeline.explore.drawings.charts import stand_alone, without_title
from pipeline.explore.drawings.greyscale import in_grey
from pipeline.explore.drawings.rendering import Renderer
from pipeline.explore.figure.caption import Source, caption_lines
from pipeline.explore.figure.record import Figure
from pipeline.explore.fonts import font_wheel
from pipeline.explore.printing import csv_text
from pipeline.explore.report.material import Material
from pipeline.explore.wording import LANGUAGES, Language, load_wording

DPI = 600
"""What printers of theses and journals ask for in line drawings."""
NOTE = "README.txt"


@dataclass(frozen=True, slots=True)
class Print:
    """How a figure is to be printed."""

    number: str | None
    """As in the thesis, `2-1`."""
    width_mm: float
    is_grey_too: bool
    has_title: bool = True
    """False leaves the title to the caption, as theses want it."""


def write_pack(prefix: Path, figures: dict[Language, Figure], lang: Language, form: Print, material: Material) -> list[Path]:
    """Write PREFIX.svg, .png, .pdf, .csv, .caption.txt (and PREFIX-grey.*) and the folder's README.txt; return their paths.

    Everything is rendered before the first file is written, so that a missing font leaves no half pack.

    Raises:
        InputError: PREFIX names a folder.
        ModelError: the font of figures has not been fetched.
    """
    if prefix.is_dir() or not prefix.name:
        raise InputError(f"{prefix}: is a folder\nname the files' beginning, such as {prefix / 'fig2-1'}")
    own = figures[lang]
    contents = _drawings(own.drawing, form, Renderer(font_wheel(material.configs.parent)))
    contents[".csv"] = csv_text(own.rows, own.columns).encode()
    contents[".caption.txt"] = _captions(figures, prefix.name, form, material).encode()
    prefix.parent.mkdir(parents=True, exist_ok=True)
    paths = []
    for ending, content in contents.items():
        path = prefix.with_name(prefix.name + ending)
        path.write_bytes(content)
        paths.append(path)
    return [*paths, *_write_note(prefix.parent)]


def _drawings(drawing: str, form: Print, renderer: Renderer) -> dict[str, bytes]:
    colour = stand_alone(drawing if form.has_title else without_title(drawing))
    contents = _rendered("", colour, form.width_mm, renderer)
    return contents | (_rendered("-grey", in_grey(colour), form.width_mm, renderer) if form.is_grey_too else {})


def _rendered(name: str, drawing: str, width_mm: float, renderer: Renderer) -> dict[str, bytes]:
    png, pdf = renderer.png(drawing, width_mm, DPI), renderer.pdf(drawing, width_mm)
    return {f"{name}.svg": drawing.encode(), f"{name}.png": png, f"{name}.pdf": pdf}


def _captions(figures: dict[Language, Figure], name: str, form: Print, material: Material) -> str:
    """Return the captions in both languages, a blank line between them."""
    source = Source(material.about.title, material.about.title_en, read_protocol(material.corpus.sources), material.lexicon.version)
    return "\n".join("\n".join(_caption(figures[lang], source, name, form, lang)) + "\n" for lang in LANGUAGES)


def _caption(figure: Figure, source: Source, name: str, form: Print, lang: Language) -> Sequence[str]:
    wording = load_wording(lang)
    files = wording("figure.files", name=name, dpi=DPI, width=f"{form.width_mm:g}")
    return [*caption_lines(figure, source, form.number, wording), files]


def _write_note(folder: Path) -> list[Path]:
    """Write the folder's README.txt, unless there is one that says something else."""
    content = "\n".join(load_wording(lang)("figure.use") for lang in LANGUAGES).encode()
    path = folder / NOTE
    if path.exists() and path.read_bytes() != content:
        return []
    path.write_bytes(content)
    return [path]
