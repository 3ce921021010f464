"""How alike two municipalities are, what meets between them, and how far apart they lie."""
