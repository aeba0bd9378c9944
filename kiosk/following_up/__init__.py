"""Who was to be measured again and did not come, or is to see the family doctor: called by staff."""
