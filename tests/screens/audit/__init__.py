"""Looks at a screen as it stands in the scene and in the picture, and says what is wrong with it."""
