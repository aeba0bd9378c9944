"""The terminal's log, its versions and how its parts are, on a page and as one file for whoever mends it."""
