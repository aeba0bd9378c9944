"""Things only Python can draw: the camera picture and QR codes."""
