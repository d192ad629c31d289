"""The adapter of scikit-learn's LatentDirichletAllocation: batch variational Bayes in one process and one thread."""

from pipeline.topics.factors import Factors
from pipeline.topics.matrices import count_matrix
from pipeline.topics.vocabulary import Bags

MAX_ITERATIONS = 50


def fit_sklearn_lda(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:
    """Fit latent Dirichlet allocation with symmetric priors 1 / topics over all units at a time.

    Source: Hoffman, M., Blei, D. & Bach, F. (2010), Online Learning for Latent Dirichlet Allocation, its batch form as scikit-learn computes it.
    """
    from sklearn.decomposition import LatentDirichletAllocation
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):  # sums depend on the number of threads
        model = LatentDirichletAllocation(topics, learning_method="batch", max_iter=MAX_ITERATIONS, random_state=seed, n_jobs=1)
        model.fit(count_matrix(units))
        placed = model.transform(count_matrix(documents)) if documents.counts else model.components_[:0]
    return Factors(model.components_.tolist(), placed.tolist(), None)
