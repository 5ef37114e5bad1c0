"""What the program knows: the Edition (one year, no language) and the Document (one language, no format)."""
