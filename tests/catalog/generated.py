"""Generated literature: many records of invented articles, a tenth of them exported twice, for measuring and for stress."""

import dataclasses
import random

from pipeline.catalog.bibliography import Bibliography, Description

# Common characters; words are pairs of them, drawn unevenly as words are, so that abstracts share much and titles some.
CHARACTERS = "社会区治理服务组织政府购买项目制联动居民街道协商机构站点评估合同依附自主行政基层网格党建数字平台养老志愿参与资源关系过程结构功能机制路径困境"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
N_WORDS, N_GIVEN, SHARE_TWICE = 1500, 100, 10


def make_articles(n: int, seed: int = 1) -> list[Description]:
    """Return about `n` records; each tenth article has a second record in another file, with an English title more and another dash.

    Authors come from a fixed pool of 2,000 names, so that authors' blocks grow with `n`.
    """
    chance = random.Random(seed)  # noqa: S311 - invented data, not secrets
    words = ["".join(chance.choices(CHARACTERS, k=2)) for _ in range(N_WORDS)]
    weights = [1 / (rank + 10) for rank in range(N_WORDS)]
    names = [f"{surname}{given}" for surname in SURNAMES for given in chance.sample(CHARACTERS * 2, N_GIVEN)]
    records = []
    line = 0
    while len(records) < n:
        line += 1
        fields = Bibliography(
            title_zh="".join(chance.choices(words, weights, k=5)) + "：" + "".join(chance.choices(words, weights, k=4)),
            authors=chance.choices(names, k=chance.randint(1, 3)),
            year=chance.randint(2006, 2024),
            year_kind="issue",
            venue=chance.choice(words) + "学刊",
            issue=str(chance.randint(1, 12)),
            pages=f"{line % 90 + 1}-{line % 90 + 9}",
            abstract_zh="，".join("".join(chance.choices(words, weights, k=6)) for _ in range(15)),
        )
        records.append(_record("a.ris", line, fields))
        if line % SHARE_TWICE == 0:
            title = str(fields.title_zh).replace("：", "——")
            records.append(_record("b.net", line, dataclasses.replace(fields, title_zh=title, title_en=f"Work {line}")))
    return records


def _record(file: str, line: int, fields: Bibliography) -> Description:
    return Description(f"record:{file}:{line}", f"{file}:{line}", "article", fields)
