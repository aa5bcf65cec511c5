"""Acts of the European Union as its Publications Office gives them: three layouts, the same articles.

Each layout is read as lines with roles (title, article, heading, annex, section, item, text); `act` makes passages of
them, so that "Article 7(2)" is the same text whichever layout it came in.
"""
