import hashlib
import shutil

import pytest
from PIL import Image

from pipeline.core.shards import ExecutionConfig
from pipeline.core.store import Store
from pipeline.extract.ocr.engines import engine
from pipeline.extract.reading import InputFile, Reader
from pipeline.extract.settings import ExtractConfig

CONFIG = ExtractConfig(max_pages=50, max_glyphs_per_page=5000, max_file_mb=10, max_problem_share=1.0, ocr="tesseract")


def test_a_scan_read_in_two_passes_counts_once_as_computed_and_then_as_stored(tmp_path):
    pytest.importorskip("pytesseract")
    if shutil.which("tesseract") is None or engine("tesseract").missing():
        pytest.skip("tesseract or its Chinese model is not installed")
    scan = tmp_path / "扫描.pdf"
    Image.new("L", (300, 400), 120).save(scan, "PDF")
    digest = hashlib.sha256(scan.read_bytes()).hexdigest()
    file = InputFile(str(scan), scan.name, ".pdf", digest, scan.stat().st_size)
    reader = Reader(CONFIG, ExecutionConfig(executor="serial", workers=1, max_seconds=60, max_memory_mb=1024), Store(tmp_path / "store"))
    assert [reader.read([file]).hits for _ in range(2)] == [0, 1]
