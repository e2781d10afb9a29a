"""The commands of contract §1, a module for each group; ``hoso.cli`` puts them together."""
