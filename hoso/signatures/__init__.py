"""Digital signatures: those on files that come in are checked, archive copies are signed."""
