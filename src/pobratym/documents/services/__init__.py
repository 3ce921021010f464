"""What can be done with files: a module for pictures, one for papers."""
