"""Labelled fields of covers and title pages: `论文题目：…`, `学 号　…　导师姓名　…`, `Candidate: …`, whatever stands between label and value."""

import re
from dataclasses import dataclass

# What universities print before the fields of a cover (GB/T 7713.1-2006, annex A, and the forms that deviate from it).
LABELS: dict[str, str] = {
    "title": "中文论文题目|学位论文题目|毕业论文题目|论文中文题目|论文题目|论文题名|论文名称|论文标题|中文题目|中文题名|题名|题目",
    "title_en": "论文英文题目|英文论文题目|英文题目|英文题名|外文题目|英文名称|Title of (?:the )?(?:Thesis|Dissertation)|Thesis Title|Title",
    "author": "作者姓名|研究生姓名|学生姓名|学员姓名|学位申请人姓名|学位申请人|学位申请者|申请人姓名|申请者姓名|申请人|申请者|论文作者姓名|论文作者|博士研究生|硕士研究生|博士生|"
    "硕士生|研究生|撰写人|著者|姓名|作者|Candidate(?:'s)? Name|Name of (?:the )?(?:Candidate|Author)|Candidate|Author|Postgraduate|Graduate Student",
    "advisor": "指导教师姓名|指导教师|指导老师|指导教授|校内导师姓名|校内导师|第一导师|导师姓名|研究生导师|论文导师|导师|Supervisor(?:'s)? Name|Supervised by|Supervisor|"
    "Academic Advisor|Thesis Advisor|Advis[oe]r|Faculty Mentor|Mentor|Tutor",
    "degree": "申请学位级别|申请学位类别|申请学位类型|申请学位|学位申请级别|学位类别及领域|学位类别|学位类型|学位级别|学位名称|学位种类|专业学位类别|专业学位类型|专业学位名称|"
    "论文类型|论文级别|培养层次|学位|Degree Applied(?: for)?|Degree",
    "school": "学位授予单位|授予学位单位|学位授予机构|授予单位|培养单位|学校名称|学校|校名|Degree-Conferring Institution|Degree Conferred by|University|Institution",
    "college": "所在学院|学院名称|培养学院|学院（系、所）|院（系、所）|院（系）|学院（所）|院系名称|所在院系|院系所|院系|系所|系别|所在系所|学院|School or Department|School|College|Department",
    "major": "学科专业名称|学科专业|学科名称|专业名称|所学专业|所在学科|专业方向|专业领域|工程领域|研究领域|研究方向|一级学科|二级学科|学科门类|领域名称|学科|专业|领域|方向|"
    "Major|Subject|Speciali?ty|Speciali[sz]ation|Discipline|Field",
    "number": "研究生学号|学生学号|学籍号|学号|论文编号|编号|Student (?:ID|No\\.?|Number)",
    "date": "论文答辩日期|论文答辩时间|答辩日期|答辩时间|论文完成日期|论文完成时间|论文完成|完成日期|完成时间|论文提交日期|提交论文日期|论文提交时间|提交日期|提交时间|论文定稿时间|定稿时间|定稿日期|"
    "论文工作时间|毕业时间|毕业年月|学位授予日期|学位授予时间|授予学位日期|授予日期|递交日期|日期|时间|年月|Date of (?:Submission|Defen[cs]e)|Defen[cs]e Date|Date",
    "clc": "中图分类号|中图法分类号|图书分类号|分类号|中图号",
    "udc": "国际十进分类号|UDC分类号|UDC|U\\.D\\.C\\.?",
    "secrecy": "论文密级|保密级别|密级|保密期限",
    "code": "学校代码|单位代码|学校编码|院校代码|培养单位代码|学位授予单位代码",
    "other": "校外导师姓名|校外导师|企业导师|行业导师|实践导师|副导师|第二导师|合作导师|协助指导教师|联合导师|答辩委员会主席|答辩主席|答辩委员会成员|评阅人|论文评阅人|联系电话|联系方式|电子邮箱|电子邮件|"
    "邮箱|电话|职称|班级|年级|入学年月|入学时间|入学日期|学制|性别|出生年月|培养方式|学习方式|作者签名|导师签名|签名|签字日期|学位论文使用授权|资助基金|论文资助|Chair, Thesis Committee|Grade|Class",
}
CJK = re.compile(r"[\u4e00-\u9fff（）、]")
BEFORE = r"(?:^[\s\u3000]*|(?<=[\s\u3000_\uff3f;；]))"
NOTE = r"(?:\s*[（(][\u4e00-\u9fff、/／\s]{1,12}[)）])?"
GAP = r"(?:\s*[:：∶]\s*|[\s\u3000_\uff3f]+|\s*$)"
COLON = re.compile(r"[:：∶]")
# Any label by its last words, for lines that are no text although nothing is read from them.
LIKE_LABEL = re.compile(
    r"^[\u4e00-\u9fff]{0,6}(?:专业|方向|学号|学院|院系|日期|时间|班级|年级|单位|电话|邮箱|编号|代码|密级|类号|答辩|职称|作者|姓名|导师|教师|主席|领域|类别|类型|级别)[\u4e00-\u9fff]{0,3}[:：]"
)
FILLING = re.compile(r"[_\uff3f…]{2,}|\.{3,}|[×✕xX*＊]{2,}")
SENTENCE = re.compile(r"[，。；！？]|[\u4e00-\u9fff]{31,}")
MAX_COVER_LINE = 100  # characters
MAX_OTHER = 60
MANY_COLONS = 3


