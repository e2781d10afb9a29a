"""Answers to searches and the worklist: a SQLite file that can always be made again."""

from storage.index.index import Index, open_index
from storage.index.queries import Counts, FileEntry, Item, Query, Search

__all__ = ["Counts", "FileEntry", "Index", "Item", "Query", "Search", "open_index"]
