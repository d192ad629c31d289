"""The three files that cannot simply be read: an image-only scan, a locked PDF and one cut short."""

import io
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np
import pikepdf
import pypdfium2
from fpdf import FPDF
from PIL import Image

from typeset.content import Content
from typeset.fpdf_pages import print_article

T = TypeVar("T")
PASSWORD = "wenmai-demo"  # noqa: S105 (opens an invented text; the README names it)
_DPI, _QUALITY, _SKEW_DEGREES, _NOISE = 130, 38, 0.4, 9.0
_KEPT_SHARE = 0.3


def print_scan(content: Content, target: Path, fonts: Path) -> None:
    """Write the pages as slightly turned, noisy grey JPEGs without a text layer."""
    pdf = FPDF(format="A4")
    pdf.set_margin(0)
    pdf.set_creation_date(datetime(int(content["year"]), 6, 1, tzinfo=UTC))
    for page in _through(content, fonts, _page_images):
        pdf.add_page()
        pdf.image(page, x=0, y=0, w=210)
    pdf.output(str(target))


def print_locked(content: Content, target: Path, fonts: Path) -> None:
    """Write the article so that it opens only with `PASSWORD` (RC4: AES would draw new bytes each run)."""
    lock = pikepdf.Encryption(user=PASSWORD, owner=PASSWORD, R=3, aes=False, metadata=False)
    _through(content, fonts, lambda path: _save(path, target, encryption=lock))


def print_damaged(content: Content, target: Path, fonts: Path) -> None:
    """Write the article as a download that broke off: the page tree, which comes last, is lost."""
    packed = pikepdf.ObjectStreamMode.generate
    _through(content, fonts, lambda path: _save(path, target, linearize=True, object_stream_mode=packed))
    whole = target.read_bytes()
    target.write_bytes(whole[: int(len(whole) * _KEPT_SHARE)])


def _through(content: Content, fonts: Path, use: Callable[[Path], T]) -> T:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.pdf"
        print_article(content, path, fonts)
        return use(path)


def _save(path: Path, target: Path, **options: object) -> None:
    with pikepdf.open(path) as pdf:
        pdf.save(target, static_id=True, **options)


def _page_images(path: Path) -> list[io.BytesIO]:
    generator = np.random.default_rng(7)
    images = []
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            picture = page.render(scale=_DPI / 72, grayscale=True).to_pil().convert("L")
            picture = picture.rotate(_SKEW_DEGREES, fillcolor=255, resample=Image.Resampling.BILINEAR)
            grey = np.asarray(picture, dtype=np.float64) * 0.9 + 14 + generator.normal(0, _NOISE, picture.size[::-1])
            stream = io.BytesIO()
            Image.fromarray(grey.clip(0, 255).astype(np.uint8)).save(stream, "JPEG", quality=_QUALITY)
            images.append(stream)
    return images
