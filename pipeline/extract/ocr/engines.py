"""What a recognition engine is: lines of a page's picture, with their places and how sure it is. One adapter module an engine."""

import importlib
from dataclasses import dataclass
from typing import Literal, Protocol, cast

from pipeline.core.errors import ConfigError
from pipeline.extract.pdf.rendering import Picture

EngineName = Literal["rapidocr", "tesseract"]
OcrChoice = Literal["off", "rapidocr", "tesseract"]
ADAPTERS = {"rapidocr": "pipeline.extract.ocr.engine_rapidocr", "tesseract": "pipeline.extract.ocr.engine_tesseract"}
# CPU seconds an A4 page of about 1,800 characters takes with one thread, for the estimate before a run starts.
SECONDS_PER_PAGE = {"rapidocr": 12, "tesseract": 8}


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as an engine gives it, in pixels of the picture."""

    text: str
    score: float
    """How sure the engine is, 0 to 1."""
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def stands(self) -> bool:
        """Tell whether the line is much higher than wide: text that reads upwards or downwards."""
        return self.bottom - self.top > 1.5 * (self.x1 - self.x0)


class Engine(Protocol):
    """An adapter module."""

    def missing(self) -> str | None:
        """Return what is not installed and the line that installs it, None when the engine can work."""

    def version(self) -> str:
        """Return what decides the engine's results: versions of programs, packages and models."""

    def read(self, picture: Picture) -> list[ReadLine]:
        """Return the lines of a picture."""


def engine(name: str) -> Engine:
    """Return the adapter of an engine; it imports its library when it is first used."""
    return cast("Engine", importlib.import_module(ADAPTERS[name]))


def check_engine(choice: str) -> None:
    """Refuse an engine that is not installed.

    Raises:
        ConfigError: with the line that installs it.
    """
    if choice == "off":
        return
    missing = engine(choice).missing()
    if missing:
        raise ConfigError(f"ocr: {choice} (configs/extract.yaml) cannot work here: {missing}\nor set `ocr: off`")
