"""From a name as filed to its cleaned form: one reading of width, case, accents, legal forms, abbreviations.

Two functions, two purposes: `clean` gives the form for matching, which nobody should have to read; the name for people
is chosen among the names as filed (`entities.display_name`).  Neither changes the name as filed, which stays beside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from landscape.applicants import wordlists
from landscape.applicants.phrases import reduce_phrases, reduce_universities, without_transfer_bodies
from landscape.applicants.scripts import (
    CJK_GAP,
    LONG_DASH,
    WORD_OR_SIGN,
    Script,
    fold_han,
    fold_kana,
    normal,
    raw_words,
    script_of,
)
from landscape.applicants.wordlists import squeeze


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A name for matching.

    words: its words in order, common ones in full, without legal forms and stop words (one word in Han, kana, Hangul);
    legal_forms: what was taken off, in order of removal.  `key` ignores the order of words, `compact` the blanks.
    """

    words: tuple[str, ...]
    script: Script
    legal_forms: tuple[str, ...] = ()
    person: bool = False

    @property
    def text(self) -> str:
        """The words in order."""
        return " ".join(self.words)

    @property
    def key(self) -> str:
        """Equal for names that differ in the order of words only."""
        return _key(self.words)

    @property
    def compact(self) -> str:
        """Equal for names that differ in blanks only."""
        return _compact(self.words)


@lru_cache(maxsize=200_000)
def _key(words: tuple[str, ...]) -> str:
    return " ".join(sorted(fold_kana(squeeze(word)) for word in words))


@lru_cache(maxsize=200_000)
def _compact(words: tuple[str, ...]) -> str:
    return fold_kana(squeeze("".join(words)))


@cache
def _alphabetic_forms() -> dict[str, set[tuple[str, ...]]]:
    """Legal forms in alphabets by place: as words in the way names are read."""
    forms: dict[str, set[tuple[str, ...]]] = {"end": set(), "start": set(), "any": set()}
    for form in wordlists.legal_forms():
        if script_of(form.form) in (Script.LATIN, Script.CYRILLIC):
            words = tuple(squeeze(word) for word in raw_words(form.form))
            for place in ("end", "start") if form.place == "both" else (form.place,):
                forms[place].add(words)
    for place in ("end", "start"):
        forms[place] |= forms["any"]
    return forms


_LONGEST_FORM = 10
UNNAMED = "unnamed"  # a name without a letter or digit
LONGEST = 500  # characters of a name; longer ones are compared as they stand, since rules cost more than their length


