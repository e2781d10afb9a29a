"""What several papers say of the same person or the same land, compared (domain §2.15)."""
