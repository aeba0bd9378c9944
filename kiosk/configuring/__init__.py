"""The configuration file read, changed and kept: key by key, checked whole before it is saved, with the way back."""
