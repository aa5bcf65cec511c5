"""The ladder: names as filed, cleaned, joined into applicants, gathered into groups, with the reason for every step.

A merge needs more than a likeness of letters: equal cleaned forms, the reviewed list, the query's word, or evidence
from the names and records at hand.  What is merely alike is listed as unsure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from landscape.applicants import evidence
from landscape.applicants.cleaning import Cleaned, clean, clean_person, clean_words
from landscape.applicants.entities import Doubt, Judgement, Mention, Merge, Resolution, Rule
from landscape.applicants.identity import Members, identify
from landscape.applicants.joining import Components, Edge
from landscape.applicants.kinds import is_person
from landscape.applicants.known import known_applicants, known_names
from landscape.applicants.overrides import Overrides
from landscape.applicants.scripts import Script, raw_words
from landscape.applicants.sounds import sound_key
from landscape.applicants.spelling import Speller, generic_words, near_pairs
from landscape.applicants.stated import both_scripts, stated_acronym, truncations
from landscape.applicants.translation import translations
from landscape.applicants.wordlists import squeeze, stop_words

_SHORTEST_SOUND = 9
_SHORTEST_COMPACT = 6
_LIKELY = 80.0  # likeness that, with one family in common, joins two names
_SHORTEST_NEAR = 9  # letters of a word of which one may differ when all other words agree


class Resolver:
    """One run over the mentions of a corpus; `resolution` is its result."""

    def __init__(
        self,
        mentions: Iterable[Mention],
        aliases: Mapping[str, str],
        inventors: Mapping[str, Collection[str]],
        rules: Collection[Rule],
    ) -> None:
        self._rules = frozenset(rules)
        self._mentions = list(mentions)
        self._inventors = inventors
        self._counts = Counter(mention.name for mention in self._mentions)
        self._overrides = Overrides(aliases)
        self._node_of: dict[str, str] = {}  # name as filed -> node (its key)
        self._nodes: dict[str, Cleaned] = {}
        self._spellings: dict[str, list[str]] = defaultdict(list)
        self._doubts: list[Doubt] = []
        self._anchors: dict[str, str] = {}
        self._alias_notes: dict[str, str] = {}
        for name in sorted(self._counts):
            self._place(name)
        self._components = Components(self._nodes, self._anchors)
        self._join()

    # -- rung two: cleaned names are the nodes ------------------------------------------------------------------

    def _place(self, name: str) -> None:
        """Give a name its node: its cleaned key, or a node of its own where the query keeps it apart."""
        target = self._overrides.target(name)
        known = known_names().find(name) if Rule.ALIAS in self._rules else None
        person = known is None and target is None and is_person(name)
        cleaned = clean_person(name) if person else clean(name)
        node = cleaned.key
        if target is not None:
            node = f"={name}"
            self._anchors[node] = target
        elif known and known_names().find_cleaned(cleaned) != known:
            node = f"{cleaned.key} ={known}"  # told apart by words that cleaning leaves out
        if known and target is None:
            self._anchors[node] = known
        self._node_of[name] = node
        self._spellings[node].append(name)
        if node not in self._nodes or self._nodes[node].person:
            self._nodes[node] = cleaned

    def _mentions_of(self, node: str) -> int:
        return sum(self._counts[name] for name in self._spellings[node])

    # -- rung three: nodes are joined into applicants -----------------------------------------------------------

    def _join(self) -> None:
        steps = (
            (Rule.ALIAS, self._same_anchor),
            (Rule.ORDER, self._same_letters),
            (Rule.BOTH_IN_ONE, self._both_in_one),
            (Rule.ACRONYM, self._acronyms),
            (Rule.MISSPELLING, self._misspellings),
            (Rule.SOUND, self._sounds),
            (Rule.TRANSLATION, self._translations),
            (Rule.SAME_PUBLICATION, self._publications),
            (Rule.SAME_FAMILY, self._families),
            (Rule.INVENTORS, self._near),
            (Rule.TRUNCATED, self._truncated),
        )
        for rule, step in steps:
            if rule in self._rules:
                for edge in step():
                    self._components.join(edge)

    def _open(self, node: str) -> bool:
        """Whether rules may touch a node: not a person, not placed by the query."""
        return not node.startswith("=") and not self._nodes[node].person

    def _same_anchor(self) -> Iterator[Edge]:
        """Names of one applicant of the reviewed list, or of one target of the query's overrides."""
        first: dict[str, str] = {}
        for node, anchor in sorted(self._anchors.items()):
            known = known_applicants().get(anchor)
            rule = Rule.OVERRIDE if node.startswith("=") else Rule.ALIAS
            if anchor in first:
                yield Edge(first[anchor], node, rule, f"names of {known.name if known else anchor}")
            first.setdefault(anchor, node)

    def _same_letters(self) -> Iterator[Edge]:
        by_letters: dict[str, str] = {}
        for node in sorted(self._nodes):
            letters = self._nodes[node].compact
            if self._open(node) and len(letters) >= _SHORTEST_COMPACT and "=" not in node:
                if letters in by_letters:
                    yield Edge(by_letters[letters], node, Rule.ORDER, f"both are “{letters}” without blanks")
                by_letters.setdefault(letters, node)

    def _find(self, name: str) -> str | None:
        """The node a name would have, if it is one of this corpus."""
        key = clean(name).key
        return key if key in self._nodes and self._open(key) else None

    def _both_in_one(self) -> Iterator[Edge]:
        for name in sorted(self._counts):
            halves = both_scripts(name) if self._open(self._node_of[name]) else None
            for half in halves or ():
                if other := self._find(half):
                    yield Edge(self._node_of[name], other, Rule.BOTH_IN_ONE, f"“{name}” holds both")

    def _acronyms(self) -> Iterator[Edge]:
        """A name with its acronym is the name without it; the acronym alone is the name, if only one name states it."""
        stated: dict[str, dict[str, str]] = defaultdict(dict)
        for name in sorted(self._counts):
            node = self._node_of[name]
            found = stated_acronym(name) if self._open(node) else None
            if not found:
                continue
            rest, acronym = found
            full = clean(rest).key
            if full in self._nodes and self._open(full):
                yield Edge(node, full, Rule.ACRONYM, f"“{acronym}” is the acronym of the rest")
            stated[acronym][node] = name
        for acronym, nodes in sorted(stated.items()):
            first, *others = sorted(nodes)
            for other in others:
                if clean(stated_acronym(nodes[first])[0]).words[:1] == clean(stated_acronym(nodes[other])[0]).words[:1]:  # type: ignore[index]
                    pass
            yield from self._lone_acronym(acronym, [first, *others], nodes)

    def _lone_acronym(self, acronym: str, stating: list[str], names: Mapping[str, str]) -> Iterator[Edge]:
        if acronym not in self._nodes or not self._open(acronym):
            return
        if len({self._components.root(node) for node in stating}) == 1:
            yield Edge(acronym, stating[0], Rule.ACRONYM, f"“{names[stating[0]]}” states it")
        else:
            for node in stating:
                self._doubt(acronym, node, "several names state this acronym")

    def _misspellings(self) -> Iterator[Edge]:
        names: Counter[tuple[str, ...]] = Counter()
        latin = [n for n in sorted(self._counts) if self._nodes[self._node_of[n]].script is Script.LATIN]
        for name in latin:
            names[raw_words(name)] += self._counts[name]
        speller = Speller(names)
        right: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name in latin:
            node = self._node_of[name]
            if not self._open(node):
                continue
            words = raw_words(stated[0] if (stated := stated_acronym(name)) else name)
            fixed = speller.correct(words)
            cleaned = clean_words(fixed)
            if cleaned.key != node:
                right[cleaned.key].append((node, _difference(words, fixed)))
        known = known_names()
        for key, found in sorted(right.items()):
            anchors = self._anchor_nodes(key, known.find_cleaned(Cleaned(tuple(key.split()), Script.LATIN)))
            first = anchors or found[0][0]
            for node, difference in found:
                if node != first:
                    yield Edge(first, node, Rule.MISSPELLING, difference or "equal once corrected")

    def _anchor_nodes(self, key: str, known: str | None) -> str | None:
        """The node a corrected key speaks of: the one it equals, or one of the known applicant it names."""
        if key in self._nodes and self._open(key):
            return key
        if known and Rule.ALIAS in self._rules:
            return next((node for node, anchor in sorted(self._anchors.items()) if anchor == known), None)
        return None

    def _sounds(self) -> Iterator[Edge]:
        by_sound: dict[str, dict[Script, list[str]]] = defaultdict(lambda: defaultdict(list))
        for node in sorted(self._nodes):
            cleaned = self._nodes[node]
            if self._open(node) and cleaned.script is not Script.HAN:
                sound = sound_key(cleaned.text)
                if len(sound) >= _SHORTEST_SOUND:
                    by_sound[sound][cleaned.script].append(node)
        for sound, scripts in sorted(by_sound.items()):
            nodes = [node for script in sorted(scripts) for node in scripts[script]]
            if known := known_names().sounds.get(sound):
                nodes += [node for node, anchor in sorted(self._anchors.items()) if anchor == known][:1]
            roots = {self._components.root(node) for node in scripts.get(Script.LATIN, [])}
            if len(nodes) > 1 and len(roots) < 2 and (len(scripts) > 1 or known):
                for node in nodes[1:]:
                    yield Edge(nodes[0], node, Rule.SOUND, f"both sound “{sound}”")

    def _translations(self) -> Iterator[Edge]:
        open_nodes = {node: cleaned for node, cleaned in self._nodes.items() if self._open(node)}
        for latin, han, why in translations(open_nodes):
            yield Edge(latin, han, Rule.TRANSLATION, why)

    def _publications(self) -> Iterator[Edge]:
        for _ in range(2):  # what the first round joins lets the second take it away from longer lists
            for found, told in evidence.same_publication(self._mentions, self._node_of, self._components.root, self._open):
                why = f"the only applicant left in both lists of {found.times} publications"
                if found.decisive and (told or found.times > 1 or self._related(found.left, found.right)):
                    yield Edge(found.left, found.right, Rule.SAME_PUBLICATION, why)
                else:
                    self._doubt(found.left, found.right, why + "; the lists do not tell whether they are translations")

    def _families(self) -> Iterator[Edge]:
        for found in evidence.same_family(self._mentions, self._node_of, self._components.root, self._open):
            why = f"each the only applicant of members of {found.times} families"
            if found.decisive and (self._related(found.left, found.right) or (evidence.enough(found) and self._scripts_differ(found))):
                yield Edge(found.left, found.right, Rule.SAME_FAMILY, why)
            else:
                self._doubt(found.left, found.right, why)

    def _scripts_differ(self, found: evidence.Witnesses) -> bool:
        return self._nodes[found.left].script is not self._nodes[found.right].script

    def _related(self, left: str, right: str) -> bool:
        """Whether letters or sounds speak for two names besides the records."""
        one, other = self._nodes[left], self._nodes[right]
        if one.script is other.script:
            return _likeness(one.text, other.text) >= _LIKELY
        sounds = sound_key(one.text), sound_key(other.text)
        return bool(sounds[0] and sounds[1]) and _likeness(*sounds) >= _LIKELY

    def _near(self) -> Iterator[Edge]:
        """Names one letter apart: joined if people invent for both or the word is long, else unsure."""
        families: dict[str, set[str]] = defaultdict(set)
        for mention in self._mentions:
            families[self._node_of[mention.name]].add(mention.family)
        latin = {n: c for n, c in self._nodes.items() if c.script is Script.LATIN and self._open(n) and "=" not in n}
        for left, right, word, other in near_pairs(latin):
            if self._components.root(left) == self._components.root(right):
                continue
            people = evidence.shared_inventors(families[left], families[right], self._inventors)
            others = set(left.split()) - {word} - generic_words()
            if len(people) > 1:
                yield Edge(left, right, Rule.INVENTORS, f"{word} and {other}; {len(people)} inventors in common")
            elif len(word) >= _SHORTEST_NEAR and len(other) >= _SHORTEST_NEAR and others and Rule.MISSPELLING in self._rules:
                yield Edge(left, right, Rule.MISSPELLING, f"{word} and {other}, all other words agree")
            else:
                self._doubt(left, right, f"{word} and {other} differ in one letter; nothing else speaks for one applicant")

    def _truncated(self) -> Iterator[Edge]:
        endings = {}
        for name in self._counts:
            words, node = raw_words(name), self._node_of[name]
            if len(words) > 1 and squeeze(words[-1]) in stop_words() and len(words[-1]) > 1 and self._open(node):
                endings[node] = words[-1]
        latin = {n: c for n, c in self._nodes.items() if c.script is Script.LATIN and self._open(n)}
        for node, longer, why in truncations(latin, endings):
            if len({self._components.root(other) for other in longer}) == 1:
                yield Edge(node, longer[0], Rule.TRUNCATED, why)

    def _doubt(self, left: str, right: str, reason: str) -> None:
        names = sorted(max(self._spellings[n], key=lambda s: (self._counts[s], s)) for n in (left, right))
        score = _likeness(self._nodes[left].text, self._nodes[right].text)
        self._doubts.append(Doubt(names[0], names[1], round(score, 1), reason, Judgement.UNSURE))

    # -- the result ---------------------------------------------------------------------------------------------

    def resolution(self) -> Resolution:
        """The resolution; all in an order that does not depend on the order of mentions."""
        components = [
            Members(tuple(nodes), {n: self._nodes[n] for n in nodes}, {s: self._counts[s] for n in nodes for s in self._spellings[n]},
                    self._components.anchor(nodes[0]))
            for nodes in self._components.members().values()
        ]  # fmt: skip
        countries: dict[str, Counter[str]] = defaultdict(Counter)
        for mention in self._mentions:
            if mention.country:
                countries[mention.name][mention.country] += 1
        spellings, merges = {}, []
        for members, applicant in zip(components, identify(components, countries, self._overrides), strict=True):
            for name in members.spellings:
                spellings[name] = applicant
            merges.extend(self._merges(members, applicant))
        doubts = {(d.name, d.other): d for d in self._doubts if spellings[d.name] != spellings[d.other]}
        weight = {pair: min(self._counts[pair[0]], self._counts[pair[1]]) for pair in doubts}
        unsure = tuple(doubts[pair] for pair in sorted(doubts, key=lambda p: (-weight[p], p)))
        cleaned = {name: self._nodes[self._node_of[name]].text for name in sorted(self._counts)}
        return Resolution(dict(sorted(spellings.items())), dict(sorted(self._counts.items())), cleaned, tuple(sorted(merges)), unsure)

    def _merges(self, members: Members, applicant: object) -> Iterator[Merge]:
        """Every spelling but the leading one, with the rule that joined it."""
        lead = min(members.spellings, key=lambda s: (-members.spellings[s], s))
        reasons = self._components.reasons(self._node_of[lead])
        for name, mentions in members.spellings.items():
            node = self._node_of[name]
            if name == lead:
                continue
            if node == self._node_of[lead]:
                rule, why = Rule.SPELLING, f"both read “{self._nodes[node].text}”"
            else:
                edge = reasons[node]
                rule, why = edge.rule, edge.evidence
            yield Merge(applicant, name, rule, why, mentions)  # type: ignore[arg-type]


def _difference(words: Iterable[str], fixed: Iterable[str]) -> str:
    wrong = [w for w in words if w not in set(fixed)]
    right = [w for w in fixed if w not in set(words)]
    return f"{' '.join(wrong)} for {' '.join(right)}" if wrong and right else ""


def _likeness(left: str, right: str) -> float:
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - heavy

    return float(ratio(left, right))
