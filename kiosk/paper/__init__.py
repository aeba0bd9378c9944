"""What is put on A4 pages, before anybody draws it."""
