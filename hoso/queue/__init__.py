"""Batches are worked through by this machine's processes, or by many machines over a database."""
