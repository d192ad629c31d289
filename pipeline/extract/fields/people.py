"""Names of persons and institutions in author lines: Chinese and Latin, with the marks that point to affiliations."""

import re
import unicodedata

from pipeline.core.text import count_han

NAME = re.compile(r"^(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,12})$")
NAME_BREAK = re.compile(r"[\s\u3000，,、;；/]+")
LIST_BREAK = re.compile(r"[，,、;；/]+")
NAMES_WITH_AND = re.compile(r"^(?P<first>[\u4e00-\u9fff·]{2,}?)和(?P<second>[\u4e00-\u9fff·]{2,})$")
NAME_NOISE = re.compile(r"[\d①-⑳*＊†‡\[\]（）()【】^]+|\bet al\b")
LATIN_NAME = re.compile(r"^[A-Z][A-Za-z'’\-]+(?:[ ,]+[A-Z][A-Za-z'’\-.]*){1,3}$")
INITIALS = re.compile(r"^(?:[A-Z][. ]+){1,3}[A-Z][A-Za-z'’\-]+$")
PARTICIPLE = re.compile(r"(?<=[\s/／])\s*文$|\s*(?:主编|编著|著|撰文|撰稿|执笔)$")
TRANSLATOR = re.compile(r"[\u4e00-\u9fff·\s]{2,9}(?:编译|译校|译|校)$|^译\s*[/／]\s*[\u4e00-\u9fff·\s]{2,9}$")
NATIONALITY = re.compile(r"[\[［(（〔【][\u4e00-\u9fff]{1,3}[\]］)）〕】](?=\s*[\u4e00-\u9fffA-Z])")
SPACED_NAME = 3  # syllables
MIN_WITH_ROLE = 3  # characters: 著 behind a name, not the name itself
DATE = re.compile(r"[\d*×xX_]\s*年|年\s*[\d*×_]*\s*月|[\d*×_]\s*[月日](?![\u4e00-\u9fff])")
BRACKETED = re.compile(r"^[\[（(［【〔].*[\]）)］】〕]$")
# 《百家姓》 with the commonest surnames of the censuses that it lacks: what an author line begins with when nothing else tells that it is one.
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻"
    "莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙"
    "乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公岳帅缑亢况有琴商牟佘佴伯赏墨哈谯笪年爱阳佟言福肖闫覃付代兰苑丘涂仝战官青楚卿路晋令"
)
COMPOUND_SURNAMES = frozenset(
    [
        "万俟",
        "司马",
        "上官",
        "欧阳",
        "夏侯",
        "诸葛",
        "闻人",
        "东方",
        "赫连",
        "皇甫",
        "尉迟",
        "公羊",
        "澹台",
        "公冶",
        "宗政",
        "濮阳",
        "淳于",
        "单于",
        "太叔",
        "申屠",
        "公孙",
        "仲孙",
        "轩辕",
        "令狐",
        "钟离",
        "宇文",
        "长孙",
        "慕容",
        "鲜于",
        "闾丘",
        "司徒",
        "司空",
        "亓官",
        "司寇",
        "子车",
        "颛孙",
        "端木",
        "巫马",
        "公西",
        "漆雕",
        "乐正",
        "壤驷",
        "公良",
        "拓跋",
        "夹谷",
        "宰父",
        "谷梁",
        "百里",
        "东郭",
        "南门",
        "呼延",
        "羊舌",
        "微生",
        "梁丘",
        "左丘",
        "东门",
        "西门",
        "南宫",
        "第五",
    ]
)
# Not names although they look so: what stands beside names on covers and title pages.
NOT_NAMES = frozenset(
    [
        "摘要",
        "目录",
        "大学",
        "学院",
        "硕士",
        "博士",
        "教授",
        "副教授",
        "讲师",
        "研究员",
        "作者",
        "导师",
        "专业",
        "日期",
        "论文",
        "题目",
        "姓名",
        "编辑",
        "年级",
        "班级",
        "学号",
        "社会学",
        "正文",
        "引言",
        "下载",
        "打印",
        "分享",
        "收藏",
        "首页",
        "登录",
        "注册",
        "来源",
        "转载",
        "年月",
        "月日",
        "年月日",
        "内景",
        "外景",
        "白天",
        "夜晚",
        "公开",
        "保密",
        "秘密",
        "机密",
        "内部",
        "学位",
        "学科",
        "中国",
        "北京",
        "上海",
        "广州",
        "南京",
        "武汉",
        "成都",
        "西安",
        "天津",
        "重庆",
        "杭州",
        "译者",
        "全文",
        "参考文献",
        "关键词",
        "前言",
        "绪论",
        "导论",
        "结语",
        "致谢",
        "附录",
        "声明",
        "签名",
        "签字",
        "封面",
        "扉页",
        "目次",
    ]
)


