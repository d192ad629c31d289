"""Flags of a mention that its neighbouring words tell: cited, defined, negated."""

import functools
import re

NEAR = 60
"""Code points read on either side of a mention for definitions and negation; a clause is rarely longer."""
LINE = 400
"""Code points of a line read on either side to tell an entry of a list of references."""

QUOTE = '[”’」』"]?'
GLOSS = r"(?:[（(][^）)]{0,80}[）)])?"
# A kind of thing at the end of the sentence, which makes `X是…的过程` a definition.
GENUS = (
    "处境|状态|状况|过程|做法|办法|方式|方法|形式|模式|体制|机制|制度|安排|现象|关系|能力|属性|特征|组织|机构|人员|活动|行为|看法|观念|理论|概念|结构|格局|策略|手段|工具|程度|总称|统称|"
    "竞争|趋势|倾向|平台|载体|群体|保险|服务|体系|图|结果|取向"
)
ASKED = r"(?:什么是|何谓|何为|什么叫做?|所谓)(?:的)?[“‘「『\"]?$"
# 不是指A，而是指B; 并非A，它是…的办法; 不等于A，它指….
DENIED_FIRST = (
    r"(?:(?:并?不是指|不指|并非指)[^。！？!?]{1,40}[，,；;]\s*(?:而是指?|而指|是指)"
    r"|(?:并?不是|并非|并?不等于|不等同于|不单是|不只是)[^。！？!?]{1,40}[，,；;]\s*(?:而是指|而指|是指|它指的?是?|它是[^。！？!?]{2,40}的))"
)
SAYS = (
    r"(?:是指|指的是|指称|即指|即是|意指|就是指|系指|特指|专指|泛指|(?:可以?)?被?(?:界定|定义|理解|操作化)为|(?:的(?:定义|概念|内涵|含义|核心含义|意思|实质))(?:就|无非)?是|"
    r"即由?(?![将便使时日刻可或])|则?指(?![着出向示导派标定望挥责令控南数甲])|的(?:意思|含义|核心含义)无非是)"
)
BETWEEN = r"(?:(?:在(?:这里|本文|此|本研究)中?|这里|本文|此处|又译[^，,]{1,8}|又称[^，,]{1,8}|亦称[^，,]{1,8}|顾名思义|简言之)[，,]?\s*)*"
DEFINED_AFTER = re.compile(
    rf"^{QUOTE}{GLOSS}[，,]?\s*{BETWEEN}(?:{SAYS}|{DENIED_FIRST})"
    r"|^[”\"]?,?\s(?:refers? to|(?:is|are|can be|may be) (?:here )?defined as|means\b(?! that)|denotes|is understood as)"
)
IS_A = re.compile(
    rf"^{QUOTE}{GLOSS}[，,]?\s*{BETWEEN}(?:就?是|乃是)(?:一种|一类|一套|一个|由|以|[^，。！？]{{0,50}}[，,、])?[^。！？!?]{{0,60}}的(?:一种)?[^，。的]{{0,4}}(?:{GENUS})[。]"
)
ANSWERED = re.compile(r"^[”’」』\"]?(?:[？?]\s*(?:它?就?是|它?指|即)|[，,]?\s*(?:是指|指的是|就是|即|是|乃|(?:并)?不是指?|并非))")
BY_DEFINITION = re.compile(r"(?:按照?|依照?|根据|依据|照)[^。，,]{0,30}的?(?:定义|界定|说法|理解)[，,]\s*[“‘「\"]?$")
IS = re.compile(rf"^{QUOTE}(?:就?是|指)")
CALLED_BEFORE = re.compile(r"(?:称(?:为|作|之为|其为)|称之为|叫做|叫作|命名为|谓之)[“‘「『\"]?$")
NAMED = re.compile(
    r"(?:把|将)(?!这|它|其|此)[^。！？]{4,}$"
    rf"|[^。！？，]{{4,}}的(?:{GENUS})[，,]\s*(?:通常|一般|常|往往|可以?|也)?被?$"
)
WONDERED = re.compile(r"(?:对于?)[^，。]{0,6}(?:何为|什么是|何谓)[“‘「\"]?$")
TAKEN_AS = re.compile(r"^[^。！？]{0,40}(?:取其|是指|指的是|定义为|界定为|理解为)")
ENGLISH_DEFINE = re.compile(r"\bdefin(?:e|es|ed|ing)\s+(?:an?\s+|the\s+)?[“\"]?$", re.IGNORECASE)
ENGLISH_MEAN = re.compile(r"\bby\s+(?:an?\s+|the\s+)?[“\"]?$", re.IGNORECASE)
A_KIND = re.compile(
    r"^\s(?:is|are) (?:an?|the) (?:\w+ )?(?:scheme|system|arrangement|process|practice|form|way|kind|type|mode|organi[sz]ation|mechanism|condition|state|situation)s?\b"
    r"[^.]{0,12}\b(?:in which|by which|through which|where|whereby|that|of)\b",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"(?:^|[.!?]\s+)(?:An?|The)?\s*[“\"]?$")

DEFINING = (
    (ENGLISH_DEFINE, re.compile(r"[”\"]?\s+as\b")),
    (ENGLISH_MEAN, re.compile(r"[”\"]?,?\s+(?:we|I|is|are) (?:mean|meant|understand)")),
    (BY_DEFINITION, IS),
    (ARTICLE, A_KIND),
)
"""What stands before a mention and what behind it in a definition."""

