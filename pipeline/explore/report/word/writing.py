"""Sections in, Word file out."""

from markupsafe import Markup

from pipeline.core.errors import ModelError
from pipeline.explore.drawings.charts import stand_alone, without_title
from pipeline.explore.drawings.rendering import TITLE, Renderer
from pipeline.explore.report.page import Sections, render_page
from pipeline.explore.report.word.document import PICTURE_MM, WordDocument
from pipeline.explore.report.word.reading import PageReader
from pipeline.explore.wording import Wording

DPI = 300
"""Enough for lines in print at the width of a page; 600 would quadruple the file."""
AUTHOR = "Wenmai"


def render_document(sections: Sections, wording: Wording, revision: str | None, renderer: Renderer | None) -> bytes:
    """Return the report as DOCX, laid out from the page; without a renderer its pictures are left out, the captions stay.

    The same sections give the same bytes.

    Raises:
        ModelError: the font of the pictures has not been fetched.
    """
    drawings: list[str] = []

    def put_aside(drawing: str) -> Markup:
        drawings.append(drawing)
        return Markup('<img data-drawing="{}">').format(len(drawings) - 1)

    def draw(number: int) -> tuple[bytes | None, str]:
        title = TITLE.search(drawings[number])
        return _picture(drawings[number], renderer) if renderer else None, title[1] if title else ""

    html = render_page(sections, wording, revision, put_aside)
    document = WordDocument(wording)
    PageReader(document, draw, wording).read(html)
    title = sections.about.title_en if wording.lang == "en" and sections.about.title_en else sections.about.title
    return document.content(title, AUTHOR)


def _picture(drawing: str, renderer: Renderer) -> bytes:
    try:
        return renderer.png(stand_alone(without_title(drawing)), PICTURE_MM, DPI)
    except ModelError as error:
        raise ModelError(f"{error}\nor set document_pictures: false in configs/report.yaml") from None
