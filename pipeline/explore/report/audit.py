"""What coders' words say of a concept's mentions, for the report: precision per period, or that nobody has looked."""

from collections.abc import Mapping

from pipeline.core.codes import read_codes, sentence_key
from pipeline.explore.coding.precision import Precision, by_concept, measure_precision
from pipeline.explore.report.material import Material


def make_audits(material: Material) -> Mapping[str, list[Precision]]:
    """Return the precision of each coded concept, over all periods first; concepts that are not in it are unaudited."""
    codes = read_codes(material.corpus.edits)
    coded = {code.concept for code in codes}
    periods = {(point.concept_id, year): point.period for point in material.tables["timeline"] if point.concept_id in coded
               for year in range(point.period_start, point.period_end + 1)}  # fmt: skip
    found: dict[tuple[str, str], str] = {}
    for mention in material.tables["mentions"]:
        work = material.work_of_text.get(mention.text_id)
        period = periods.get((mention.concept_id, work.year)) if work and work.year else None
        if period and mention.concept_id in coded and material.is_evidence(mention):
            start, end = material.sentence_at(mention.text_id, mention.start)
            found.setdefault((sentence_key(material.texts[mention.text_id].text[start:end]), mention.concept_id), period)
    return by_concept(measure_precision(codes, found.get))
