"""What each problem code means to a reader, and what can be done about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemWords:
    """A code in plain words."""

    name: str
    name_en: str
    remedy: str


_YEAR = "在 edits/catalog.tsv 补上年份，或补一条题录。"
WORDS = {
    "needs-ocr": ProblemWords(
        "扫描页没有文字层", "scanned pages without text", "在 configs/extract.yaml 打开 ocr（先运行 make ocr），或换用带文字层的版本。"
    ),
    "pages-waiting": ProblemWords(
        "有页面等待文字识别", "pages wait for recognition", "在 configs/extract.yaml 打开 ocr（先运行 make ocr）。"
    ),
    "ocr-failed": ProblemWords("文字识别没有读出可用的文字", "recognition failed", "核对原页；换用更清晰的扫描件，或另一识别引擎。"),
    "ocr-unsure": ProblemWords("识别把握不足的行已略去", "unsure lines left out", "对照原页；多为污点、印章或手写。"),
    "readers-disagree": ProblemWords("两种读法结果不一致", "two readers disagree", "对照原页核对该页文字；必要时打开 ocr。"),
    "password": ProblemWords(
        "文件有密码", "password-protected file", "把密码写进 edits/passwords.tsv，或在阅读器中取消密码，另存后放回 sources/。"
    ),
    "corrupt": ProblemWords("文件损坏，无法打开", "damaged file", "重新下载该文件。"),
    "empty": ProblemWords("空文件，或没有正文", "empty file", "重新下载该文件。"),
    "not_pdf": ProblemWords("名为 PDF 而非 PDF", "not a PDF", "CAJ 文件请用 CAJViewer 打印成 PDF；网页请重新下载 PDF。"),
    "junk-before-header": ProblemWords("文件头前有多余内容，已略过", "bytes before the header skipped", "无须处理；如有缺页，重新下载。"),
    "truncated": ProblemWords("文件不完整，读出了现有部分", "truncated file", "重新下载该文件。"),
    "mended": ProblemWords("文件有损，修补后读出", "damaged file, read after a repair", "核对该文献的文本；必要时重新下载。"),
    "page-cut": ProblemWords("有的页只读出一部分", "page read in part", "核对原页；必要时换用另一版本。"),
    "noise": ProblemWords("略去了表情等符号", "pictographs left out", "无须处理。"),
    "limit": ProblemWords("处理超时或占用内存过多", "time or memory limit", "调高 configs/execution.yaml 的限度，或拆分该文件。"),
    "crash": ProblemWords("处理该文件的进程意外终止", "worker died", "换用另一版本，并把文件反馈给开发者。"),
    "duplicate-file": ProblemWords("同一文件有多份", "duplicate file", "只计一次；可以删去多余的。"),
    "unknown-type": ProblemWords("不能读取的文件类型", "file type not read", "转为 PDF、HTML 或纯文本。"),
    "unreadable": ProblemWords("文件打不开", "file cannot be opened", "关闭正在使用该文件的程序，检查文件权限，再运行一次。"),
    "garbled-lines": ProblemWords(
        "有的行字体不明，已略去", "lines in an unreadable font", "核对原页；必要时换用另一版本，或用文字识别软件加上文字层。"
    ),
    "unmapped": ProblemWords("个别字符无法识别", "characters without Unicode value", "文中以“\ufffd”代替；核对原页。"),
    "substituted": ProblemWords(
        "有词语被广告短语顶替，已留空", "words replaced by advertising", "文中以〔…〕标出；换用未被篡改的版本，不要凭猜测补字。"
    ),
    "possible-duplicate": ProblemWords(
        "可能重复的文献", "possible duplicate", "若确为同一篇，在 edits/catalog.tsv 把年份、类型和 DOI 改成一致。"
    ),
    "too-large": ProblemWords("文件过大", "file too large", "调高 configs/extract.yaml 的 max_file_mb，或拆分该文件。"),
    "records-not-recognised": ProblemWords(
        "认不出的题录文件", "record file not recognised", "从数据库重新导出为 RIS 或 NoteExpress 格式。"
    ),
    "record-unreadable": ProblemWords("题录读不出", "record not read", "按所列行号修改导出文件。"),
    "encoding-damaged": ProblemWords("题录中有乱码", "damaged encoding", "重新导出，并选 UTF-8 编码。"),
    "not-screened": ProblemWords(
        "尚未筛选", "not screened", "用 `wenmai screen sheet` 写出筛选表，填好后 `wenmai screen import`；未筛选的不计入份额。"
    ),
    "undecided": ProblemWords(
        "筛选意见不一，有待裁决", "screening undecided", "用 `wenmai screen sheet --disagreements` 写出分歧，裁决后导入。"
    ),
    "screening-unknown": ProblemWords(
        "筛选纳入的文献不在库中", "included but not in the catalog", "补上其题录或文件，或从 edits/screening.tsv 删去该行。"
    ),
    "protocol-differs": ProblemWords(
        "检索方案与库中篇数不同", "protocol and catalog differ", "核对 sources/protocol.yaml 的 kept，或补全题录。"
    ),
    "no-title": ProblemWords("没有找到题名", "no title", "文件名改为“题名_作者.pdf”，或在 edits/catalog.tsv 写明题名。"),
    "nameless-document": ProblemWords("文件认不出是哪篇文献", "document without a name", "文件名改为“题名_作者.pdf”，或补一条题录。"),
    "no-year": ProblemWords("没有找到年份", "no year", _YEAR),
    "undated": ProblemWords("没有年份，不在时间线中", "undated, on no timeline", _YEAR),
    "undated-works": ProblemWords("没有年份，不在主题趋势中", "undated, in no topic trend", _YEAR),
    "title-conflict": ProblemWords("各来源的题名不一致", "titles differ", "若采用的题名有误，在 edits/catalog.tsv 更正。"),
    "year-conflict": ProblemWords("各来源的年份不一致", "years differ", "若采用的年份有误，在 edits/catalog.tsv 更正。"),
    "correction-unused": ProblemWords("有的更正没有用上", "correction not used", "核对 edits/ 中该行的题名（或句子）是否与文献一致。"),
    "few-works": ProblemWords("文献少，主题不稳", "few works, topics weakly founded", "只把主题当作阅读的线索。"),
    "few-topics": ProblemWords("主题少于设定的数目", "fewer topics than asked", "调低 configs/topics.yaml 的 topics，或增加文献。"),
    "no-topic-words": ProblemWords("文本不属于任何主题", "text in no topic", "文本太短，或其用词太少见。"),
    "sweep-failed": ProblemWords("有的重复拟合没有成功", "a repeated fit failed", "采用的模型仍在，稳定性少一次依据。"),
    "no-en": ProblemWords("有中文摘要而无英文摘要", "no English abstract", "若原文有英文摘要，核对该文件的读取结果。"),
    "no-zh": ProblemWords("有英文摘要而无中文摘要", "no Chinese abstract", "若原文有中文摘要，核对该文件的读取结果。"),
    "one-language": ProblemWords(
        "中英两栏同为一种语言", "both sides in one language", "核对该文件的题名或摘要；题录有误时在 edits/catalog.tsv 更正。"
    ),
    "align-limit": ProblemWords("对齐超时", "alignment limit", "调高 configs/execution.yaml 的限度。"),
    "align-crash": ProblemWords("对齐的进程意外终止", "alignment failed", "把该文件反馈给开发者。"),
    "text-without-work": ProblemWords("文本没有对应的文献条目", "text without a work", "检查文献条目的合并结果。"),
}
