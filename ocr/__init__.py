"""A scan becomes upright pages of words with boxes. In: a file. Out: ``ocr.page.Page`` objects."""
