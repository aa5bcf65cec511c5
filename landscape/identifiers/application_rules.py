"""How each office numbers applications, brought to the form of DOCDB; rules as in `publication_rules`.

Out of scope, because the spelling alone does not tell: the DOCDB form of a US application from its series and serial
(17/248,024 stays 17248024; DOCDB adds the filing year), and EPODOC forms of Chinese applications of 2003 that have
lost a zero, because two numberings met in that year (they are refused).
"""

from __future__ import annotations

import re

from landscape.identifiers.publication_rules import Rule, digits, general, korean, year_and_serial
from landscape.identifiers.spelling import tokens

_PCT = re.compile(r"(?:WO-?)?PCT-?([A-Z]{2})-?([0-9]{2,10})(?:-([0-9]{1,6}))?(?:-?W)?")
_PCT_EPODOC = re.compile(r"WO([0-9]{4})([A-Z]{2})([0-9]{5,6})W?")
_CHECK_DIGIT = re.compile(r"(.*[0-9])\s?\.\s?([0-9X])(\s?[A-Z][0-9]?)?")
_US = re.compile(r"(?:D|PP|RE|X)?[0-9]{1,12}D?")


def international(text: str) -> tuple[str, str] | None:
    """Receiving office and DOCDB number of a cleaned spelling of a PCT application, None if it is not one."""
    joined = "-".join(tokens(text))
    match = _PCT.fullmatch(joined)
    if match:
        return match[1], international_number([part for part in match.groups()[1:] if part], "W")
    match = _PCT_EPODOC.fullmatch(joined)
    return (match[2], international_number([match[1], match[3]], "W")) if match else None


def international_number(parts: list[str], kind: str) -> str:
    """Year and serial of a PCT application: 2024012345 since 2004, 9917129 before."""
    year, serial = year_and_serial(parts, "an international application")
    if year >= 2004:
        return f"{year}{serial:06}"
    if serial > 99_999:
        raise ValueError(f"an international application of {year} has a serial of five digits")
    return f"{year % 100:02}{serial:05}"


def without_check_digit(text: str) -> str:
    """A cleaned spelling without the check digit behind a dot, which only China's rule verifies and so gets."""
    match = _CHECK_DIGIT.fullmatch(text)
    if not match:
        return text
    return match[1] + (match[2] if match[1].startswith(("CN", "ZL")) else "") + (match[3] or "")


def chinese_check_digit(number: str) -> str:
    """Check digit of a Chinese application of 8 or 12 digits: weights 2 to 9, again from 2, modulo 11, X for 10.

    >>> chinese_check_digit("202311707711")
    '8'
    """
    return "0123456789X"[sum(int(digit) * (2 + place % 8) for place, digit in enumerate(number)) % 11]


def _with_lost_zero(number: str) -> str:
    """A Chinese number of 11 digits, as EPODOC often writes it, with the zero restored that its serial has lost.

    Until 2002 the number is year, type, 0 and five digits, of which DOCDB keeps 8.  Since 2004 the zero stood before
    the serial, or behind its first digit if that is 1 (but not in national phases, types 8 and 9, whose serials
    stay below a million).  Measured on 3,835 hydrogen publications: all 218 such priorities since 2004 whose DOCDB
    number was known came back right, and none of 136 serials that begin with 01 had lost its zero.

    >>> _with_lost_zero("20088123968"), _with_lost_zero("20221143879"), _with_lost_zero("20001023199")
    ('200880123968', '202211043879', '00123199')
    """
    year, kind, serial = number[:4], number[4], number[5:]
    if "1985" <= year <= "2002" and serial[0] == "0":
        return year[2:] + kind + serial[1:]
    if not "2004" <= year <= "2099":
        raise ValueError("11 digits: a form that has lost a zero, which cannot be restored")
    behind_one = serial[0] == "1" and kind not in "89"
    return f"{year}{kind}10{serial[1:]}" if behind_one else f"{year}{kind}0{serial}"


def _chinese(parts: list[str], kind: str) -> str:
    """CN: 12 digits (year, type, serial), before October 2003 8; a 13th or 9th is the check digit, which goes."""
    text = "".join(parts)
    number, check = (text[:-1], text[-1]) if len(text) in (9, 13) else (text, "")
    digits(number)
    if len(number) == 11:
        number = _with_lost_zero(number)
    old = len(number) == 8 and not "04" <= number[:2] <= "84" and number[2] in "12389"
    new = len(number) == 12 and "2003" <= number[:4] <= "2099" and number[4] in "12389"
    if not (old or new):
        raise ValueError("a Chinese application has a year, a type (1, 2, 3, 8 or 9) and a serial: 8 or 12 digits")
    if check and check != chinese_check_digit(number):
        raise ValueError(f"the check digit {check} should be {chinese_check_digit(number)}")
    return number


def _european(parts: list[str], kind: str) -> str:
    """EP: 10167109; EPODOC writes the year in full and a zero, 20100167109."""
    number = digits("".join(parts))
    if len(number) == 11 and number[4] == "0" and "1977" <= number[:4] <= "2099":
        return number[2:4] + number[5:]
    if len(number) != 8:
        raise ValueError("a European application has 8 digits, in EPODOC 11")
    return number


def _japanese(parts: list[str], kind: str) -> str:
    """JP: 2005505120; before 2000 serial and year of two digits, 32238091; EPODOC 20050505120, 19910322380."""
    number = digits("".join(parts))
    year, serial = (parts[0], parts[1]) if len(parts) == 2 else (number[:4], number[4:])
    if len(parts) != 2 and len(number) not in (10, 11):
        return general([number], kind)
    if not "1900" <= year <= "2099" or len(year) != 4 or not 1 <= len(serial) <= 7 or int(serial) > 999_999:
        raise ValueError("a Japanese application has a year and a serial of up to six digits")
    return f"{year}{int(serial):06}" if year >= "2000" else f"{int(serial)}{year[2:]}"


def _united_states(parts: list[str], kind: str) -> str:
    """US: digits as they stand; the D of DOCDB's dummy numbers ("3448035D", kind A) belongs to the number."""
    number = "".join(parts)
    if not _US.fullmatch(number) or (number.endswith("D") and kind != "A"):
        raise ValueError("a US application has up to 12 digits")
    return number


APPLICATION_RULES: dict[str, Rule] = {
    "CN": _chinese,
    "EP": _european,
    "JP": _japanese,
    "KR": korean,
    "US": _united_states,
}
