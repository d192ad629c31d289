"""The font of figures: `python -m pipeline.explore.fonts` fetches it once into the per-user cache.

A font of the machine would give other bytes on the next one, and boxes on a machine without Chinese fonts. Noto Sans CJK SC lies inside the
wheel of mplfonts on PyPI.
"""

import sys
import zipfile
from pathlib import Path

from pipeline.core.errors import ModelError
from pipeline.core.wheels import PinnedWheel, fetch_command

REQUIREMENTS = Path("models/fonts.txt")
FONT = "mplfonts/fonts/NotoSansCJKsc-Regular.otf"


def font_wheel(root: Path = Path()) -> PinnedWheel:
    """Return the wheel that the project at `root` pins."""
    return PinnedWheel(root / REQUIREMENTS, "fonts", "the fonts of figures", 85, "python -m pipeline.explore.fonts")


def font_folder(wheel: PinnedWheel) -> Path:
    """Return a folder with the font alone, taken out of the wheel when it is first asked for.

    Raises:
        ModelError: the wheel is not there or holds no such font.
    """
    folder = wheel.folder / wheel.sha256[:16]
    font = folder / Path(FONT).name
    if not font.is_file():
        content = _read_font(wheel.require())
        folder.mkdir(parents=True, exist_ok=True)
        building = folder.with_suffix(".new")
        building.write_bytes(content)
        building.replace(font)
    return folder


def _read_font(wheel: Path) -> bytes:
    try:
        with zipfile.ZipFile(wheel) as packed:
            return packed.read(FONT)
    except (zipfile.BadZipFile, KeyError) as error:
        raise ModelError(f"{wheel}: no font {FONT} in it\ndelete the file and run `{font_wheel().command}`") from error


if __name__ == "__main__":
    sys.exit(fetch_command(font_wheel()))
