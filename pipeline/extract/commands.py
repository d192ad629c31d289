"""`wenmai extract FILE…`: what the extractor makes of single files, one JSON object a line."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click


@click.command("extract")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="json",
    show_default=True,
    help="json: one object a file and line; text: the clean text.",
)
@click.option(
    "--ocr",
    type=click.Choice(["off", "rapidocr", "tesseract"]),
    help="What reads scanned pages, instead of `ocr` in configs/extract.yaml.",
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help="Passwords of protected files: lines of `file name TAB password`.",
)
def extract(files: tuple[Path, ...], form: str, ocr: str | None, password_file: Path | None) -> None:
    """Extract text and fields of single files (PDF, HTML, text), without a corpus."""
    from pipeline.core.errors import InputError
    from pipeline.extract.pdf.passwords import read_passwords

    missing = next((path for path in files if not path.is_file()), None)
    if missing is not None:
        found = "a folder; give its files" if missing.is_dir() else "no such file"
        raise InputError(f"{missing}: {found}\ngive the path of a PDF, an HTML page or a text file")
    config, execution = _settings()
    if ocr is not None:
        config = config.model_copy(update={"ocr": ocr})
    passwords = read_passwords(password_file) if password_file else {}
    for path, value in zip(files, _read(files, config, execution, passwords), strict=True):
        click.echo(json.dumps(plain_object(str(path), value), ensure_ascii=False) if form == "json" else value["text"])
        if value["status"] != "ok":
            for _, _, message in value["problems"]:
                click.echo(f"{path}: {message}", err=True)


def _read(files: Sequence[Path], config: Any, execution: Any, passwords: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the extracted documents as JSON values; a lost worker gives an unreadable document. Nothing is kept in the store."""
    from pipeline.core.shards import Failure
    from pipeline.core.store import Store
    from pipeline.extract.document import lost_document
    from pipeline.extract.pdf.passwords import passwords_for
    from pipeline.extract.reading import InputFile, Reader
    from pipeline.extract.sources import read_as

    inputs = [
        InputFile(str(path), path.name, read_as(path) or ".pdf", str(path), path.stat().st_size, passwords_for(path.as_posix(), passwords))
        for path in files
    ]
    values = Reader(config, execution, Store(None)).read(inputs).values
    return [lost_document(value, file.suffix) if isinstance(value, Failure) else value for file, value in zip(inputs, values, strict=True)]


def _settings() -> tuple[Any, Any]:
    import pipeline
    from pipeline.core.config import load_config
    from pipeline.core.corpus import find_project
    from pipeline.core.errors import InputError
    from pipeline.core.shards import ExecutionConfig
    from pipeline.extract.settings import ExtractConfig

    try:
        configs = find_project(Path.cwd()).configs
    except InputError:  # a single file can be read anywhere: the installed project's own settings then hold
        configs = Path(pipeline.__file__).parents[1] / "configs"
    return load_config(configs / "extract.yaml", ExtractConfig), load_config(configs / "execution.yaml", ExecutionConfig)


def plain_object(source: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return the object that outside programs read: fixed names, None for what was not found."""
    fields = value["fields"]
    text = value["text"]

    def of_role(*roles: str) -> list[str]:
        return [text[passage["start"] : passage["end"]] for passage in value["passages"] if passage["role"] in roles]

    return {
        "source": source,
        "status": value["status"],
        "kind": value["kind"],
        "title": fields.get("title_zh") or fields.get("title_en"),
        "title_en": fields.get("title_en"),
        "authors": fields.get("authors") or fields.get("authors_en") or [],
        "authors_en": fields.get("authors_en") or [],
        "affiliations": fields.get("affiliations") or [],
        "advisor": fields.get("advisor"),
        "degree": fields.get("degree"),
        "year": fields.get("year"),
        "venue": fields.get("venue"),
        "issue": fields.get("issue"),
        "page_range": fields.get("pages"),
        "doi": fields.get("doi"),
        "clc": fields.get("clc"),
        "funds": fields.get("funds") or [],
        "abstract_zh": fields.get("abstract_zh"),
        "abstract_en": fields.get("abstract_en"),
        "keywords_zh": fields.get("keywords_zh") or [],
        "keywords_en": fields.get("keywords_en") or [],
        "headings": [
            {"level": passage["level"], "text": text[passage["start"] : passage["end"]]}
            for passage in value["passages"]
            if passage["role"] == "heading"
        ],
        "paragraphs": of_role("body"),
        "footnotes": of_role("footnote", "author_note"),
        "tables": value["tables"],
        "references": of_role("reference"),
        "pages": value["n_pages"],
        "problems": [{"code": code, "message": message, "page": page} for page, code, message in value["problems"]],
    }
