"""Rules that join names by what the names say: lists, letters, scripts, acronyms, misspellings, sounds, translation.

Each rule is a function of the nodes that yields edges, in an order that depends on the names alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from landscape.applicants.cleaning import Cleaned, before_place, clean, clean_words
from landscape.applicants.entities import Rule
from landscape.applicants.joining import Edge
from landscape.applicants.known import known_applicants, known_names
from landscape.applicants.near_names import near_long_names
from landscape.applicants.nodes import Nodes
from landscape.applicants.scripts import Script, raw_words
from landscape.applicants.sounds import sound_key
from landscape.applicants.spelling import Speller, american, singular, slips, without_stray
from landscape.applicants.stated import both_scripts, stated_acronym, truncations
from landscape.applicants.translation import translations
from landscape.applicants.wordlists import squeeze, stop_words

_SHORTEST_SOUND = 9
_SHORTEST_NEAR_SOUND, _NEAR_SOUND = 16, 0.9
# Last syllables of Korean words for institute, school, company, society, corps: such names are no one's by ear.
_SINO_KOREAN = ("원", "소", "교", "사", "회", "단")
_SHORTEST_COMPACT = 6
_BETTER = 5  # times as many mentions for a name of common words, where one is misspelt


def same_anchor(nodes: Nodes) -> Iterator[Edge]:
    """Names of one applicant of the reviewed list, or of one target of the query's overrides."""
    for node, anchor in sorted(nodes.anchors.items()):
        first = nodes.first_of(anchor)
        if first and node != first:
            known = known_applicants().get(anchor)
            rule = Rule.OVERRIDE if nodes.placed_by_query(node) else Rule.ALIAS
            yield Edge(first, node, rule, f"names of {known.name if known else anchor}")


def same_letters(nodes: Nodes) -> Iterator[Edge]:
    """Names that differ in blanks only; those that differ in the order of words share a node already."""
    by_letters: dict[str, str] = {}
    for node in sorted(nodes.cleaned):
        letters = nodes.cleaned[node].compact
        if nodes.open(node) and len(letters) >= _SHORTEST_COMPACT and "=" not in node:
            if letters in by_letters:
                yield Edge(by_letters[letters], node, Rule.ORDER, f"both are “{letters}” without blanks")
            by_letters.setdefault(letters, node)


def both_in_one(nodes: Nodes) -> Iterator[Edge]:
    """A name filed in two scripts at once is both of its halves, where they are names of the corpus."""
    for name in sorted(nodes.counts):
        node = nodes.node_of[name]
        for half in (both_scripts(name) if nodes.open(node) else None) or ():
            if other := nodes.find(clean(half).key):
                yield Edge(node, other, Rule.BOTH_IN_ONE, f"“{name}” holds both")


def acronyms(nodes: Nodes) -> Iterator[Edge]:
    """A name with its acronym is the name without it; the acronym alone is the name, if one applicant states it."""
    stating: dict[str, dict[str, str]] = defaultdict(dict)
    for name in sorted(nodes.counts):
        node = nodes.node_of[name]
        found = stated_acronym(name) if nodes.open(node) else None
        if found:
            rest, acronym = found
            stating[acronym][node] = name
            if full := nodes.find(clean(rest).key):
                yield Edge(node, full, Rule.ACRONYM, f"“{acronym}” is the acronym of the rest")
    for acronym, names in sorted(stating.items()):
        if not nodes.find(acronym):
            continue
        first = min(names)
        if len({nodes.components.root(node) for node in names}) == 1:
            yield Edge(acronym, first, Rule.ACRONYM, f"“{names[first]}” states it")
        else:
            for node in sorted(names):
                nodes.doubt(acronym, node, "several applicants state this acronym")


def misspellings(nodes: Nodes) -> Iterator[Edge]:
    """Names that meet once misspelt words are corrected, all else agreeing."""
    words: Counter[tuple[str, ...]] = Counter()
    latin = [name for name in sorted(nodes.counts) if nodes.cleaned[nodes.node_of[name]].script is Script.LATIN]
    for name in latin:
        words[raw_words(name)] += nodes.counts[name]
    speller = Speller(words)
    fixed: dict[str, Cleaned] = {}
    right: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in latin:
        if nodes.open(node := nodes.node_of[name]):
            for key, difference in _corrected(name, nodes, speller, fixed):
                right[key].append((node, difference))
    for key, found in sorted(right.items()):
        anchor = nodes.speaks_of(key) or found[0][0]
        for node, difference in found:
            if node != anchor:
                yield Edge(anchor, node, Rule.MISSPELLING, difference)
    for node, other, difference in near_long_names(fixed, nodes.weight, nodes.official):
        yield Edge(other, node, Rule.MISSPELLING, difference)


