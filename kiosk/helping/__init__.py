"""Somebody helps the person who is at the desk: who it is, the person's word, and what they are to each other."""
