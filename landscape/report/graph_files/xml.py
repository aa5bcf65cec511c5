"""Text as XML holds it; the writers stream their elements themselves, which is several times faster than a tree."""

from __future__ import annotations

import re

_AMONG_ESCAPES = re.compile("(?<=[&<]) +(?=[&<])")


def content(text: str) -> str:
    """Text between tags, clean already.

    Gephi's GraphML reader loses a piece of text that is nothing but blanks, and an escaped character begins a new
    piece: blanks between two of them are written as no-break spaces, which it keeps.

    >>> content("A & <B> & C")
    'A &amp;\\xa0&lt;B> &amp; C'
    """
    if "&" not in text and "<" not in text and "]]>" not in text:
        return text
    kept = _AMONG_ESCAPES.sub(lambda blanks: "\u00a0" * len(blanks[0]), text)
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")


def attribute(text: str) -> str:
    """Text between double quotes, clean already.

    >>> attribute('A & "B"')
    'A &amp; &quot;B&quot;'
    """
    if "&" not in text and "<" not in text and '"' not in text and ">" not in text:
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def comment(text: str) -> str:
    """A comment; XML allows no two hyphens in it.

    >>> comment("co-applicants -- 2026")
    '<!-- co-applicants - - 2026 -->\\n'
    """
    return f"<!-- {re.sub('-(?=-)', '- ', text).rstrip('-')} -->\n"
