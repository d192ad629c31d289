"""The adapter of gensim's LdaModel: one thread, seeded, so that it gives the same every time (LdaMulticore does not)."""

from pipeline.topics.factors import Factors, Weights
from pipeline.topics.vocabulary import Bags

PASSES = 10
ITERATIONS = 100


def fit_lda(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:
    """Fit latent Dirichlet allocation by online variational Bayes, 10 passes, priors learned from the texts.

    Source: Hoffman, M., Blei, D. & Bach, F. (2010), Online Learning for Latent Dirichlet Allocation, as gensim computes it.
    """
    from gensim.models.ldamodel import LdaModel

    model = LdaModel(
        [list(bag) for bag in units.counts],
        num_topics=topics,
        id2word=dict(enumerate(units.vocabulary)),
        passes=PASSES,
        iterations=ITERATIONS,
        alpha="auto" if topics > 1 else "symmetric",  # the prior of a single topic cannot be learned
        eta="auto",
        eval_every=None,
        random_state=seed,
    )
    terms: Weights = model.get_topics().astype(float).tolist()
    return Factors(
        terms, [_placed(model.get_document_topics(list(bag), minimum_probability=0.0), topics) for bag in documents.counts], None
    )


def _placed(pairs: list[tuple[int, float]], topics: int) -> list[float]:
    found = {int(topic): float(weight) for topic, weight in pairs}
    return [found.get(topic, 0.0) for topic in range(topics)]
