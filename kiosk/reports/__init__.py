"""What a hall may tell of its days, weeks and months: counts, and of nobody anything."""
