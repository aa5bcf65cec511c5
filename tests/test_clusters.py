"""Clusters of claim texts."""

from __future__ import annotations

import random

from landscape.clusters import OUTSIDE, cluster_texts

TOPICS = {
    "battery": "sulfide electrolyte anode cathode lithium separator cell pouch current collector",
    "drone": "rotor propeller aircraft flight altitude wing pilot landing gear fuselage",
    "food": "protein sugar fermentation yeast flavour dietary fibre vitamin beverage extract",
}


def invented(count: int, seed: int = 0) -> tuple[list[str], list[str]]:
    """Texts of random words from three topics, with their topics."""
    generator = random.Random(seed)
    topics = [generator.choice(sorted(TOPICS)) for _ in range(count)]
    return [f"1. A device comprising {' '.join(generator.choices(TOPICS[t].split(), k=25))}." for t in topics], topics


def test_planted_topics_are_found() -> None:
    """With k free, three planted topics come back as three clusters."""
    texts, topics = invented(120)
    clustering = cluster_texts(texts)
    assert len(clustering.clusters) == 3
    pairs = {(t, c) for t, c in zip(topics, clustering.labels, strict=True) if c != OUTSIDE}
    assert len(pairs) == 3


def test_input_order_does_not_matter() -> None:
    """Shuffled input gives each text the same cluster."""
    texts, _ = invented(90)
    order = random.Random(1).sample(range(90), 90)
    straight = cluster_texts(texts, 3)
    shuffled = cluster_texts([texts[i] for i in order], 3)
    assert [straight.labels[i] for i in order] == list(shuffled.labels)
    assert straight.terms == shuffled.terms