def _corrected(name: str, nodes: Nodes, speller: Speller, fixed: dict[str, Cleaned]) -> Iterator[tuple[str, str]]:
    """(key, what was corrected) of the readings of a name by its words; what is supported is noted in `fixed`."""
    node = nodes.node_of[name]
    stated = stated_acronym(name)
    words = raw_words(stated[0] if stated else name)
    right, supported = speller.correct(words)
    cleaned = clean_words(right)
    if supported or (len(cleaned.words) > 1 and nodes.known(cleaned)):
        fixed[node] = cleaned
        if cleaned.key != node:
            yield cleaned.key, _difference(words, right)
        if key := singular(cleaned.words):
            yield f"{key} (singular)", "singular and plural"
        if key := american(cleaned.words):
            yield f"{key} (America)", "America and American"
        if whole := known_names().institution(cleaned):
            yield clean(whole).key, f"goes on from “{whole}”"
        if (head := before_place(right)) and nodes.speaks_of(key := clean_words(head).key):
            yield key, "without what follows the legal form"
    elif cleaned.key != node and (other := nodes.speaks_of(cleaned.key)):
        if slips(words, right) and nodes.weight(other) >= _BETTER * nodes.weight(node):
            yield cleaned.key, _difference(words, right)
        nodes.doubt(other, node, _difference(words, right) + "; the name has no other word to go by")
    whole_name = clean_words(speller.correct(raw_words(name))[0]) if stated else cleaned
    yield from _known(whole_name, nodes)
    if len(words) > 2 and words[0].isdigit() and nodes.speaks_of(key := clean_words(right[1:]).key):
        yield key, f"without the leading {words[0]}"
    if (plain := without_stray(name)) != name and nodes.speaks_of(key := clean(plain).key):
        yield key, "without misspelt small words"


def _known(cleaned: Cleaned, nodes: Nodes) -> Iterator[tuple[str, str]]:
    """Known applicants of the corpus that a name tells by an acronym, or by two of their names."""
    if other := nodes.first_of(known_names().by_acronym(cleaned)):
        yield other, "states the acronym beside most of the full name"
    if other := nodes.first_of(known_names().twice(cleaned)):
        yield other, "holds two names of one applicant"


def _difference(words: Iterable[str], right: Iterable[str]) -> str:
    words, right = tuple(words), tuple(right)
    wrong, fresh = (" ".join(w for w in some if w not in others) for some, others in ((words, right), (right, words)))
    return f"{wrong} for {fresh}" if wrong and fresh else "equal once corrected"


def sounds(nodes: Nodes) -> Iterator[Edge]:
    """Names written down by ear in another script; none where names of several applicants sound alike."""
    by_sound: dict[str, dict[Script, list[str]]] = defaultdict(lambda: defaultdict(list))
    for node in sorted(nodes.cleaned):
        cleaned = nodes.cleaned[node]
        if nodes.open(node) and cleaned.script is not Script.HAN:
            sound = sound_key(cleaned.text)
            if len(sound) >= _SHORTEST_SOUND:
                by_sound[sound][cleaned.script].append(node)
    for sound, scripts in sorted(by_sound.items()):
        known = nodes.first_of(known_names().sounds.get(sound))
        alike = [node for script in sorted(scripts) for node in scripts[script]] + ([known] if known else [])
        latin = {nodes.components.root(node) for node in scripts.get(Script.LATIN, ())}
        if len(latin) < 2 and (len(scripts) > 1 or known):
            for node in alike[1:]:
                yield Edge(alike[0], node, Rule.SOUND, f"both sound “{sound}”")
        if known or latin or nodes.cleaned[alike[0]].text.endswith(_SINO_KOREAN):
            continue
        near = _nearest_known(sound) if len(sound) >= _SHORTEST_NEAR_SOUND else None
        if near and (known := nodes.first_of(known_names().sounds[near])):
            for node in alike:
                yield Edge(known, node, Rule.SOUND, f"“{sound}”, nearly “{near}”")


def _nearest_known(sound: str) -> str | None:
    """The known applicant's sound that a long name in a foreign script renders with a sound in ten amiss, if any."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    known = list(known_names().sounds)
    found = process.extractOne(sound, known, scorer=OSA.normalized_similarity, score_cutoff=_NEAR_SOUND)
    return found[0] if found else None


def translated(nodes: Nodes) -> Iterator[Edge]:
    """Chinese names and their English ones, by pinyin and translation."""
    names: Mapping[str, Cleaned] = {node: cleaned for node, cleaned in nodes.cleaned.items() if nodes.open(node)}
    for latin, han, why in translations(names):
        yield Edge(latin, han, Rule.TRANSLATION, why)


def truncated(nodes: Nodes) -> Iterator[Edge]:
    """Names that break off, where the names of one applicant alone go on from there."""
    endings = {}
    for name in sorted(nodes.counts):
        words, node = raw_words(name), nodes.node_of[name]
        if len(words) > 1 and len(words[-1]) > 1 and squeeze(words[-1]) in stop_words() and nodes.open(node):
            endings[node] = words[-1]
    for node, longer, why in truncations(nodes.latin(), endings):
        if len({nodes.components.root(other) for other in longer}) == 1:
            yield Edge(node, longer[0], Rule.TRUNCATED, why)
