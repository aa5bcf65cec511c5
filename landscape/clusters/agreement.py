"""How far two groupings of the same things agree, such as clusters of texts and communities of citations."""

from __future__ import annotations

from collections.abc import Hashable, Sequence


def adjusted_mutual_information(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Adjusted mutual information of two groupings (n,) each: 1 for equal ones, about 0 for independent ones.

    Vinh, Epps and Bailey, Journal of Machine Learning Research 11, 2010; arithmetic mean.  Raises ValueError if the
    lengths differ.

    >>> adjusted_mutual_information(["a", "a", "b", "b"], [2, 2, 1, 1])
    1.0
    """
    from sklearn.metrics import adjusted_mutual_info_score
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        return round(float(adjusted_mutual_info_score(_numbered(one), _numbered(other))), 9)


def _numbered(groups: Sequence[Hashable]) -> list[int]:
    number = {group: i for i, group in enumerate(dict.fromkeys(groups))}
    return [number[group] for group in groups]
