"""Records found by citizen ID; history only grows. In: documents. Out: ``storage.record``."""
