"""Clusters against peers and against what is known: one table.

    python tests/benchmarks/clusters.py [--data FOLDER] [--peers FOLDER] [--only NAME ...] [--largest N]

Real sets are read from FOLDER (default: `shared/data` beside the checkout); a part without its data is skipped with a
line.  Peers run in an environment of their own, FOLDER/bin/python, which `nox -s bench -- clusters` makes; without it
they are skipped with a line.  Times include reading the model and encoding the texts with it, which is done once for
all seeds and counted for each; on one thread here and as they like for the peers.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from landscape.clusters import OUTSIDE, Clustering, ClusterInput, cluster_documents, cluster_texts
from landscape.clusters.words import runs

HERE = Path(__file__).resolve().parent
SEEDS = range(5)
CLAIMS = "benchmarks/claims-by-cpc-group.csv.gz"
HYDROGEN = "patents/hydrogen-biblio.jsonl.gz"


def row(what: str, value: str, aim: str = "", seconds: float | None = None) -> None:
    """One line of the table."""
    took = "" if seconds is None else f"{seconds:8.1f} s"
    print(f"{what:58} {value:>26} {aim:>10} {took}", flush=True)


def spread(values: Iterable[float]) -> str:
    """Mean and standard deviation."""
    found = list(values)
    return f"{statistics.mean(found):.3f} ± {statistics.pstdev(found):.3f}"


def timed(run: Callable[[], Clustering]) -> tuple[Clustering, float]:
    """A result and the seconds it took."""
    start = time.perf_counter()
    return run(), time.perf_counter() - start


def claims(data: Path) -> tuple[list[str], list[str]]:
    """First claims and their CPC groups."""
    csv.field_size_limit(1 << 24)
    with gzip.open(data / CLAIMS, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [one["text"] for one in rows], [one["label"] for one in rows]


def is_chinese(text: str) -> bool:
    """Whether a text is written in Han characters."""
    return sum("一" <= character <= "鿿" for character in text[:300]) > 20


def pairs(data: Path) -> list[tuple[str, str, str, str]]:
    """Publications with an English and a Chinese abstract: number, both texts, first CPC or IPC group."""
    found: dict[str, tuple[str, str, str, str]] = {}
    with gzip.open(data / HYDROGEN, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            english = next((text for text in record["abstracts"] if not is_chinese(text)), "")
            chinese = next((text for text in record["abstracts"] if is_chinese(text)), "")
            if english and chinese:
                group = next(iter(record.get("cpc") or record.get("ipc") or [""])).split("/")[0]
                found.setdefault(record["publication"], (record["publication"], english, chinese, group))
    return [found[number] for number in sorted(found)]


def quality(data: Path, model: str | None) -> None:
    """Agreement with CPC groups, at the true number of clusters and at the number found."""
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

    texts, truth = claims(data)
    cluster_texts(texts[:50])  # imports are no part of the times
    for representation in ("lexical", "sentence") if model else ("lexical",):
        for k, aim in ((5, "0.75" if representation == "lexical" else "0.84"), (None, "")):
            with tempfile.TemporaryDirectory() as cache:
                known = Path(cache) if representation == "sentence" else None
                tried = [timed(partial(cluster_texts, texts, k, seed, representation, model, known)) for seed in SEEDS]
            encoding = tried[0][1] - statistics.mean(took for _, took in tried[1:]) if known else 0.0
            nmi = spread(normalized_mutual_info_score(truth, run.labels) for run, _ in tried)
            ari = spread(adjusted_rand_score(truth, run.labels) for run, _ in tried)
            seconds = statistics.mean(took for _, took in tried[1:]) + encoding
            found = sorted({len(run.clusters) for run, _ in tried})
            name = f"claims, {representation}, {'k = 5' if k else f'k chosen: {found}'}"
            row(f"{name}: NMI", nmi, aim, seconds)
            row(f"{name}: ARI", ari)


def peers(data: Path, environment: Path) -> None:
    """The same claims by BERTopic, plain TF-IDF, MiniLM and wordllama, each with k-means or as it comes.

    Compared are medians over the seeds, so that the first run's imports count for nobody.
    """
    python = environment / "bin" / "python"
    if not python.is_file():
        row("peers", "skipped: no environment", "")
        return
    texts, _ = claims(data)
    times = []
    for seed in SEEDS:
        busy = time.process_time()
        times.append((timed(partial(cluster_texts, texts, 5, seed))[1], time.process_time() - busy))
    ours, ours_busy = (statistics.median(of) for of in zip(*times, strict=True))
    row("lexical, five clusters", "", "", ours)
    for names in (("tfidf",), ("wordllama",), ("minilm", "bertopic", "bertopic-auto")):
        command = [str(python), str(HERE / "cluster_peers.py"), str(data / CLAIMS), *names]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode:
            row(f"peer {', '.join(names)}", f"skipped: {answer.stderr.strip().splitlines()[-1][:40]}")
        for result in (json.loads(line) for line in answer.stdout.splitlines() if line.startswith('{"peer"')):
            name, seconds = result["peer"], statistics.median(result["seconds"])
            row(f"peer {name}, clusters {result['clusters']}: NMI", spread(result["nmi"]), "", seconds)
            busy = statistics.median(result["processor"])
            row(f"peer {name}: its time to that of lexical", f"{seconds / ours:.1f} : 1")
            row(f"peer {name}: the same of all processors", f"{busy / ours_busy:.1f} : 1")


def languages(data: Path) -> None:
    """Half of the pairs teach; in the other half each language is a document of its own, and looks for its twin."""
    import numpy as np

    known = pairs(data)
    random.Random(0).shuffle(known)
    half = len(known) // 2
    documents = [ClusterInput(number, {"en": english, "zh": chinese}) for number, english, chinese, _ in known[:half]]
    for number, english, chinese, _ in known[half:]:
        documents += [ClusterInput(f"{number} en", {"en": english}), ClusterInput(f"{number} zh", {"zh": chinese})]
    clustering, seconds = timed(lambda: cluster_documents(documents))
    assert clustering.placer is not None
    place = clustering.placer.representation.vectors
    english = place([{"en": text} for _, text, _, _ in known[half:]])
    chinese = place([{"zh": text} for _, _, text, _ in known[half:]])
    cosine = (english / np.linalg.norm(english, axis=1, keepdims=True)) @ (
        chinese / np.linalg.norm(chinese, axis=1, keepdims=True)
    ).T
    own = np.diag(cosine)
    row("hydrogen, rank of the Chinese twin: MRR", f"{np.mean(1 / (1 + (cosine > own[:, None]).sum(1))):.3f}", "0.95")
    row("hydrogen, rank of the English twin: MRR", f"{np.mean(1 / (1 + (cosine > own[None]).sum(0))):.3f}", "0.95")
    label = dict(zip(clustering.ids, clustering.labels, strict=True))
    twins = [(label[f"{number} en"], label[f"{number} zh"]) for number, *_ in known[half:]]
    sizes = np.bincount([one for pair in twins for one in pair if one != OUTSIDE], minlength=len(clustering.clusters))
    by_chance = float(((sizes / sizes.sum()) ** 2).sum())
    same = statistics.mean(one == other for one, other in twins)
    row(f"hydrogen, k chosen {len(clustering.clusters)}: twins in one cluster", f"{same:.3f} (chance {by_chance:.3f})")
    shares = [
        sum(one == c for one, _ in twins) / max(1, sum((one == c) + (other == c) for one, other in twins))
        for c in range(len(clustering.clusters))
    ]
    single = sum(share < 0.1 or share > 0.9 for share in shares)
    row("hydrogen, clusters of one language", f"{single} of {len(shares)}", "0", seconds)


def sample_documents(count: int, seed: int) -> tuple[list[ClusterInput], dict[str, str]]:
    """Families of the invented corpus: independent claims, else abstract, else title; and their topics."""
    from landscape.fetchers.sample import families

    documents, topics = [], {}
    for family in families(count, seed):
        texts: dict[str, str] = {}
        for publication in family.publications:
            for claim_set in publication.claims:
                independent = " ".join(claim.text for claim in claim_set.claims if claim.independent)
                texts.setdefault(claim_set.language, independent)
        for other in ("abstracts", "titles"):
            if not any(texts.values()):
                texts = {text.language: text.text for p in family.publications for text in getattr(p, other)}
        documents.append(ClusterInput(family.id, texts))
        topics[family.id] = family.topic or ""
    return documents, topics


def sample(count: int) -> None:
    """The invented corpus: topics found, their number, stability of topics and of what belongs to none."""
    from sklearn.metrics import adjusted_rand_score

    found: list[tuple[float, float, int, float, float]] = []
    lowest: list[float] = []
    for seed in SEEDS:
        documents, topics = sample_documents(count, seed)
        clustering = cluster_documents(documents, seed=seed)
        labels = dict(zip(clustering.ids, clustering.labels, strict=True))
        planted = [id_ for id_ in labels if topics[id_]]
        inside = [id_ for id_ in planted if labels[id_] != OUTSIDE]
        noise = [id_ for id_ in labels if not topics[id_]]
        of_noise = statistics.mean(labels[id_] == OUTSIDE for id_ in noise) if noise else 1.0
        found.append(
            (
                adjusted_rand_score([topics[i] for i in planted], [labels[i] for i in planted]),
                adjusted_rand_score([topics[i] for i in inside], [labels[i] for i in inside]),
                len(clustering.clusters),
                of_noise,
                1 - len(inside) / len(planted),
            )
        )
        lowest.append(min(stability or 0.0 for stability in clustering.stability))
    row(f"sample of {count}, two languages: ARI, outside counted", spread(one[0] for one in found), "0.95")
    row(f"sample of {count}: ARI of those inside", spread(one[1] for one in found), "0.95")
    row(f"sample of {count}: clusters found, of 12", str([one[2] for one in found]), "11 to 13")
    row(f"sample of {count}: least stability of a cluster", spread(lowest), "0.75")
    row(f"sample of {count}: families of no topic left outside", spread(one[3] for one in found))
    row(f"sample of {count}: families of a topic left outside", spread(one[4] for one in found))
    english = (document.texts.get("en", "") for document in documents)
    words = [word for text in english for run in runs(text, "en") for word in run]
    nonsense = [" ".join(random.Random(i).choices(words, k=60)) for i in range(count)]
    scattered = cluster_texts(nonsense, 12)
    most = max(stability or 0.0 for stability in scattered.stability)
    row("words of the sample without order, k = 12: most stability", f"{most:.3f}", "< 0.6")


def refresh(name: str, documents: Sequence[ClusterInput]) -> None:
    """100, then 105 % of the documents: share that keeps its cluster."""
    kept = []
    for seed in SEEDS:
        shuffled = list(documents)
        random.Random(seed).shuffle(shuffled)
        before = cluster_documents(shuffled[: int(len(shuffled) / 1.05)])
        after = cluster_documents(shuffled, previous=before.as_previous())
        old, new = (
            {i: c.clusters[label].id if label != OUTSIDE else "" for i, label in zip(c.ids, c.labels, strict=True)}
            for c in (before, after)
        )
        kept.append(statistics.mean(old[id_] == new[id_] for id_ in old))
    row(f"refresh with 5 % more, {name}: families that stay", spread(kept), "0.98")


def cost(data: Path, largest: int) -> None:
    """Time and peak memory from 1,000 claim sets up, each in a process of its own; claims are joined from halves."""
    times: list[tuple[int, float]] = []
    for count in (n for n in (1_000, 5_000, 20_000, 50_000, 200_000) if n <= largest):
        command = [sys.executable, __file__, "--data", str(data), "--cost-of", str(count)]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, peak = map(float, answer.stdout.split())
        times.append((count, seconds))
        row(f"cost of {count:,} claim sets: peak memory", f"{peak:,.0f} MB", "", seconds)
    if len(times) > 1:
        import numpy as np

        exponent = np.polyfit(*np.log(np.array(times)).T, 1)[0]
        row("exponent of growth in time", f"{exponent:.2f}", "near 1")


def cost_of(data: Path, count: int) -> None:
    """Print seconds and peak MB of one run."""
    halves: dict[str, list[tuple[list[str], list[str]]]] = {}
    for text, group in zip(*claims(data), strict=True):
        words = text.split()
        halves.setdefault(group, []).append((words[: len(words) // 2], words[len(words) // 2 :]))
    generator = random.Random(0)
    documents = []
    for i in range(count):
        of = halves[generator.choice(sorted(halves))]
        documents.append(ClusterInput(f"{i:07d}", {"en": " ".join(generator.choice(of)[0] + generator.choice(of)[1])}))
    _, seconds = timed(lambda: cluster_documents(documents))
    print(seconds, peak_memory())


def peak_memory() -> float:
    """MB of this process at most; where the system tells, without what the process that started it had."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    parts = ("quality", "peers", "languages", "sample", "refresh", "cost")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE.parents[2] / "shared" / "data")
    parser.add_argument("--peers", type=Path, default=None, help="environment of the peers")
    parser.add_argument("--model", default=None, help="sentence model for the sentence representation")
    parser.add_argument("--only", nargs="*", choices=parts, default=parts)
    parser.add_argument("--largest", type=int, default=20_000, help="largest corpus whose cost is measured")
    parser.add_argument("--families", type=int, default=1_000, help="families of the sample")
    parser.add_argument("--cost-of", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.cost_of:
        cost_of(asked.data, asked.cost_of)
        return
    row("what", "found", "aim", None)
    real = (asked.data / CLAIMS).is_file() and (asked.data / HYDROGEN).is_file()
    if not real:
        row("real sets", "skipped: not here")
    if real and "quality" in asked.only:
        quality(asked.data, asked.model)
    if real and "peers" in asked.only:
        peers(asked.data, asked.peers or Path("none"))
    if real and "languages" in asked.only:
        languages(asked.data)
    if "sample" in asked.only:
        sample(asked.families)
    if "refresh" in asked.only:
        refresh("sample", sample_documents(asked.families, 1)[0])
        if real:
            refresh("claims", [ClusterInput(f"{i:05d}", {"en": text}) for i, text in enumerate(claims(asked.data)[0])])
    if real and "cost" in asked.only:
        cost(asked.data, asked.largest)


if __name__ == "__main__":
    main()
