"""How each office writes its numbers, brought to the form of DOCDB.

A rule takes the tokens of a number without office and kind, and the kind ("" if unknown), and returns the DOCDB
number; it raises ValueError with the reason.  Every rule leaves a DOCDB number as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Rule = Callable[[list[str], str], str]

_GENERAL = re.compile(r"[A-Z]{0,4}[0-9]+(?:[A-Z][0-9]{2,}|[A-Z]{2,4}[0-9]+)?")
_US_LETTERED = re.compile(r"(AI|D|H|PP|RE|RX|T|X)0*([1-9][0-9]{0,6})")
_JP_ERA = re.compile(r"([MTSHR])([0-9]{1,2})")
_JP_ERA_JOINED = re.compile(r"([MTSHR])([0-9]{2})([0-9]{1,6})")
_JP_ERA_LAST_YEAR = {"M": 45, "T": 15, "S": 64, "H": 31, "R": 99}
# WIPO went from five to six digits of serial with the publications of 4 July 2002, a little above 51,200.
_WO_LAST_FIVE_DIGIT_SERIAL_2002 = 51_230


def digits(text: str) -> str:
    """The text itself; ValueError if it is empty or holds anything but digits."""
    if not (text.isascii() and text.isdigit()):
        raise ValueError("the number may hold digits only" if text else "the number is missing")
    return text


def year_and_serial(parts: list[str], what: str) -> tuple[int, int]:
    """Year and serial of an international number, its year in two or four digits, its serial in five or six."""
    text = digits("".join(parts))
    width = len(parts[0]) if len(parts) == 2 else (2 if len(text) <= 8 else 4)
    if width not in (2, 4) or not 1 <= len(text) - width <= 6 or (len(parts) != 2 and len(text) < 7):
        raise ValueError(f"{what} has a year of two or four digits and a serial of five or six")
    year, serial = int(text[:width]), int(text[width:])
    if width == 2:
        year += 1900 if year >= 78 else 2000
    if not 1978 <= year <= 2099 or serial == 0:
        raise ValueError(f"{what} has a year from 1978 and a serial from 1")
    return year, serial


def _world(parts: list[str], kind: str) -> str:
    """WO: 9828811 (two-digit year, five digits) until mid-2002, 02054790 until 2003, 2004036669 since."""
    year, serial = year_and_serial(parts, "an international publication")
    if year < 2002 or (year == 2002 and serial <= _WO_LAST_FIVE_DIGIT_SERIAL_2002):
        if serial > 99_999:
            raise ValueError(f"a serial of {year} has at most five digits")
        return f"{year % 100:02}{serial:05}"
    return f"{year % 100:02}{serial:06}" if year < 2004 else f"{year}{serial:06}"


def _united_states(parts: list[str], kind: str) -> str:
    """US: publications are year and serial without the zero between (2021210819), grants have no leading zero."""
    text = "".join(parts)
    lettered = _US_LETTERED.fullmatch(text)
    if lettered:
        return lettered[1] + lettered[2]
    digits(text)
    if len(parts) == 2 and len(parts[0]) == 4 and len(parts[1]) <= 7:
        text = f"{parts[0]}{int(parts[1]):06}"
    elif len(text) == 11 and text[4] == "0":
        text = text[:4] + text[5:]
    if len(text) == 10 and "2001" <= text[:4] <= "2099":
        if kind[:1] in ("B", "E", "H", "S"):
            raise ValueError(f"kind {kind} is a grant, but the number is that of a published application")
        return text
    grant = text.lstrip("0")
    if not 1 <= len(grant) <= 8:
        raise ValueError("neither a grant (up to 8 digits) nor a publication (year from 2001 and a serial of 6 or 7)")
    if kind in ("A1", "A2", "A9"):
        raise ValueError(f"kind {kind} is a published application, which has a year and a serial")
    return grant


def _european(parts: list[str], kind: str) -> str:
    """EP: seven digits with leading zeros."""
    number = digits("".join(parts)).lstrip("0")
    if not 1 <= len(number) <= 7:
        raise ValueError("a European publication has 7 digits; more belong to an application")
    return number.zfill(7)


def _chinese(parts: list[str], kind: str) -> str:
    """CN: seven to nine digits; twelve, with or without a check digit, are an application."""
    number = digits("".join(parts))
    if len(number) >= 12:
        raise ValueError("an application number: a Chinese publication has 7 to 9 digits")
    if not 7 <= len(number) <= 9 or number[0] == "0":
        raise ValueError("a Chinese publication has 7 to 9 digits")
    return number


def _japanese_year(year: str, serial: str) -> str:
    """A number of a Japanese year: era letter and year before 2000 (serial without zeros), western year since."""
    if not serial.isdigit() or len(serial) > 6 or int(serial) == 0:
        raise ValueError("a Japanese serial has 1 to 6 digits")
    era = _JP_ERA.fullmatch(year)
    if era:
        if not 1 <= int(era[2]) <= _JP_ERA_LAST_YEAR[era[1]]:
            raise ValueError(f"the era {era[1]} had no year {int(era[2])}")
        return f"{era[1]}{int(era[2]):02}{int(serial)}"
    count = int(digits(year))
    if len(year) == 4 and 2000 <= count <= 2099:
        return f"{count}{serial:>06}"
    if len(year) == 4 and 1926 <= count <= 1999 and count != 1989:
        return f"S{count - 1925:02}{int(serial)}" if count < 1989 else f"H{count - 1988:02}{int(serial)}"
    # Without its letter a year from 1 to 11 is Heisei (1989 to 1999), a later one Showa (to 64, 1989).
    if len(year) <= 2 and 1 <= count <= 64:
        return f"{'H' if count <= 11 else 'S'}{count:02}{int(serial)}"
    raise ValueError("the year is neither western nor of an era, or 1989, which belongs to two eras")


def _japanese(parts: list[str], kind: str) -> str:
    """JP: 2022003641 since 2000, H05306117 or S5834567 before, 5985120 for grants, WO2020213340 republished."""
    if len(parts) > 1 and parts[0] in _JP_ERA_LAST_YEAR:
        parts = [parts[0] + parts[1], *parts[2:]]
    if len(parts) == 2:
        return _japanese_year(parts[0], parts[1])
    text = "".join(parts)
    era = _JP_ERA_JOINED.fullmatch(text)
    if era:
        return _japanese_year(era[1] + era[2], era[3])
    if text.startswith("WO"):
        return "WO" + digits(text[2:])
    digits(text)
    if len(text) == 10:
        return _japanese_year(text[:4], text[4:])
    if len(text) == 8 or (len(text) == 7 and text[0] == "0"):
        return _japanese_year(text[:2], text[2:])
    if len(text) > 7 or not text.strip("0"):
        raise ValueError("a Japanese number is a year and up to 6 digits, or up to 7 digits")
    if kind.startswith("A"):
        raise ValueError("a Japanese published application has a year; here year and serial cannot be told apart")
    return text.lstrip("0")


def korean(parts: list[str], kind: str) -> str:
    """KR: year and seven digits for applications, right (10, 20, 30) and seven digits for grants."""
    if len(parts) == 3 and parts[0] in ("10", "20", "30"):
        parts = parts[1:]
    if len(parts) == 2 and len(parts[0]) in (2, 4) and len(parts[1]) <= 7:
        return digits(parts[0]) + digits(parts[1]).zfill(7)
    text = digits("".join(parts))
    return text[2:] if len(text) == 13 and text[:2] in ("10", "20", "30") else text


def _canadian(parts: list[str], kind: str) -> str:
    return general(["".join(parts).lstrip("0")], kind)


def _with_check_digit(parts: list[str], kind: str) -> str:
    """BR, SE: a single last digit set apart is a check digit, which DOCDB leaves out."""
    return general(parts[:-1] if len(parts) > 1 and len(parts[-1]) == 1 else parts, kind)


def general(parts: list[str], kind: str) -> str:
    """Any other office: letters and digits as they stand, without separators."""
    number = "".join(parts)
    if len(number) > 16 or not _GENERAL.fullmatch(number):
        raise ValueError("the number is missing" if not number else "is no number of letters and digits")
    return number


PUBLICATION_RULES: dict[str, Rule] = {
    "BR": _with_check_digit,
    "CA": _canadian,
    "CN": _chinese,
    "EP": _european,
    "JP": _japanese,
    "KR": korean,
    "SE": _with_check_digit,
    "US": _united_states,
    "WO": _world,
}
