import pytest

from pipeline.extract.pdf.verdict import is_doubtful, judge, read_signs
from tests.extract.factories import HEIGHT, WIDTH, page_of, text_chars


def judge_page(page):
    return judge(page, read_signs(page.chars))


@pytest.mark.parametrize(
    ("text", "image_share", "verdict"),
    [
        ("社区治理的逻辑" * 10, 0.0, "text"),
        ("", 0.0, "blank"),
        ("", 0.9, "needs_ocr"),
        ("12", 0.9, "needs_ocr"),
        ("\ufffd\ue001" * 30, 0.0, "needs_ocr"),
        ("社区\ufffd治理" * 30, 0.0, "needs_ocr"),
        ("弌丂丄丅丆丌丏丒丗丠" * 5, 0.0, "needs_ocr"),
        ("社區治理與組織依附" * 10, 0.0, "text"),
    ],
    ids=["text", "blank", "scan", "scan with page number", "unmapped", "holes", "wrong hanzi", "traditional"],
)
def test_pages_are_judged(text, image_share, verdict):
    page = page_of(text_chars(text, 50, 100))
    page.image_area = image_share * WIDTH * HEIGHT
    assert judge_page(page).verdict == verdict


def test_hidden_text_over_an_image_is_the_text_layer_of_a_scan():
    page = page_of(text_chars("扫描件的文字层" * 10, 50, 100))
    for char in page.chars:
        char.hidden = True
    page.image_area = WIDTH * HEIGHT
    assert judge_page(page).verdict == "ocr"


MODERN = (
    "街道办事处每年春天公布一张服务清单，写明由谁承担、何时完成、怎样验收。居民最初并不相信，他们见过太多贴在墙上又悄悄揭下的告示。到了第三年，情形有了变化，清单上的"
    "二十七项事务完成了二十五项，剩下的两项也在公示栏里说明了原因。本文的问题是，同样的清单为何在有的社区成为约束，在有的社区只是装饰。"
)
CLASSICAL = (
    "道可道，非常道；名可名，非常名。无名天地之始，有名万物之母。故常无欲以观其妙，常有欲以观其徼。天下皆知美之为美，斯恶已；皆知善之为善，斯不善已。"
    "故有无相生，难易相成，长短相较，高下相倾，音声相和，前后相随。是以圣人处无为之事，行不言之教，万物作焉而不辞，生而不有，为而不恃，功成而弗居。"
)
POEMS = (
    "床前明月光疑是地上霜，举头望明月低头思故乡。白日依山尽黄河入海流，欲穷千里目更上一层楼。千山鸟飞绝万径人踪灭，孤舟蓑笠翁独钓寒江雪。国破山河在城春草木深，"
    "感时花溅泪恨别鸟惊心。烽火连三月家书抵万金，白头搔更短浑欲不胜簪。好雨知时节当春乃发生，随风潜入夜润物细无声。"
)
NAMES = (
    "林若川、周以宁、夏岚、许棠序、程映秋、沈砚舟、贺知棠、葛南乔、施砚北、虞书遥、纪怀舟、易安之、宗衍之、牧野秋、谈砚星、叶未央、谌望山、濮阳苇、"
    * 3
)
ENGLISH = "The list of services was kept in one district and broken in another, and we ask why. " * 6


def permuted(text):
    """Replace every Hanzi by another one of the text, as a wrong map of characters does."""
    hanzi = sorted({char for char in text if "\u4e00" <= char <= "\u9fff"})
    return text.translate({ord(char): hanzi[(7 * index + 3) % len(hanzi)] for index, char in enumerate(hanzi)})


def lines_of(text, width=40):
    return page_of(
        *(text_chars(text[start : start + width], 50, 100 + 16 * index) for index, start in enumerate(range(0, len(text), width)))
    )


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (MODERN * 3, "text"),
        (CLASSICAL * 3, "text"),
        (POEMS * 2, "text"),
        (NAMES, "text"),
        (ENGLISH, "text"),
        ("2019年第3期、CFPS2018年、①年龄②月收入、COVID-19期间、2008—2012年、第Ⅱ期" * 5, "text"),
        (permuted(MODERN * 3), "needs_ocr"),
        ("于2O@年3#月至2O!年4#月在该市调查，见第⑥期与第⑧期" * 3, "needs_ocr"),
        ("社区✁✂治理✃✄的✆✇逻辑✈✉" * 20, "needs_ocr"),
        ("ሀለሐመሠረሰሸቀበተቸኀነኘአ社区" * 20, "needs_ocr"),
    ],
    ids=["modern", "classical", "poems", "names", "english", "dates", "permuted", "wrong digits", "dingbats", "far script"],
)
def test_garbage_is_told_from_text_that_is_only_unusual(text, verdict):
    assert judge_page(lines_of(text)).verdict == verdict


def test_columns_of_names_without_marks_are_no_garbage():
    rows = [text_chars(name, 50 + 60 * column, 100 + 16 * row) for row in range(20) for column, name in enumerate(NAMES.split("、")[:7])]
    assert judge_page(page_of(*rows)).verdict == "text"


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [(MODERN, False), (ENGLISH, False), ("7KHOLVWRIVHUYLFHV" * 30, True), ("彳亍踟蹰饕餮魑魅魍魉" * 20 + MODERN, True)],
    ids=["modern", "english", "shifted alphabet", "uncommon hanzi"],
)
def test_second_reader_is_asked_about_doubtful_pages_alone(text, doubtful):
    page = lines_of(text)
    assert is_doubtful(page, read_signs(page.chars), in_chinese=True) == doubtful


def test_scan_with_a_printed_line_at_its_foot_is_a_scan():
    page = page_of(text_chars("(C)2001 Some Database Publishing House. All rights reserved. http://www.example.org", 50, 830))
    page.image_area = WIDTH * HEIGHT
    assert judge_page(page).verdict == "needs_ocr"
