"""Who is to be looked in on at home, why, and what came of it."""
