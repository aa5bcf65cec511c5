"""How well names are harmonised: pairwise precision and recall, B-cubed, by spellings and by mentions; time for 50,000.

Run: python tests/benchmarks/applicants.py [FOLDER OF REAL RECORDS] [LIST.csv ...]

The list assignee-names.csv (spellings, entities, mentions), and any further one with its columns, is measured whole
and in two halves of its entities, split by a hash of the entity's id; only the first half was looked at while the
rules were written.  Its truth is of groups here and there (Hoechst with Hoechst Celanese, Honeywell with Honeywell
Information Systems), so both the applicant rung and the group rung are measured.  Names are given either once each, or
as often as they are mentioned.

Peers in the same run: rules for legal forms and case alone (`Rule.SPELLING`), and TF-IDF of characters (two to four
within words) with average linkage by cosine, its threshold chosen on the half looked at (the best F1 over pairs).
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from landscape.applicants import Mention, Resolution, Rule, harmonize, resolve
from landscape.formats import plain_publications
from landscape.records import Provenance, Publication

RULES_ONLY = (Rule.SPELLING, Rule.ORDER, Rule.BOTH_IN_ONE, Rule.ACRONYM, Rule.TRUNCATED)
STEPS = {
    "legal forms and case alone": (Rule.SPELLING,),
    "rules only": RULES_ONLY,
    "+ alias list": (*RULES_ONLY, Rule.ALIAS),
    "+ misspellings": (*RULES_ONLY, Rule.ALIAS, Rule.MISSPELLING),
    "all": tuple(Rule),
}


def pairwise(truth: Mapping[str, str], found: Mapping[str, str], weight: Mapping[str, int]) -> tuple[float, float]:
    """Precision and recall over pairs of mentions; with weight 1 everywhere, over pairs of spellings."""

    def pairs(groups: Iterable[list[str]]) -> float:
        totals = [sum(weight[n] for n in names) for names in groups]
        return sum(t * (t - 1) / 2 for t in totals)

    by_truth, by_found, by_both = defaultdict(list), defaultdict(list), defaultdict(list)
    for name in truth:
        by_truth[truth[name]].append(name)
        by_found[found[name]].append(name)
        by_both[truth[name], found[name]].append(name)
    both = pairs(by_both.values())
    return both / max(1, pairs(by_found.values())), both / max(1, pairs(by_truth.values()))


def b_cubed(truth: Mapping[str, str], found: Mapping[str, str], weight: Mapping[str, int]) -> tuple[float, float]:
    """B-cubed precision and recall: the mean over mentions of the share of right company in its cluster."""
    in_truth, in_found, in_both = Counter(), Counter(), Counter()
    for name in truth:
        in_truth[truth[name]] += weight[name]
        in_found[found[name]] += weight[name]
        in_both[truth[name], found[name]] += weight[name]
    total = sum(weight[name] for name in truth)
    precision = sum(weight[n] * in_both[truth[n], found[n]] / in_found[found[n]] for n in truth) / total
    recall = sum(weight[n] * in_both[truth[n], found[n]] / in_truth[truth[n]] for n in truth) / total
    return precision, recall


def measure(truth: Mapping[str, str], found: Mapping[str, str], mentions: Mapping[str, int]) -> str:
    """One row: pairs and B-cubed, by spellings and by mentions."""
    ones = dict.fromkeys(truth, 1)
    parts = [f(truth, found, w) for w in (ones, mentions) for f in (pairwise, b_cubed)]
    return " | ".join(f"{p:.3f} {r:.3f}" for p, r in parts)


def half(entity: str) -> int:
    """Which half an entity belongs to: 0 was looked at, 1 held out."""
    return hashlib.sha256(entity.encode()).digest()[-1] % 2


def by_likeness(truth: Mapping[str, str]) -> dict[str, str]:
    """The peer: average linkage of character TF-IDF, at the threshold that does best on the half looked at."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import pdist
    from sklearn.feature_extraction.text import TfidfVectorizer

    names = sorted(truth)
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), dtype=np.float32).fit_transform(names)
    tree = linkage(pdist(vectors.toarray(), "cosine"), "average")
    looked_at = {name: truth[name] for name in names if half(truth[name]) == 0}
    ones = dict.fromkeys(looked_at, 1)
    best: tuple[float, dict[str, str]] = (-1.0, {})
    for step in range(20, 90, 2):
        found = dict(zip(names, map(str, fcluster(tree, step / 100, "distance")), strict=True))
        precision, recall = pairwise(looked_at, found, ones)
        best = max(best, (2 * precision * recall / max(1e-9, precision + recall), found), key=lambda each: each[0])
    return best[1]


MOST_LIKE = 5_000  # names whose distances fit in memory


