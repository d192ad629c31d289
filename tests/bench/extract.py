"""What reading costs beside plain pdfminer.six and pypdfium2 on the same files, and memory by pages: `make bench-extract`.

Every row is a fresh process, imports included, CPU summed over its workers. A folder of PDFs may be given: `python -m tests.bench.extract FOLDER`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.extract.factories import make_pdf, paragraph

DEMO = Path("corpora/demo/sources")
RUNS = 3
PAGES = (100, 300, 900)
SENTENCE = "居民议事会把楼道里的事情摆到桌面上来谈，社工在旁记录，社会组织认领，街道再看能办成几件。"
READ = """
import sys, tempfile
from pathlib import Path
from pipeline.core.config import load_config
from pipeline.core.shards import ExecutionConfig
from pipeline.core.store import Store
from pipeline.extract.reading import InputFile, Reader
from pipeline.extract.settings import ExtractConfig
if __name__ == "__main__":
    execution = ExecutionConfig(executor="local", workers={workers}, max_seconds=600, max_memory_mb=8192)
    config = load_config(Path("configs/extract.yaml"), ExtractConfig)
    files = [InputFile(name, name, ".pdf", name, Path(name).stat().st_size) for name in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        Reader(config, execution, Store(Path(folder))).read(files)
"""
PDFMINER = """
import logging, sys
from pdfminer.high_level import extract_text
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
for name in sys.argv[1:]:
    try:
        extract_text(name)
    except Exception:
        print(name, "cannot be read", file=sys.stderr)
"""
PDFIUM = """
import sys
import pypdfium2
for name in sys.argv[1:]:
    try:
        document = pypdfium2.PdfDocument(name)
    except pypdfium2.PdfiumError:
        print(name, "cannot be read", file=sys.stderr)
        continue
    for page in document:
        page.get_textpage().get_text_range()
"""
PEAK = """
import resource, sys
from pipeline.extract.document import extract_file
value = extract_file((sys.argv[1], ".pdf", dict(max_pages=3000, max_glyphs=60000)))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(value["text"]))
"""
TOOLS = {
    "pdfminer.six extract_text": PDFMINER,
    "wenmai, 1 worker": READ.format(workers=1),
    "wenmai, 2 workers": READ.format(workers=2),
    "pypdfium2 text": PDFIUM,
}


def spent(script: str, files: list[Path]) -> tuple[float, float]:
    """CPU and wall seconds of a script over files, its child processes included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "run.py")  # a file, because worker processes import the main module again
        path.write_text(script, encoding="utf-8")
        before, start = os.times(), time.perf_counter()
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])}
        subprocess.run([sys.executable, path, *files], check=True, env=environment, stdout=subprocess.DEVNULL)
        wall, after = time.perf_counter() - start, os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system, wall


def print_speed(files: list[Path]) -> None:
    """Print a row a tool: least and median of the runs, which take turns, and the ratio of the least to pdfminer's."""
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in TOOLS}
    for _ in range(RUNS):
        for name, script in TOOLS.items():
            runs[name].append(spent(script, files))
    reference = [min(values) for values in zip(*runs["pdfminer.six extract_text"], strict=True)]
    sys.stdout.write(f"{len(files)} files: seconds, least / median of {RUNS}; ratio of the least\n")
    for name, found in runs.items():
        cells = [
            f"{label} {min(values):7.2f} / {statistics.median(values):7.2f}  ratio {min(values) / least:5.2f}"
            for label, values, least in zip(("CPU", "wall"), zip(*found, strict=True), reference, strict=True)
        ]
        sys.stdout.write(f"{name:28}{'   '.join(cells)}\n")


def print_memory() -> None:
    """Print a worker's peak memory on long PDFs made here."""
    text = SENTENCE * 12
    for n_pages in PAGES:
        rows = [paragraph(text, 80, 80 + 330 * half, 40) for half in (0, 1)]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "long.pdf")
            path.write_bytes(make_pdf(*[rows[0] + rows[1]] * n_pages))
            printed = subprocess.run([sys.executable, "-c", PEAK, path], check=True, capture_output=True, text=True).stdout
        megabytes, n_chars = printed.split()
        sys.stdout.write(f"{n_pages:5} pages: peak {float(megabytes):6.1f} MB, text of {int(n_chars):,} characters\n")


def main(arguments: list[str]) -> int:
    """Print speed, then memory."""
    folder = Path(arguments[0]) if arguments else DEMO
    print_speed(sorted(folder.glob("*.pdf")))
    print_memory()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
