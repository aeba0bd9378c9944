"""A resident's own rights at the desk: see, correct, take along, take consents back, have it deleted."""
