"""The recipe of calibrated acceptance: drawn papers read by the real readers, what came out right.

In: how many papers. Out: ``extract/calibration.json``, which the pipeline loads, and a card. The
pages that were read lie in a cache (``work/trust``), so that only what is new is read again.
"""
