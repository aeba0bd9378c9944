"""A sheet drawn on A4 pages as PDF: fonts, page frame, layout."""
