"""Vietnamese addresses read into their units, and what became of these units in 2025."""
