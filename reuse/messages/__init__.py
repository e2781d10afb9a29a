"""Sentences of this door, in Vietnamese and English: the same keys in both files."""
