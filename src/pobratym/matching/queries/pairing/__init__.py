"""What pages on pairings show; import each from the module that defines it."""
