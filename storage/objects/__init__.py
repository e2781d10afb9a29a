"""Where bytes lie under names. ``interface.py`` is the contract, a file one way to keep it."""
