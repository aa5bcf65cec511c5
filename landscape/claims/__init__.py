"""Claims: claim sets from plain text, single claims from markup, and what they say about themselves.

A claim that refers to another formally depends on it (`depends_on`).  It is nevertheless *independent* if it protects
something of another kind (a thing, a process or a use) than all the claims it refers to: "a method of making the
electrolyte of claim 1" and "use of the electrolyte of claim 1" are independent claims with a reference, as the
Guidelines of the EPO (F-IV, 3.8) and CNIPA treat them, while "a battery comprising the electrolyte of claim 1" is a
thing like the electrolyte, has all its features, and so is dependent.
"""

from landscape.claims.sets import Scope, claim, comparable_text, linked, parse_claims, scope
from landscape.claims.splitting import is_cancelled

__all__ = ["Scope", "claim", "comparable_text", "is_cancelled", "linked", "parse_claims", "scope"]
