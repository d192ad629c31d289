"""configs/extract.yaml."""

from pydantic import Field

from pipeline.core.config import Config
from pipeline.extract.ocr.engines import OcrChoice


class ExtractConfig(Config):
    """How much of a file is read, and how many files may fail."""

    max_pages: int = Field(ge=1, le=20000)
    max_glyphs_per_page: int = Field(ge=1000, le=1000000)
    max_file_mb: int = Field(ge=1, le=4096)
    max_problem_share: float = Field(ge=0, le=1)
    ocr: OcrChoice
    """What reads pages without text that can be trusted."""

    def limits(self) -> dict[str, int]:
        """Return the limits that a worker needs, as keyword arguments of `document.Limits`."""
        return {"max_pages": self.max_pages, "max_glyphs": self.max_glyphs_per_page}
