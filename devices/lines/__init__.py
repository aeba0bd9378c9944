"""Serial devices described by a profile: what a technician learnt about one, and how its bytes become values."""
