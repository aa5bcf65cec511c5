"""Under which terms the documents of known issuers stand, however they came here.

References: Commission Decision 2011/833/EU; 17 U.S.C. 105; Copyright Law of the PRC, article 5; ISO Open Data.
"""

from __future__ import annotations

EU = "European Union, reuse with attribution (Decision 2011/833/EU)"
US = "work of the US government, public domain"
US_DOCKETS = f"{US}; comments are their authors'"
CHINA = "document of a state organ of China, outside copyright (Copyright Law, art. 5)"
CHINESE_STANDARDS = "metadata only"
ISO = "ODC-By 1.0 (ISO Open Data)"
ETSI = "ETSI IPR database, public"
