"""A slip drawn: as dots for a slip printer, and as a page of A4."""
