"""Gets out of a damaged file, and out of its log, what can still be read, without asking SQLite to open it."""
