"""The drawing tool: invents people and their papers and draws the papers as scans, with the truth.

In: a seed and a damage level. Out: page images and, for every value, its normal form and its box.
All people, numbers and papers here are invented; their 12-digit numbers end in 99xxxx.
"""

from models.dossiers.batch import draw_batch
from models.dossiers.damage import LEVELS
from models.dossiers.draw import TYPES, Paper, draw_paper

__all__ = ["LEVELS", "TYPES", "Paper", "draw_batch", "draw_paper"]
