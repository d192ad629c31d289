"""The typed columns of the exported dataset (the one module with `export` that touches the library `datasets`)."""

from typing import Any

CONFIGS = ("works", "mentions", "beads")
KINDS = ["article", "thesis", "web", "other"]
STATES = ["auto", "check", "review"]
EVIDENCE = ["full_text", "abstract_only", "record_only"]


def features_of(config: str, *, with_text: bool) -> dict[str, Any]:
    """Return the features of a config, as `datasets.Features` takes them."""
    import datasets

    text, number, real = datasets.Value("string"), datasets.Value("int32"), datasets.Value("float64")
    texts, numbers = datasets.List(text), datasets.List(number)
    if config == "works":
        columns = dict.fromkeys(
            ("work_id", "text_id", "title_zh", "title_en", "degree_type", "venue", "issue", "pages", "doi", "duplicate_of"), text
        )
        columns |= dict.fromkeys(("doc_ids", "authors", "keywords_zh", "keywords_en", "origins"), texts)
        columns |= {"year": number, "kind": datasets.ClassLabel(names=KINDS), "evidence": datasets.ClassLabel(names=EVIDENCE)}
        return columns | (dict.fromkeys(("abstract_zh", "abstract_en", "text"), text) if with_text else {})
    if config == "mentions":
        columns = dict.fromkeys(("work_id", "text_id", "concept_id", "variant_id", "surface", "lang", "scope", "page_label", "sense"), text)
        return columns | dict.fromkeys(("year", "start", "end", "page"), number) | dict.fromkeys(("left", "right"), text) | {"flags": texts}
    columns = dict.fromkeys(("work_id", "text_id", "field", "bead_kind"), text) | {"bead_index": number, "posterior": real, "flags": texts}
    columns |= dict.fromkeys(("zh_start", "zh_end", "en_start", "en_end"), numbers) | {"state": datasets.ClassLabel(names=STATES)}
    return columns | ({"translation": datasets.Translation(languages=["zh", "en"])} if with_text else {})
