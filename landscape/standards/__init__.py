"""References to standards and legal acts in text, in a normal form.

find_references(text)     where a text names a standard or legal act
key(designation)          what dated, undated, national and equivalent designations have in common
equivalents(designation)  other designations of the same standard
"""

from __future__ import annotations

from landscape.standards.finding import equivalents, find_references, key
from landscape.standards.reference import StandardReference

__all__ = ["StandardReference", "equivalents", "find_references", "key"]
