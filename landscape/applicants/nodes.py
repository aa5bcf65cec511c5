"""The names of a corpus as nodes: one for each cleaned form, on which the rules work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from landscape.applicants.cleaning import LONGEST, Cleaned, clean, clean_person
from landscape.applicants.entities import Doubt, Judgement, Mention, Rule
from landscape.applicants.joining import Components
from landscape.applicants.kinds import Kind, is_person
from landscape.applicants.known import known_applicants, known_names
from landscape.applicants.overrides import Overrides
from landscape.applicants.scripts import Script, raw_words
from landscape.applicants.spelling import legal_tail


class Nodes:
    """The cleaned names of a corpus, who they are known to be, and how they are joined so far.

    mentions, counts: as given, and per name as filed; node_of: name as filed -> node (the key of its cleaned form);
    cleaned, spellings: node -> cleaned form, names as filed; anchors: node -> applicant of the list or the query;
    doubts: what the rules left apart.
    """

    def __init__(self, mentions: Iterable[Mention], aliases: Mapping[str, str], rules: Collection[Rule]) -> None:
        self.mentions = list(mentions)
        self.overrides = Overrides(aliases)
        self.counts = Counter(mention.name for mention in self.mentions)
        self.node_of: dict[str, str] = {}
        self.cleaned: dict[str, Cleaned] = {}
        self.spellings: dict[str, list[str]] = defaultdict(list)
        self.anchors: dict[str, str] = {}
        self.doubts: list[Doubt] = []
        self._listed = Rule.ALIAS in rules
        for name in sorted(self.counts):
            self._place(name)
        for (
            anchor,
            name,
        ) in self.overrides.named().items():  # a target may be a name of the corpus, with all it is joined to
            if key := self.find(clean(name).key):
                self.anchors.setdefault(key, anchor)
        by_list_first = sorted(
            self.anchors.items(), key=lambda item: (self.placed_by_query(item[0]), item), reverse=True
        )
        self._first_of = {anchor: node for node, anchor in by_list_first}
        weights = {node: sum(self.counts[name] for name in names) for node, names in self.spellings.items()}
        self.components = Components(weights, self.anchors)

    def _place(self, name: str) -> None:
        """Give a name its node: its cleaned key, or one of its own where the query or the list tells it apart."""
        target = self.overrides.target(name)
        known = known_names().find(name) if self._listed else None
        cleaned = clean(name)
        if known is None and target is None and is_person(name) and not _misspelt_firm(name):
            cleaned = clean_person(name)
        node = cleaned.key
        if target is not None:
            node = f"={name}"
            self.anchors[node] = target
        elif known:
            if known_names().any_order.get(node) != known:  # told apart by what cleaning or sorting leaves out
                node = f"{cleaned.key} ={known}"
            self.anchors[node] = known
        self.node_of[name] = node
        self.spellings[node].append(name)
        if node not in self.cleaned or self.cleaned[node].person:
            self.cleaned[node] = cleaned

    def placed_by_query(self, node: str) -> bool:
        """Whether the query file says whose name this is; no rule touches it then."""
        return node.startswith("=")

    def open(self, node: str) -> bool:
        """Whether rules for organisations may touch a node: not a person's, not the query's, no longer than a name."""
        return not self.placed_by_query(node) and not self.cleaned[node].person and len(node) <= LONGEST

    def latin(self) -> dict[str, Cleaned]:
        """The open nodes in Latin letters."""
        return {n: c for n, c in sorted(self.cleaned.items()) if c.script is Script.LATIN and self.open(n)}

    def find(self, key: str) -> str | None:
        """The open node with this key, if it is one of this corpus."""
        return key if key in self.cleaned and self.open(key) else None

    def first_of(self, known: str | None) -> str | None:
        """The first node of a known applicant, if it is met in this corpus."""
        return self._first_of.get(known) if known else None

    def speaks_of(self, key: str) -> str | None:
        """The node a corrected key speaks of: the one it equals, or the first of the known applicant it names."""
        return self.find(key) or self.first_of(self.known(Cleaned(tuple(key.split()), Script.LATIN)))

    def known(self, cleaned: Cleaned) -> str | None:
        """The applicant of the reviewed list with this name, if the list is in use."""
        return known_names().find_cleaned(cleaned) if self._listed else None

    def weight(self, node: str) -> int:
        """Mentions of the applicant a node belongs to so far."""
        return self.components.weight(node)

    def official(self, node: str) -> bool:
        """Whether a node belongs to a state body or institute of the list."""
        known = known_applicants().get(self.components.anchor(node) or "")
        return known is not None and known.kind in (Kind.STATE, Kind.INSTITUTE)

    def lead(self, node: str) -> str:
        """The most mentioned spelling of a node."""
        return min(self.spellings[node], key=lambda name: (-self.counts[name], name))

    def doubt(self, left: str, right: str, reason: str, judgement: Judgement = Judgement.UNSURE) -> None:
        """Note two nodes that may be one applicant and stay apart."""
        names = sorted(self.lead(node) for node in (left, right))
        score = likeness(self.cleaned[left].text, self.cleaned[right].text)
        self.doubts.append(Doubt(names[0], names[1], round(score, 1), reason, judgement))


def _misspelt_firm(name: str) -> bool:
    """Whether a name reads as a person's only because its legal form is misspelt ("Robert Bosch GmmbH")."""
    words = raw_words(name)
    return legal_tail(words) != words


def likeness(left: str, right: str) -> float:
    """How alike two strings are, 0 to 100: rapidfuzz's ratio, the normalised indel similarity."""
    from rapidfuzz.fuzz import ratio

    return float(ratio(left, right))