def _spaced(words: str) -> str:
    """Return a pattern of words in whose Chinese ones the characters may stand apart (学　号)."""
    spaced = (re.sub(r"(?<=[\u4e00-\u9fff（）、])(?=[\u4e00-\u9fff（）、])", r"[\\s\\u3000]*", word) for word in words.split("|"))
    return "|".join(spaced)


LABEL = re.compile(
    BEFORE + "(?:" + "|".join(f"(?P<{key}>{_spaced(words)})" for key, words in LABELS.items()) + ")" + NOTE + GAP, re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A label of a cover and what stands behind it."""

    key: str
    """A key of LABELS."""
    value: str
    """Empty for a label alone, or one that nobody filled in."""


def cover_pairs(text: str) -> list[Pair]:
    """Return the labelled fields of a line, in order; nothing for a line that does not begin with one.

    >>> [(pair.key, pair.value) for pair in cover_pairs("学　号：2016001　导师姓名：沈砚舟　教授")]
    [('number', '2016001'), ('advisor', '沈砚舟　教授')]
    """
    if len(text) > MAX_COVER_LINE and len(COLON.findall(text)) < MANY_COLONS:
        return []
    marks = [mark for mark in LABEL.finditer(text) if _divides(text, mark)]
    if not marks or text[: marks[0].start()].strip():
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    values = [clean_value(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
    if any(SENTENCE.search(value) and not COLON.search(mark.group()) for value, mark in zip(values, marks, strict=True)):
        return []
    return [Pair(str(mark.lastgroup), value) for mark, value in zip(marks, values, strict=True)]


def _divides(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a label is one: it opens the line, or stands behind a wide gap or before a colon."""
    opens = not text[: mark.start()].strip()
    before = text[: mark.start()]
    wide = before.endswith(("\u3000", "  ", "_", "\uff3f", "\t", ";", "；"))
    colon = COLON.search(mark.group()) is not None
    latin = CJK.search(mark.group()) is None and mark.lastgroup != "udc"
    return (colon or not latin) if opens else (colon or (wide and not latin))


def clean_value(value: str) -> str:
    """Return a value without the line it stands on and what holds the place of one.

    >>> clean_value("____林若川____"), clean_value("×××")
    ('林若川', '')
    """
    return FILLING.sub(" ", value).strip(" \u3000_\uff3f:：*＊")


def is_cover_label(text: str) -> bool:
    """Tell whether a line is a labelled field of a cover: `作者姓名：…`, `学科专业：…`."""
    return bool(cover_pairs(text)) or (len(text) <= MAX_OTHER and LIKE_LABEL.match("".join(text.split())) is not None)
