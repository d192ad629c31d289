"""What each problem code means to a reader, and what can be done about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemWords:
    """A code in plain words."""

    name: str
    name_en: str
    remedy: str


WORDS = {
    "needs-ocr": ProblemWords(
        "扫描页没有文字层", "scanned pages without text", "在 configs/extract.yaml 打开文字识别（ocr），或换用带文字层的版本。"
    ),
    "password": ProblemWords("文件有密码", "password-protected file", "另存一份无密码的副本，放回 sources/。"),
    "corrupt": ProblemWords("文件损坏，无法打开", "damaged file", "重新下载该文件。"),
    "text-without-work": ProblemWords("文本没有对应的文献条目", "text without a work", "检查文献条目的合并结果。"),
}
