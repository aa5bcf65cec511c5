"""Text as a reader and a matcher want it: formulas whole, blanks single; and a plain copy of the same length."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SUPERSCRIPTS = dict(zip(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣʸᶻ"), "0123456789+-=()nixyz", strict=True))
_SUBSCRIPTS = dict(
    zip(map(ord, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₔₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥᵧ"), "0123456789+-=()aeoxəhklmnpstijruvγ", strict=True)
)
# Marks of sub- and superscripts as texts come with them: <sub>6</sub>, also escaped, .sub.6 (USPTO), _6 and _{6}.
_RAISED = re.compile(r"(?<=[0-9])(?:(?:<|&lt;)sup(?:>|&gt;)|\.sup\.)(?=[0-9+−-])", re.I)
_SCRIPT_MARK = re.compile(r"(?:<|&lt;)/?su[bp](?:>|&gt;)|(?<=\S)\.su[bp]\.(?=\S)", re.I)
_BRACED = re.compile(r"(?<=[A-Za-z0-9)\]])[_^]\{([^\s{}]{1,12})\}")
_UNDERSCORED = re.compile(r"(?<=[A-Za-z)\]])_(?=[0-9])")
_ATTRIBUTES = r"(?:\s+[a-z-]{1,30}=[^<>]{0,200})?\s*/?>"
_BLOCK = re.compile(rf"</?(?:br|p|div|li|ul|ol|tr|td|claims?|claim-text){_ATTRIBUTES}", re.I)
_INLINE = re.compile(rf"</?(?:b|i|u|em|strong|span|a|claim-ref){_ATTRIBUTES}", re.I)
_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0x00AD])
_POWER = re.compile("(?<=[0-9])([⁰¹²³⁴-⁹⁺⁻][⁰¹²³⁴-⁹⁺⁻]*)")
_CJK = "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60"
_IDLE_BLANKS = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_COUNTED_ATOM = re.compile(r"[A-Z][a-z]? [0-9]")
_ATOMS = r"(?:[A-Z][a-z]?)+"
_AMOUNT = r"(?:[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?[xyzδ]?(?:[+−-][0-9.]{0,5}[xyzδ])?|[xyzδ])"
_SPACED_FORMULA = re.compile(rf"(?<![A-Za-z0-9]){_ATOMS}(?: (?:{_AMOUNT}|\(?{_ATOMS}|\)))+(?![A-Za-z0-9])")
_ATOM = re.compile(r"[A-Z][a-z]?")
_ELEMENTS = frozenset(
    _ATOM.findall(
        "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr "
        "Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir "
        "Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr D T X M"
    )
)
_PLAIN = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-"),
    **dict.fromkeys(map(ord, "～〜∼˜"), "~"),
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000"), " "),
    **dict.fromkeys(map(ord, "Ⅰⅰ"), "I"),
    ord("﹐"): ",",
    ord("﹑"): "、",
    ord("｡"): "。",
    ord("İ"): "I",  # the one letter whose lower case is two characters
}


def unmarked(text: str) -> str:
    """Text without markup and the marks of sub- and superscripts; a power of a number keeps a circumflex.

    Elements that are lines of their own become lines.

    >>> unmarked("Li.sub.6PS.sub.5Cl, Li<sub>7-x</sub>La<sub>3</sub> and 10<sup>-4</sup> S/cm")
    'Li6PS5Cl, Li7-xLa3 and 10^-4 S/cm'
    """
    if "_" in text or "^" in text:
        text = _UNDERSCORED.sub("", _BRACED.sub(_without_braces, text))
    if "su" in text or "SU" in text:
        text = _SCRIPT_MARK.sub("", _RAISED.sub("^", text))
    return _INLINE.sub("", _BLOCK.sub("\n", text)) if "<" in text else text


def _without_braces(script: re.Match[str]) -> str:
    is_power = script[0][0] == "^" and script.string[script.start() - 1].isdigit()
    return f"^{script[1]}" if is_power else script[1]


def readable(text: str) -> str:
    """Text with sub- and superscripts as plain characters, formulas without blanks, and single blanks.

    A power of a number keeps a mark, so that it is not taken for more digits.  Blanks between characters of Chinese or
    Japanese mean nothing and go.

    >>> readable("Li₆PS₅Cl,  Li 7 La 3 Zr 2 O 12 and 10⁻⁴ S·cm⁻¹")
    'Li6PS5Cl, Li7La3Zr2O12 and 10^-4 S·cm-1'
    """
    text = unmarked(text)
    if not text.isascii():
        text = _POWER.sub(r"^\1", text).translate(_SUPERSCRIPTS).translate(_SUBSCRIPTS).translate(_UNSEEN)
        text = _IDLE_BLANKS.sub("", text)
    text = " ".join(text.split())
    return _SPACED_FORMULA.sub(_joined, text) if _COUNTED_ATOM.search(text) else text


def _joined(found: re.Match[str]) -> str:
    """These words with the formulas among them joined, in which atoms and amounts take turns."""
    formulas: list[list[str]] = []
    after_atoms = True
    for word in found[0].split(" "):
        is_atoms = word.lstrip("(")[0].isupper()
        if formulas and (word == ")" or is_atoms != after_atoms):
            formulas[-1].append(word)
        else:
            formulas.append([word])
        after_atoms = is_atoms or word == ")"
    return " ".join(("" if _is_formula(words) else " ").join(words) for words in formulas)


def _is_formula(words: Sequence[str]) -> bool:
    """Whether these are at least two elements with amounts; "CPU 12" is none, "TiO 2" is."""
    atoms = _ATOM.findall("".join(words))
    turns = len(words) > 2 or any(len(atom) > 1 for atom in atoms)
    return len(words) > 1 and turns and len(set(atoms)) > 1 and _ELEMENTS.issuperset(atoms)


def plain(text: str) -> str:
    """A copy of the same length in which full-width letters, digits and all dashes are the ASCII ones."""
    return text if text.isascii() else text.translate(_PLAIN)


def folded(text: str) -> str:
    """The plain copy in lower case, of the same length."""
    return plain(text).lower()
