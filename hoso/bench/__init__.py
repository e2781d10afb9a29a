"""Measurements that need all of hoso: what many workers do to a queue, a store and a ledger."""
