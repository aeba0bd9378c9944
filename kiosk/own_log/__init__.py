"""What the terminal writes about itself, without anybody in it."""
