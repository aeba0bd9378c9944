"""A slip drawn as dots for a slip printer."""
