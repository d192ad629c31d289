"""Pages as a scanner delivers them: a page of the demo corpus (its fonts are embedded) as a grey picture, askew or turned, in a PDF without text."""

import io

import pikepdf
from PIL import Image

from pipeline.extract.pdf.rendering import Rendering

ARTICLE = "从买人到买事_政府购买社会工作服务的合同转换与风险转移_祁望舒.pdf"


def demo_page(project_root, number=2):
    """Return one page of a demo article as a PDF of its own."""
    stream = io.BytesIO()
    with pikepdf.open(project_root / "corpora/demo/sources" / ARTICLE) as pdf:
        del pdf.pages[number:]
        del pdf.pages[: number - 1]
        pdf.save(stream)
    return stream.getvalue()


def scan_of(content, *, skew=0.0, turn=0, upper=1.0, dpi=200):
    """Return a PDF of one picture of the first page: its upper share, lines falling by `skew` degrees, all turned clockwise by `turn`."""
    picture, _ = Rendering(content).picture(1, dpi)
    image = Image.fromarray(picture[: int(upper * len(picture))])
    image = image.rotate(-skew, resample=Image.Resampling.BICUBIC, fillcolor=255).rotate(-turn, expand=True)
    stream = io.BytesIO()
    image.save(stream, "PDF", resolution=dpi)
    return stream.getvalue()