DENIAL = (
    r"并非|并不是|不是|绝非|而非|无关于|不等于|不等同于|不属于|没有|并无|尚无|毫无|缺乏|谈不上|算不上|称不上|说不上|不存在|不构成|未见|"
    r"(?:没有|没|未|尚未|从未|从没|未曾|不曾)(?:曾|能)?(?:真正)?(?:形成|实现|出现|建立|实行|推行|实施|采用|成立|设立|建成|开展|搞|办|有)(?:过|起来?)?"
)
NEGATED_BEFORE = re.compile(
    rf"(?:{DENIAL})(?:一种|任何|真正的?|所谓的?|什么|完整的|严格意义上的)?[“‘「\"]?$"
    r"|(?:不认为|不觉得|不把|并非要说|不算)[^，。；！？]{0,6}(?:是|算|构成|当作|看作|属于)?[“‘「\"]?$"
    r"|与其说[^，。；]{0,6}(?:是|作)[“‘「\"]?$"
    r"|\b(?:not|no|without|rather than|instead of|never|hardly|nor)\s+(?:an?\s+|the\s+|any\s+)?[“\"]?$"
    r"|\bneither\s+(?:an?\s+|the\s+)?[“\"]?(?:[\w-]+\s+){0,3}?(?:nor\s+)?$",
    re.IGNORECASE,
)
# 缺的不是X，缺的是Y; 过时的不是X，是Y: what is denied is the focus of the sentence, not X.
FOCUS = re.compile(r"的(?:并)?不是(?:一种|所谓的?)?[“‘「\"]?$")
LIVES = re.compile(r"(?:实行|采用|推行|实施|搞|办|用|建立|形成|叫|看到|存在)的(?:并)?不是[“‘「\"]?$")
# 不是社工站固有的属性 denies a property, not the station: the mention only qualifies what comes behind 的; 不等于社会组织少 denies a conclusion.
QUALIFIES = re.compile(r"^[^，。；：！？,.;:!?]{0,15}的")
CONCLUDES = re.compile(r"不等(?:同)?于[“‘「\"]?$")
PREDICATE = re.compile(r"^(?:就|都|也|很|更|不|已|会|能|多|少|强|弱|高|低|好|差|大|小|成|有|是)")

# The head of an entry of a list of references: [3], ［3］, 3. and the like, or an author and year in brackets.
ENTRY_HEAD = re.compile(r"^\s*(?:[\[［〔【(（]\s*\d{1,3}\s*[\]］〕】)）]|\d{1,3}[.．、])")
GB_KIND = re.compile(r"[\[［](?:[A-Z]{1,2}(?:/[A-Z]{2})?)[\]］]")
ENGLISH_ENTRY = re.compile(
    r"^\s*(?:[\[［]\s*\d{1,3}\s*[\]］]\s*)?[A-Z][\w’'-]+,\s*(?:[A-Z]\.\s*-?)+.*\((?:1[89]|20)\d\d[a-z]?\)|^\s*[\[［]\s*\d{1,3}\s*[\]］].*\((?:1[89]|20)\d\d[a-z]?\)[.,]"
)


def mention_flags(text: str, start: int, end: int) -> list[str]:
    """Return `cited` (inside a 《title》 or an entry of references), `defined` and `negated` for a mention, from the words around it."""
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    flags = []
    if (before.rfind("《") > before.rfind("》") and "》" in after) or _is_reference(_line(text, start, end)):
        return ["cited"]
    before, after = _last_sentence(before), after.partition("\n\n")[0]
    if _is_defined(before, after):
        flags.append("defined")
    if _is_negated(before, after):
        flags.append("negated")
    return flags


def _line(text: str, start: int, end: int) -> str:
    """Return the line around a mention, at most LINE code points on either side."""
    low = max(0, start - LINE)
    first = text.rfind("\n", low, start) + 1
    last = text.find("\n", end, end + LINE)
    return text[first or low : last if last >= 0 else end + LINE]


@functools.lru_cache(maxsize=256)
def _is_reference(line: str) -> bool:
    """Tell whether a line is an entry of references: a number and a kind of GB/T 7714, or a name and a year in brackets."""
    if ENTRY_HEAD.match(line) and GB_KIND.search(line):
        return True
    return ENGLISH_ENTRY.match(line) is not None


def _last_sentence(before: str) -> str:
    """Return what of the words before a mention belongs to its sentence; a question that the mention answers stays."""
    return re.split(r"[。！!]|\n\s*\n", before)[-1]


def _is_defined(before: str, after: str) -> bool:
    if re.search(ASKED, before):
        return (TAKEN_AS if WONDERED.search(before) else ANSWERED).match(after) is not None
    named = CALLED_BEFORE.search(before) is not None and NAMED.search(CALLED_BEFORE.sub("", before)) is not None
    return (
        named
        or DEFINED_AFTER.match(after) is not None
        or any(opening.search(before) and follows.match(after) for opening, follows in DEFINING)
        or (_opens_clause(before) and IS_A.match(after) is not None)
    )


def _opens_clause(before: str) -> bool:
    """Tell whether the mention is the subject: the sentence begins with it."""
    return before.strip(' \t“‘「『"') == "" or before.endswith("\n")


def _is_negated(before: str, after: str) -> bool:
    if not NEGATED_BEFORE.search(before) or QUALIFIES.match(after):
        return False
    if FOCUS.search(before) and not LIVES.search(before):
        return False
    return not (CONCLUDES.search(before) and PREDICATE.match(after))
