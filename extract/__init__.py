"""Words become typed documents with checked fields. In: ``ocr.page.Page``. Out: ``Document``."""
