"""The table of administrative units that ``extract.addresses`` reads: how it is made, from what.

``make units`` brings two packages by name, version and hash (both MIT), reads their data files and
none of their code, and writes the table and ``differences.md``.
"""