def names(text: str) -> list[str]:
    """Return the Chinese names of an author line, or nothing when it is not one.

    >>> names("林若川¹　周以宁²")
    ['林若川', '周以宁']
    """
    if DATE.search(text):
        return []
    cleaned = NAME_NOISE.sub(" ", unicodedata.normalize("NFKC", text).replace("*", " "))
    cleaned = re.sub(r"(?<=[\u4e00-\u9fff])等$", "", cleaned.strip())
    listed = LIST_BREAK.split(cleaned)
    parts = [name for item in listed for name in _item_names(item, alone=len(listed) == 1)]
    found = [part for part in parts if NAME.match(part) and part not in NOT_NAMES]
    return found if found and len(found) == len(parts) else []


def _item_names(item: str, *, alone: bool) -> list[str]:
    """Return the names of one item of a list, which commas divide; letter-spaced, an item is one name (纪 云 樵，桑 以 默)."""
    parts = [name for part in NAME_BREAK.split(item) for name in _divided_at_and(part)]
    spaced = len(parts) <= SPACED_NAME + (parts[:2] != [] and "".join(parts[:2]) in COMPOUND_SURNAMES)
    if not alone and parts[1:] and spaced and all(len(part) == 1 and count_han(part) for part in parts):
        return ["".join(parts)]
    return _joined_syllables(parts)


def has_surname(name: str) -> bool:
    """Tell whether a name begins with a Chinese surname, or is a foreign one with a dot between its parts."""
    return name[0] in SURNAMES or name[:2] in COMPOUND_SURNAMES or "·" in name


def _divided_at_and(part: str) -> list[str]:
    """Return what 和 joins; inside what can be one name it is a syllable of that name (张和平)."""
    if part in ("", "和"):
        return []
    both = None if NAME.match(part) else NAMES_WITH_AND.match(part)
    return [both["first"], both["second"]] if both else [part]


def _joined_syllables(parts: list[str]) -> list[str]:
    """Join a name that is printed with spaces between its syllables: 王 宁 or, alone on its line, 欧 阳 修."""
    if len(parts) == SPACED_NAME and all(len(part) == 1 and count_han(part) for part in parts):
        return ["".join(parts)]
    joined: list[str] = []
    for part in parts:
        if joined and len(part) == len(joined[-1]) == 1 and count_han(part) and count_han(joined[-1]):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def latin_names(text: str) -> list[str]:
    """Return the Latin names of an author line, or nothing when it is not one."""
    bare = re.sub(r"[\d*†‡()]", "", re.sub(r"^[Bb]y\s+", "", text))
    parts = [part.strip() for part in re.split(r"[,;，；]|\band\b|&|\u3000|\s{2,}", bare) if part.strip()]
    return parts if parts and all(map(_is_latin_name, parts)) else []


def _is_latin_name(part: str) -> bool:
    return any(pattern.match(part) for pattern in (LATIN_NAME, INITIALS, re.compile(r"^[A-Z]{2,}[ -][A-Za-z-]+$")))


def without_roles(text: str) -> str:
    """Return an author line without what the persons did (著, 文/), nationalities and translators.

    >>> without_roles("［美］凯文·沃克尔 著 林若川 译").strip()
    '凯文·沃克尔'
    """
    text = NATIONALITY.sub("", text)
    parts = re.split(r"(?<=[著译])\s*[,，、/]?\s*(?=[\u4e00-\u9fff])", text)
    kept = [part for part in parts if not TRANSLATOR.search(part.strip())]
    return " ".join(PARTICIPLE.sub("", part.strip()) if len(part.strip()) > MIN_WITH_ROLE else part for part in kept)


def affiliations(text: str) -> list[str]:
    """Return the institutions of a line that lists them: divided by semicolons, or by the numbers that point from the names."""
    bare = text.strip()
    if BRACKETED.match(bare):
        bare = bare[1:-1]
    parts = re.split(r"[;；]|(?:^|(?<=[\s，,；;。.]))(?:\d{1,2}|[a-d])\s*[.．、]?\s*(?=[\u4e00-\u9fff])", bare)
    return [part.strip(" ,，") for part in parts if part and part.strip(" ,，")]
