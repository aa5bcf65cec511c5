"""Claim texts in clusters: which technologies a corpus holds, and how sure that is.

    cluster_texts(texts)            plain texts
    cluster_documents(documents)    documents with an id and text in one or more languages

scikit-learn is used here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from landscape.clusters.identity import match_clusters
from landscape.clusters.result import (
    OUTSIDE,
    Cluster,
    ClusterInput,
    Clustering,
    CurvePoint,
    Event,
    Field,
    LanguageNote,
    PreviousClusters,
)
from landscape.clusters.words import language_of

__all__ = [
    "OUTSIDE",
    "Cluster",
    "ClusterInput",
    "Clustering",
    "CurvePoint",
    "Event",
    "Field",
    "LanguageNote",
    "PreviousClusters",
    "cluster_documents",
    "cluster_texts",
    "match_clusters",
]


def cluster_texts(
    texts: Sequence[str], n_clusters: int | None = None, seed: int = 0, representation: str = "lexical"
) -> Clustering:
    """Cluster plain texts; the language of each is told by its script (Latin script is taken as English).

    Parameters
    ----------
    texts : (n,) texts.
    n_clusters : number of clusters, None to choose it by stability and separation.

    Returns
    -------
    Clustering : its ids are positions as text; labels (n,) follow the order of `texts`.
    """
    ranked = sorted(range(len(texts)), key=lambda i: texts[i])
    place = {i: rank for rank, i in enumerate(ranked)}
    documents = [ClusterInput(f"{place[i]:08d}", {language_of(text): text}) for i, text in enumerate(texts)]
    return cluster_documents(documents, n_clusters=n_clusters, seed=seed, representation=representation)


def cluster_documents(
    documents: Sequence[ClusterInput],
    *,
    n_clusters: int | None = None,
    seed: int = 0,
    representation: str = "lexical",
    model: str | None = None,
    stop_words: Sequence[str] = (),
    previous: PreviousClusters | None = None,
    vector_cache: Path | None = None,
) -> Clustering:
    """Cluster documents by their text.

    Parameters
    ----------
    documents : ids must be unique; a document without text, or without a term it shares, ends outside.
    n_clusters : number of clusters, None to choose it by stability and separation.
    representation : "lexical", or "sentence" with `model` (name or folder of a sentence model).
    stop_words : words to leave out besides the reviewed lists.
    previous : clusters of an earlier run, whose ids and labels are kept where they are the same.
    vector_cache : folder where sentence vectors are kept by a hash of their text.

    Raises
    ------
    ValueError : an id occurs twice, or n_clusters is not between 1 and the number of documents.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - with the numerics it limits

    from landscape.clusters.pipeline import run  # noqa: PLC0415 - numpy, scipy and scikit-learn load here

    with threadpool_limits(1):  # sums in another order end in other bits
        return run(documents, n_clusters, seed, representation, model, frozenset(stop_words), previous, vector_cache)
