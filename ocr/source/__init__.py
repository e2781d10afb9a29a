"""Opening hostile files: a path in, pages as pictures and text layers out, or a named error."""
