"""Patent and standards landscapes: from a question in a query file to figures with a receipt."""

__version__ = "0.1.0"
