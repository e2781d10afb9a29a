"""What people read in the review door: the same keys in Vietnamese and English."""
