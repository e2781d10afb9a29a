"""A raw page picture becomes an upright, evenly lit, black-on-white one without rules or leaders.

Every module is one step on numpy pictures (uint8; grey, or ink masks with 255 for ink).
"""
