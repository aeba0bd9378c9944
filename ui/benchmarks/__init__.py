"""The product's own speed, memory and start-up, measured on the program as it runs in a hall. It never judges."""
