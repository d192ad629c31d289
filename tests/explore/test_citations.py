import pytest
import rispy

from pipeline.explore.citations import bibtex, gbt7714, ris
from tests.explore.synthetic import make_work


@pytest.mark.parametrize(
    ("work", "reference"),
    [
        (make_work(1, 2016), "江听雨, 闻柏舟. 河湾街道联动实践之1[J]. 基层观察, 2016(2): 3-9."),
        (make_work(1, 2016, issue="12(3)"), "江听雨, 闻柏舟. 河湾街道联动实践之1[J]. 基层观察, 2016, 12(3): 3-9."),
        (make_work(1, 2018, "thesis"), "江听雨, 闻柏舟. 河湾街道联动实践之1[D]. 河湾大学, 2018."),
        (make_work(1, None, authors=list("甲乙丙丁"), issue=None, pages=None), "甲, 乙, 丙, 等. 河湾街道联动实践之1[J]. 基层观察."),
        (make_work(1, None, "other", title_zh=None, title_en=None, authors=[], venue=None, issue=None, pages=None), "（无题名）[Z]."),
    ],
    ids=["article", "volume", "thesis", "many authors", "nothing known"],
)
def test_reference_follows_gbt7714(work, reference):
    assert gbt7714(work) == reference


def test_ris_is_read_back():
    (entry,) = rispy.loads(ris([make_work(1, 2016)]))
    assert (entry["title"], entry["year"], entry["authors"]) == ("河湾街道联动实践之1", "2016", ["江听雨", "闻柏舟"])


def test_bibtex_escapes_what_tex_reads():
    assert r"R\&D \{50\%\}" in bibtex([make_work(1, 2016, title_zh="R&D {50%}")])
