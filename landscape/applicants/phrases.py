"""Phrases around the name proper: who acts for whom, earlier names, governing bodies of universities."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from landscape.applicants.wordlists import squeeze, stop_words

Words = tuple[str, ...]


@dataclass(frozen=True)
class _Phrases:
    cut: tuple[Words, ...]
    represented: tuple[Words, ...]
    crown: tuple[Words, ...]
    offices: frozenset[str]
    states: dict[Words, str]
    university_words: frozenset[str]
    bodies: frozenset[str]
    transfer: tuple[Words, ...]
    other: tuple[str, ...]
    describing: frozenset[str]
    described: frozenset[str]
    regions: dict[str, Words]

    @cached_property
    def marks(self) -> frozenset[str]:
        """Words of which a name with any of these phrases has one: their first, an article, the word for a field."""
        begun = (*self.cut, *self.represented, *self.crown)
        return frozenset({phrase[0] for phrase in begun} | {"a", "an", "cod"} | {w for s in self.states for w in s})


def _split(phrases: list[str]) -> tuple[Words, ...]:
    """Phrases as words, longest first."""
    return tuple(sorted((tuple(p.split()) for p in phrases), key=lambda p: (-len(p), p)))


@cache
def phrases() -> _Phrases:
    """The phrases of the data file."""
    read = tomllib.loads(resources.files("landscape.applicants").joinpath("phrases.toml").read_text("utf-8"))
    universities = read["universities"]
    return _Phrases(
        cut=_split(read["cut"]),
        represented=_split(read["represented"]),
        crown=_split(read["crown"]),
        offices=frozenset(read["offices"]),
        states={tuple(state.split()): short for state, short in read["states"].items()},
        university_words=frozenset(universities["words"]),
        bodies=frozenset(universities["bodies"]),
        transfer=_split(universities["transfer"]),
        other=tuple(sorted(universities["other"], key=lambda p: (-len(p), p))),
        describing=frozenset(read["describing"]).union(*map(str.split, read["regions"])),
        described=frozenset(read["described"]),
        regions={short: tuple(name.split()) for name, forms in read["regions"].items() for short in forms.split()},
    )


def _find(words: Words, phrase: Words, last: bool = False) -> int:
    """Where a phrase begins among the words, -1 if nowhere."""
    found = -1
    if phrase[0] not in words:
        return found
    for at in range(len(words) - len(phrase) + 1):
        if words[at : at + len(phrase)] == phrase:
            if not last:
                return at
            found = at
    return found


def reduce_phrases(words: Words) -> Words:
    """The name proper: without what was cut off, the acting body in place of whom it represents.

    >>> reduce_phrases(tuple("the united states of america as represented by the secretary of the navy".split()))
    ('us', 'navy')
    >>> reduce_phrases(tuple("acme gmbh formerly apex gmbh".split()))
    ('acme', 'gmbh')
    """
    known = phrases()
    if known.marks.isdisjoint(words):
        return words
    if "cod" in words and (at := words.index("cod")) > 2 and words[at - 2] == "cnt":
        words = words[: at - 2]  # "CNT FRX COD 03", a field of old office tapes, and what follows
    for phrase in known.cut:
        at = _find(words, phrase)
        if at > 0:
            words = words[:at]
    state = ""
    for phrase in known.crown:
        at = _find(words, phrase)
        if at > 0:
            words, state = words[:at], "uk"
    principal, agent = _represented(words)
    if principal:
        before, _ = _without_state(principal)
        state = state or _without_state(principal)[1]
        plain = known.bodies.issuperset(before) or known.university_words.intersection(agent)
        if not state and before and len(before) <= 2 and not plain:
            state = " ".join(before)
    words = _without_description(agent)
    return _reduce_state(words, state, bool(principal))


def _without_description(words: Words) -> Words:
    """The words before "a Delaware corporation" and the like: an article, what describes, what is described."""
    known = phrases()
    for at, word in enumerate(words):
        if word in ("a", "an") and at:
            stop = next((n for n in range(at + 1, len(words)) if words[n] not in known.describing), len(words))
            if stop < len(words) and words[stop] in known.described:
                return words[:at]
    return words


def _represented(words: Words) -> tuple[Words, Words]:
    """(principal, agent) of "A represented by B", the last such phrase counting; no principal where there is none."""
    best, stop = -1, 0
    for phrase in phrases().represented:
        at = _find(words, phrase, last=True)
        if at > 0 and (at + len(phrase), -at) > (stop, -best):
            best, stop = at, at + len(phrase)
    if best <= 0:
        return (), words
    return (words[:best], words[stop:]) if stop < len(words) else ((), words[:best])


def _without_state(words: Words) -> tuple[Words, str]:
    """The words without articles and without a state's name at either end, and the state's short name or ""."""
    stops, states = stop_words(), phrases().states
    core = tuple(word for word in words if squeeze(word) not in stops and word != "government")
    for length in range(min(6, len(core)), 0, -1):
        if core[:length] in states:
            return core[length:], states[core[:length]]
        if core[-length:] in states and core[0] in phrases().offices:
            return core[:-length], states[core[-length:]]
    return core, ""


def _reduce_state(words: Words, state: str, acting: bool) -> Words:
    """An office of a state as (state, what it is for); other names unchanged."""
    core, named = _without_state(words)
    state = state or named
    if acting:  # "the Secretary of the United States Department of Energy"
        while core and core[0] in phrases().offices:
            core, named = _without_state(core[1:])
            state = state or named
        core = core or words
    if not state and not acting:
        return words
    offices = phrases().offices
    body = tuple(
        w for n, w in enumerate(core) if w not in offices and not (w == "state" and n and core[n - 1] == "secretary")
    )
    if not body:
        body = core
    return (state, *body) if state and body else (body or words)


def reduce_universities(words: list[str]) -> list[str]:
    """A university in place of its governing body or of the body it files through; words are common ones in full.

    >>> reduce_universities("regents of the university of michigan".split())
    ['of', 'the', 'university', 'of', 'michigan']
    """
    known = phrases()
    if not known.university_words.intersection(words):
        return words
    words = _with_regions(words)
    stops = stop_words()
    bare = tuple(word for word in words if squeeze(word) not in stops)
    for phrase in known.transfer:
        at = _find(bare, phrase)
        rest = bare[:at] + bare[at + len(phrase) :]
        if at >= 0 and known.university_words.intersection(rest) and len(rest) > 1:
            words = list(rest)
            break
    kept = [word for word in words if word not in known.bodies]
    distinctive = [w for w in kept if w not in known.university_words and squeeze(w) not in stops]
    return kept if distinctive else words


def _with_regions(words: list[str]) -> list[str]:
    """The words of a university's name with the states in it in full ("univ of penna")."""
    known, stops = phrases(), stop_words()
    full: list[str] = []
    last = "university"
    for word in words:
        sure = len(word) > 2 or last in known.university_words
        full.extend(known.regions.get(word, (word,)) if sure else (word,))
        last = last if squeeze(word) in stops else word
    return full


def without_transfer_bodies(text: str) -> str:
    """The same for a name in a script without blanks.

    >>> without_transfer_bodies("한양대학교산학협력단")
    '한양대학교'
    """
    for phrase in phrases().other:
        left = text.replace(phrase, "")
        if len(left) >= 2:
            text = left
    return text
