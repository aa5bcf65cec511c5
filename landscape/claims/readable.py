"""Text as a reader and a matcher want it: formulas whole, blanks single; and a plain copy of the same length."""

from __future__ import annotations

import re

_SUPERSCRIPTS = dict(zip(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"), "0123456789+-=()ni", strict=True))
_SUBSCRIPTS = dict(zip(map(ord, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₔₕₖₗₘₙₚₛₜᵢᵣᵤᵥᵧ"), "0123456789+-=()aeoxəhklmnpstiruvγ", strict=True))
_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0x00AD])
_POWER = re.compile("(?<=[0-9])([⁰¹²³⁴-⁹⁺⁻][⁰¹²³⁴-⁹⁺⁻]*)")
_CJK = "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60"
_IDLE_BLANKS = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_COUNTED_ATOM = re.compile(r"[A-Z][a-z]? [0-9]")
_SPACED_FORMULA = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z][a-z]?)+(?: [0-9]+(?:\.[0-9]+)? (?:[A-Z][a-z]?)+)+"
    r"(?: [0-9]+(?:\.[0-9]+)?)?(?![A-Za-z0-9])"
)
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


def readable(text: str) -> str:
    """Text with sub- and superscripts as plain characters, formulas without blanks, and single blanks.

    A power of a number keeps a mark, so that it is not taken for more digits.  Blanks between characters of Chinese or
    Japanese mean nothing and go.

    >>> readable("Li₆PS₅Cl,  Li 7 La 3 Zr 2 O 12 and 10⁻⁴ S·cm⁻¹")
    'Li6PS5Cl, Li7La3Zr2O12 and 10^-4 S·cm-1'
    """
    if not text.isascii():
        text = _POWER.sub(r"^\1", text).translate(_SUPERSCRIPTS).translate(_SUBSCRIPTS).translate(_UNSEEN)
        text = _IDLE_BLANKS.sub("", text)
    text = " ".join(text.split())
    return _SPACED_FORMULA.sub(_joined, text) if _COUNTED_ATOM.search(text) else text


def _joined(formula: re.Match[str]) -> str:
    atoms = _ATOM.findall(formula[0])
    return formula[0].replace(" ", "") if _ELEMENTS.issuperset(atoms) and len(set(atoms)) > 1 else formula[0]


def plain(text: str) -> str:
    """A copy of the same length in which full-width letters, digits and all dashes are the ASCII ones."""
    return text if text.isascii() else text.translate(_PLAIN)


def folded(text: str) -> str:
    """The plain copy in lower case, of the same length."""
    return plain(text).lower()
