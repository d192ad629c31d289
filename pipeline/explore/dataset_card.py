"""The card of an exported dataset: README.md with the YAML head that `datasets.load_dataset` reads."""

import io
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML

from pipeline import __version__
from pipeline.core.config import load_config
from pipeline.core.corpus import Corpus
from pipeline.explore.report.config import About

TEMPLATES = Path(__file__).parent / "templates"


def write_card(folder: Path, corpus: Corpus, splits: dict[str, dict[str, int]], *, with_text: bool, quote_chars: int) -> None:
    """Write README.md for `splits` (config → kind → rows)."""
    about_file = corpus.root / "about.yaml"
    about = load_config(about_file, About) if about_file.is_file() else About(title=corpus.name)
    environment = Environment(loader=FileSystemLoader(TEMPLATES, encoding="utf-8"), undefined=StrictUndefined, autoescape=False)  # noqa: S701 - Markdown
    body = environment.get_template("dataset_card.md.j2").render(
        about=about, splits=splits, with_text=with_text, quote_chars=quote_chars, version=__version__
    )
    (folder / "README.md").write_text(f"---\n{_head(about, splits)}---\n{body}\n", encoding="utf-8", newline="\n")


def _head(about: About, splits: dict[str, dict[str, int]]) -> str:
    configs: list[dict[str, Any]] = [
        {
            "config_name": name,
            "data_files": [{"split": kind, "path": f"{name}/{kind}.parquet"} for kind in counts],
            "default": name == "works",
        }
        for name, counts in splits.items()
        if counts
    ]
    stream = io.StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.dump({"pretty_name": about.title, "language": ["zh", "en"], "configs": configs}, stream)
    return stream.getvalue()
