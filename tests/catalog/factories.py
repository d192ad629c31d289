"""Small builders of what the catalog works on."""

from typing import Any

from pipeline.catalog.bibliography import Bibliography, Description, FileName, ReadDocument
from pipeline.catalog.config import CatalogConfig
from pipeline.core.text import title_key

CONFIG = CatalogConfig(
    max_year_gap=1,
    min_title_chars=8,
    min_lone_title_chars=12,
    min_abstract_similarity=0.85,
    min_title_similarity=0.6,
    max_online_gap=3,
    min_shared_text=0.25,
    min_body_chars=500,
    min_readable_share=0.8,
    max_problem_share=0.2,
)
TITLE = "河湾街道的三社联动何以持续"
ABSTRACT = "河湾街道的居委会、社会组织与社工用七年时间把例会变成了可以追究责任的协议，本文追踪这一过程并说明持续的条件。"


def make_record(line: int = 1, kind: str = "article", file: str = "a.ris", **fields: Any) -> Description:
    """A record of an article by 苏闻笛 and 贝小舟, but for the fields given."""
    values: dict[str, Any] = {
        "title_zh": TITLE,
        "authors": ["苏闻笛", "贝小舟"],
        "year": 2019,
        "year_kind": "issue",
        "venue": "河湾学刊",
        "abstract_zh": ABSTRACT,
        **fields,
    }
    return Description(f"record:{file}:{line}", f"{file}:{line}", kind, Bibliography(**values))


def make_document(digit: str = "0", kind: str = "article", **fields: Any) -> Description:
    """A readable PDF of the same article; `status`, `body`, `media`, `head`, `named`, `by_name` and `readable` describe the file."""
    doc_id = digit * 16
    read = ReadDocument(
        doc_id,
        fields.pop("media", "application/pdf"),
        fields.pop("status", "ok"),
        fields.pop("body", 3000),
        fields.pop("readable", 1.0),
        title_key(fields.pop("head", "")),
    )
    named: FileName | None = fields.pop("named", None)
    by_name = frozenset(fields.pop("by_name", ()))
    values = {"title_zh": TITLE, "authors": ["苏闻笛", "贝小舟"], "year": 2019, "abstract_zh": ABSTRACT, **fields}
    return Description(f"extracted:{doc_id}", f"{digit}.pdf", kind, Bibliography(**values), by_name=by_name, document=read, named=named)
