"""The only fonts a producer may see: families under the SIL Open Font License, from Debian's packages."""

import os
from pathlib import Path

_DEBIAN = Path("/usr/share/fonts")
FONT_FILES = (
    "opentype/noto/NotoSerifCJK-Regular.ttc",
    "opentype/noto/NotoSerifCJK-Bold.ttc",
    "opentype/noto/NotoSansCJK-Regular.ttc",
    "opentype/noto/NotoSansCJK-Bold.ttc",
    "truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
    "truetype/liberation2/LiberationSerif-Regular.ttf",
    "truetype/liberation2/LiberationSerif-Bold.ttf",
    "truetype/liberation2/LiberationSerif-Italic.ttf",
)
PACKAGES = "fonts-noto-cjk fonts-lxgw-wenkai fonts-liberation2"
_CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""


def prepare_fonts(folder: Path) -> Path:
    """Link the fonts into a folder and point fontconfig there for this process and its children.

    Raises FileNotFoundError naming the Debian packages when a font is missing.
    """
    for name in FONT_FILES:
        source = _DEBIAN / name
        if not source.exists():
            msg = f"{source} is missing: apt-get install {PACKAGES}"
            raise FileNotFoundError(msg)
        (folder / source.name).symlink_to(source)
    config = folder / "fonts.conf"
    config.write_text(_CONFIG.format(folder=folder), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(config)
    return folder
