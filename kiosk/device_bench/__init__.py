"""The devices at the technician's bench: how each is, what it reads just now, its wire, and the self-test."""
