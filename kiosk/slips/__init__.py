"""What somebody takes home of what was measured: its lines, and the text of its QR code. No dots and no pages here."""
