"""What a technician does about camera and faces: figures of what the camera sends, its check, and the thresholds."""
