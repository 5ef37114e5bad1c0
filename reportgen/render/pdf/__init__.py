"""The PDF renderer: a Document in, a tagged and composed PDF out."""
