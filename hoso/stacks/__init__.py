"""Stacks of a scanner room: separator sheets, dossiers between them, sheets that are marked."""
