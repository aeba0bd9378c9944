"""Learning what an unknown serial device sends: heard, cut into frames, proved, read, and saved as a profile."""
