"""Forms: their fields and what fills them (TOML), and what they are printed from (DOCX)."""
