"""What health devices say over Bluetooth GATT: characteristic values to measurements, without any transport."""
