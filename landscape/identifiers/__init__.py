"""Identifiers as values with a grammar: publication and application numbers, CPC and IPC symbols.

Each has `parse` for any spelling in use and `of_parts` for sources that give the parts apart; both bring a document's
spellings to one value, which prints in one form, compares, sorts and hashes.  What does not follow the grammar is
refused with an `IdentifierError` that says why.
"""

from landscape.identifiers.numbers import ApplicationNumber, PublicationNumber
from landscape.identifiers.symbols import CPC, IPC

__all__ = ["CPC", "IPC", "ApplicationNumber", "PublicationNumber"]
