"""Claims: claim sets from plain text, single claims from markup, and what they say about themselves.

A claim that refers to another formally depends on it (`depends_on`).  It is nevertheless *independent* if it protects
something of another kind (a thing, a process or a use) than all the claims it refers to: "a method of making the
electrolyte of claim 1", "use of the electrolyte of claim 1" and "apparatus for the method of claim 2" are independent
claims with a reference, as the change of category makes them so (EPO Guidelines F-IV, 3.8; CNIPA Guidelines II-2,
3.1.2).  "A battery comprising the electrolyte of claim 1" is a thing like the electrolyte and has all its features:
that is a dependent claim by Rule 43(4) EPC and by the infringement test of the USPTO (MPEP 608.01(n)), though the
CNIPA counts it among the independent ones.  One rule for all offices keeps the counts comparable.
"""

from landscape.claims.sets import Scope, claim, comparable_text, linked, parse_claims, scope
from landscape.claims.splitting import is_cancelled

__all__ = ["Scope", "claim", "comparable_text", "is_cancelled", "linked", "parse_claims", "scope"]
