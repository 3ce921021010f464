"""What pages of the matching room read."""
