"""Readers of single text lines: one contract (``interface``), a file per way to do it."""
