"""`python -m landscape` and the `landscape` command."""

from landscape.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    raise SystemExit(main())
