"""Render: a Document becomes an outline, a PDF or, from its Edition, a workbook."""