def _without_legal_forms(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words without legal forms, and the forms; at least one word is left."""
    forms, found = _alphabetic_forms(), []
    squeezed = [squeeze(word) for word in words]
    start, stop = 0, len(words)
    again = True
    while again:
        again = False
        for length in range(min(_LONGEST_FORM, stop - start - 1), 0, -1):
            if tuple(squeezed[stop - length : stop]) in forms["end"]:
                found.append(" ".join(words[stop - length : stop]))
                stop, again = stop - length, True
                break
            if tuple(squeezed[start : start + length]) in forms["start"]:
                found.append(" ".join(words[start : start + length]))
                start, again = start + length, True
                break
        while stop - start > 1 and squeezed[stop - 1] == "and":
            stop -= 1
    left = list(words[start:stop])
    at = 1
    while at < len(left) - 1:
        for form in _forms_anywhere().get(squeeze(left[at]), ()):
            if tuple(squeeze(word) for word in left[at : at + len(form)]) == form and at + len(form) < len(left):
                found.append(" ".join(left[at : at + len(form)]))
                del left[at : at + len(form)]
                break
        at += 1
    if len(left) > 3 and left[-1] in ("division", "div"):  # "Acme Corp., Battery Division"
        forms_within = [word for word in left[1:-1] if word in _STRONG_FORMS]
        found.extend(forms_within)
        left = [word for n, word in enumerate(left) if not n or word not in forms_within]
    return tuple(left), tuple(found)


@cache
def _forms_anywhere() -> dict[str, list[tuple[str, ...]]]:
    """The legal forms that are taken off in the middle of a name too, by first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in sorted(_alphabetic_forms()["any"], key=lambda f: (-len(f), f)):
        found.setdefault(form[0], []).append(form)
    return found


@cache
def _unspaced_forms() -> dict[str, tuple[str, ...]]:
    """Legal forms in Han, kana, Hangul by place, folded, longest first.

    "word": only as words of their own, since as letters they end many names ("에스에이" is S.A., and also "SA").
    """
    forms: dict[str, list[str]] = {"end": [], "start": [], "word": [], "nationality": []}
    for form in wordlists.legal_forms():
        script = script_of(form.form)
        if script not in (Script.HAN, Script.KANA, Script.HANGUL):
            continue
        text = fold_kana(CJK_GAP.sub("", fold_han(form.form)))
        short = len(text) < (6 if script is Script.KANA else 4)
        if form.place == "end" and script is not Script.HAN and short:
            forms["word"].append(text)
        elif form.place == "both":
            forms["start"].append(text)
            forms["end"].append(text)
        else:
            forms[form.place].append(text)
    return {place: tuple(sorted(set(texts), key=lambda t: (-len(t), t))) for place, texts in forms.items()}


_BRACKETS_AT_END = re.compile(r"\(([^()]{2,40})\)$")


def _ending(text: str, form: str) -> int:
    """How many characters at the end of a text are a folded form, 0 if none are; long marks do not count."""
    size = at = 0
    while at < len(form) and size < len(text):
        size += 1
        letter = fold_kana(text[-size])
        if letter and letter != form[-1 - at]:
            return 0
        at += len(letter)
    return size if at == len(form) else 0


def _clean_unspaced(name: str) -> tuple[str, tuple[str, ...]]:
    """A name in Han, kana or Hangul as one folded word, and the legal forms taken off."""
    forms, found = _unspaced_forms(), []
    text = LONG_DASH.sub("ー", fold_han(name.casefold()))
    text = _BRACKETS_AT_END.sub(
        lambda m: f" {m[1]}" if fold_kana(m[1]) in (*forms["end"], *forms["word"]) else m[0], text
    )
    pieces = [piece for piece in CJK_GAP.split(text) if piece]
    for size in (4, 3, 2, 1, 1):
        form = "".join(pieces[-size:])
        if len(pieces) > size and fold_kana(form) in forms["word"]:
            del pieces[-size:]
            found.append(form)
    text = "".join(pieces)
    again = True
    while again:
        again = False
        for form in forms["end"]:
            if (size := _ending(text, form)) and len(text) > size + 1:
                text, again = text[:-size], True
                found.append(form)
        for form in forms["start"]:
            if len(text) > len(form) + 1 and text.startswith(form):
                text, again = text[len(form) :], True
                found.append(form)
    if found and found[0].endswith("公司"):
        for nationality in forms["nationality"]:
            if text.startswith(nationality) and len(text) > len(nationality) + 1:
                text = text[len(nationality) :]
                break
    bare = "".join(WORD_OR_SIGN.findall(without_transfer_bodies(text)))
    return bare or text or name, tuple(found)


@lru_cache(maxsize=200_000)
def clean_words(words: tuple[str, ...], script: Script = Script.LATIN) -> Cleaned:
    """The cleaned form of a name given as words (see `raw_words`), after any correction of their spelling."""
    common, stops = wordlists.common_words(), wordlists.stop_words()
    core, found = _without_legal_forms(reduce_phrases(words))
    full = [common.get(squeeze(word), word) for word in core]
    full = reduce_universities(full)
    kept = [word for word in full if squeeze(word) not in stops] or full or list(words)
    kept = [word for n, word in enumerate(kept) if not n or word != kept[n - 1]]  # "Acme Acme Inc."
    if len(kept) == 1 and len(kept[0]) < 4:  # "SK On" is not "SK"
        kept = full
    return Cleaned(tuple(kept), script, found)


_STRONG_FORMS = frozenset(
    [
        "gmbh",
        "ag",
        "aktiengesellschaft",
        "ev",
        "inc",
        "incorporated",
        "corporation",
        "corp",
        "company",
        "llc",
        "ltd",
        "limited",
        "sa",
        "spa",
        "kg",
        "kaisha",
        "kk",
    ]
)


def before_place(words: tuple[str, ...]) -> tuple[str, ...]:
    """The name before a legal form that one or two words follow which may name a place; () where there is none.

    Common words and countries do not count: "Acme Inc. Electronics" and "Acme Corp Japan" may be other firms.

    >>> before_place(("acme", "ev", "berlin")), before_place(("acme", "corp", "japan"))
    (('acme', 'ev'), ())
    """
    common = wordlists.common_words()
    for at in (len(words) - 2, len(words) - 3):
        if at > 0 and words[at] in _STRONG_FORMS and not any(squeeze(word) in common for word in words[at + 1 :]):
            return words[: at + 1]
    return ()


# Before and after the names of persons.
_TITLES = frozenset(["dr", "prof", "mr", "mrs", "ms", "ing", "dipl", "phil"])


def clean_person(name: str) -> Cleaned:
    """The cleaned form of a person's name: its words without titles, none of them read as an organisation's.

    >>> clean_person("Dr. Mills, Randell L").key == clean_person("MILLS RANDELL L").key
    True
    """
    script = script_of(name)
    if script is not Script.LATIN:
        return Cleaned((CJK_GAP.sub("", normal(name)),), script, person=True)
    words = raw_words(name)
    return Cleaned(tuple(word for word in words if word not in _TITLES) or words, script, person=True)


@lru_cache(maxsize=200_000)
def clean(name: str) -> Cleaned:
    """The cleaned form of an organisation's name in any script; of a text too long for a name, the text itself.

    >>> clean("UNIV TOKYO").key == clean("The University of Tokyo").key
    True
    >>> clean("Ｊｘ金属株式会社").text, clean("住友金属矿山株式会社") == clean("住友金属鉱山株式会社")
    ('jx金属', True)
    """
    script = script_of(name)
    if len(name) > LONGEST:
        return Cleaned((normal(name).casefold(),), Script.OTHER)
    if script in (Script.HAN, Script.KANA, Script.HANGUL):
        text, found = _clean_unspaced(normal(name))
        return Cleaned((text,), script, found)
    words = raw_words(name)
    return clean_words(words, script) if words else Cleaned((UNNAMED,), Script.OTHER)