def name_list(file: Path) -> None:
    """A benchmark list: ablation, peers, halves, once each and by mentions, applicants and groups."""
    rows = list(csv.DictReader(file.open(encoding="utf-8")))
    mentions = {row["name"]: int(row["mentions"]) for row in rows}
    truth = {row["name"]: row["entity"] for row in rows}
    print(f"{file.name}: {len(truth):,} spellings of {len(set(truth.values())):,} entities; precision and recall")
    print(f"{'':44} | {'pairs,spell.':11} | {'B3,spell.':11} | {'pairs,ment.':11} | {'B3,ment.':11}")
    if len(truth) <= MOST_LIKE:
        start = time.process_time()
        alike = by_likeness(truth)
        print(f"{'peer: character TF-IDF, average linkage':44} | {measure(truth, alike, mentions)}", end="")
        print(f"   ({time.process_time() - start:.1f} s)")
        names = [n for n in truth if half(truth[n]) == 1]
        print(f"{'peer: the same, held out':44} | {measure({n: truth[n] for n in names}, alike, mentions)}")
    for given in ("once each", "by mentions"):
        times = {name: 1 if given == "once each" else mentions[name] for name in truth}
        for label, rules in STEPS.items():
            found = resolve((Mention(n) for n in sorted(truth) for _ in range(times[n])), rules=rules)
            entities = {n: str(a) for n, a in found.spellings.items()}
            print(f"{given + ', ' + label:44} | {measure(truth, entities, mentions)}")
        for part in (0, 1):
            names = [n for n in truth if half(truth[n]) == part]
            label = f"{given}, all, {'held out' if part else 'looked at'}"
            print(f"{label:44} | {measure({n: truth[n] for n in names}, entities, mentions)}")
        groups = {n: a.group or str(a) for n, a in found.spellings.items()}
        print(f"{given + ', all, group rung':44} | {measure(truth, groups, mentions)}")


def two_scripts(folder: Path) -> None:
    """Publications that list one applicant in Latin and original script: do the two meet, by names and by records?"""
    file = folder / "patents/hydrogen-biblio.jsonl.gz"
    mentions = []
    with gzip.open(file, "rb") as stream:
        for record in plain_publications.parse(stream, Provenance("files", file.name)):
            if isinstance(record, Publication):
                mentions += [Mention(a.name, a.country, "", str(record.number), a.form) for a in record.applicants]
    lists: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        lists[mention.publication].add(mention.name)
    pairs = Counter(tuple(sorted(names)) for names in lists.values() if len(names) == 2)
    pairs = Counter({pair: n for pair, n in pairs.items() if pair[0].isascii() and not pair[1].isascii()})
    print(f"\nhydrogen: {len(pairs)} pairs of a Latin and an original name, {pairs.total()} publications; share joined")
    for label, found in (
        ("names alone", harmonize(mention.name for mention in mentions)),
        ("with records", resolve(mentions).spellings),
    ):
        for part in (0, 1):
            those = [pair for pair in pairs if half(pair[1]) == part]
            met = [pair for pair in those if found[pair[0]] == found[pair[1]]]
            publications = sum(pairs[pair] for pair in met) / sum(pairs[pair] for pair in those)
            name = f"{label}, {'held out' if part else 'looked at'}"
            print(f"{name:44} | pairs {len(met) / len(those):.3f} | publications {publications:.3f}")


def invented(count: int, seed: int = 0) -> list[str]:
    """Invented names of firms in several spellings each."""
    draw = random.Random(seed)
    parts = [
        "ba",
        "ko",
        "li",
        "ren",
        "to",
        "vas",
        "mi",
        "dor",
        "ul",
        "ne",
        "gra",
        "shi",
        "fen",
        "ta",
        "qui",
        "zo",
        "pel",
        "har",
        "ran",
        "sun",
        "vel",
        "mor",
    ]
    fields = [
        "Chemical",
        "Electronics",
        "Motor",
        "Energy",
        "Battery",
        "Materials",
        "Technology",
        "Systems",
        "Pharma",
        "Steel",
        "Glass",
        "Power",
    ]
    forms = ["Inc.", "Co., Ltd.", "GmbH", "Corporation", "S.A.", "K.K.", "LLC", "AG", ""]
    names = []
    while len(names) < count:
        brand = "".join(draw.choices(parts, k=draw.randint(2, 4))).capitalize()
        name = " ".join([brand, *draw.sample(fields, draw.randint(0, 2))])
        for _ in range(draw.randint(1, 4)):
            spelling = f"{name} {draw.choice(forms)}".strip()
            if draw.random() < 0.1:
                at = draw.randrange(1, len(name) - 1)
                spelling = spelling[:at] + spelling[at + 1 :]
            names.append(spelling.upper() if draw.random() < 0.3 else spelling)
    return names[:count]


def speed(count: int = 50_000) -> None:
    """Seconds for many invented names."""
    names = sorted(set(invented(2 * count)))[:count]
    start, start_cpu = time.perf_counter(), time.process_time()
    found: Resolution = resolve(Mention(name) for name in names)
    took, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    print(f"\n{len(names):,} invented spellings: {took:.1f} s ({cpu:.1f} s of processor time)")
    print(f"{len(found.applicants):,} applicants, {len(found.unsure):,} pairs unsure")


def main() -> None:
    """Print the tables."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from conftest import SHARED_DATA

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED_DATA
    for file in map(Path, sys.argv[2:]):
        name_list(file)
    if folder.is_dir():
        name_list(folder / "benchmarks/assignee-names.csv")
        two_scripts(folder)
    else:
        print(f"no real records at {folder}: measuring speed alone")
    speed()


if __name__ == "__main__":
    main()
