"""Claim texts in clusters: which technologies a corpus holds, and how sure that is.

    cluster_texts(texts)            plain texts
    cluster_documents(documents)    documents with an id and text in one or more languages
    match_clusters(previous, now)   which cluster of today is which of an earlier run

The way from text to clusters: `words` (content words), `vectors` (BM25), `languages` (one space), `topical` (drift
towards neighbours), `partition` (k-means, number of clusters), `doubt` (resampling), `labels` and `naming`, `fields`,
`identity`, `place`.  Classification codes play no part in it: they describe clusters afterwards.  scikit-learn is used
here and nowhere else.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

from landscape.clusters.agreement import adjusted_mutual_information
from landscape.clusters.identity import match_clusters
from landscape.clusters.result import (
    OUTSIDE,
    Cluster,
    Clustering,
    ClusterInput,
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
    "adjusted_mutual_information",
    "cluster_documents",
    "cluster_texts",
    "match_clusters",
]

REPRESENTATIONS = ("lexical", "sentence")


def cluster_texts(
    texts: Sequence[str],
    n_clusters: int | None = None,
    seed: int = 0,
    representation: str = "lexical",
    model: str | None = None,
    vector_cache: Path | None = None,
) -> Clustering:
    """Cluster plain texts; the language of each is told by its script (Latin script is taken as English).

    Parameters
    ----------
    texts : (n,) texts, of at most 200,000 characters each (what is longer is cut).
    n_clusters : number of clusters, None to choose it by stability and separation.
    seed : of all random choices; the same texts and seed give the same clustering, in whatever order they come.
    representation, model, vector_cache : see `cluster_documents`.

    Returns
    -------
    Clustering : labels (n,) in the order of `texts`; ids are positions in sorted order, as text.

    >>> battery, drone = "sulfide electrolyte layer of a battery cell", "rotor blade of an unmanned aerial vehicle"
    >>> cluster_texts([battery, drone] * 10, n_clusters=2).labels[:4]
    (1, 0, 1, 0)
    """
    ranked = sorted(range(len(texts)), key=lambda i: texts[i])
    rank = {i: position for position, i in enumerate(ranked)}
    documents = [ClusterInput(f"{rank[i]:09d}", {language_of(text): text}) for i, text in enumerate(texts)]
    return cluster_documents(
        documents,
        n_clusters=n_clusters,
        seed=seed,
        representation=representation,
        model=model,
        vector_cache=vector_cache,
    )


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
    reader: str = "en",
) -> Clustering:
    """Cluster documents by their text.

    Parameters
    ----------
    documents : ids must be unique.  A document without text, or unlike all others, ends outside.
    n_clusters : number of clusters, None to choose it by stability and separation.
    seed : of all random choices; the same documents and seed give the same clustering, in whatever order they come.
    representation : "lexical"; or "sentence", which joins the vectors of a sentence model (extra `[embed]`).
    model : for "sentence": a local folder, an installed package that holds a model, or a name on a hub.
    stop_words : words to leave out besides the reviewed lists, in lower case.
    previous : clusters of an earlier run (`Clustering.as_previous`), whose ids and labels are kept where at least
        half of the documents (Jaccard) are the same.
    vector_cache : folder where sentence vectors are kept by a hash of model and text.
    reader : language of the labels.

    Returns
    -------
    Clustering : sequences over documents keep the order of `documents`.

    Raises
    ------
    ValueError : an id occurs twice, n_clusters is less than 1, or the representation is unknown or lacks its model.
    """
    _check(documents, n_clusters, representation, model)
    import sklearn.cluster  # noqa: F401 - loads the thread pools before they are limited, or the limit misses them
    from threadpoolctl import threadpool_limits

    from landscape.clusters.pipeline import Options, run
    from landscape.clusters.sentence import SentenceModel

    options = Options(
        n_clusters=n_clusters,
        seed=seed,
        representation=representation,
        sentences=SentenceModel(model, vector_cache) if model and representation == "sentence" else None,
        stop_words=frozenset(word.lower() for word in stop_words),
        previous=previous or PreviousClusters({}, {}),
        reader=reader,
    )
    with threadpool_limits(1):  # sums in another order end in other bits
        return run(documents, options)


def _check(documents: Sequence[ClusterInput], n_clusters: int | None, representation: str, model: str | None) -> None:
    ids = sorted(document.id for document in documents)
    twice = next((one for one, other in itertools.pairwise(ids) if one == other), None)
    if twice is not None:
        raise ValueError(f"document id {twice!r} occurs twice")
    if n_clusters is not None and n_clusters < 1:
        raise ValueError(f"n_clusters is {n_clusters}: at least 1, or None to choose it, is allowed")
    if representation not in REPRESENTATIONS:
        raise ValueError(f"representation is {representation!r}: allowed are {', '.join(REPRESENTATIONS)}")
    if representation == "sentence" and not model:
        raise ValueError("representation is 'sentence': it needs a model (folder, package or name on a hub)")
