"""The page for the window clerk's browser: open calls over HTTPS on the hall's network. Off unless switched on."""
