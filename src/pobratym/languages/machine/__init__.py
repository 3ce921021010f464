"""Machine translation by a service that the administrator chose: it proposes, never decides."""
