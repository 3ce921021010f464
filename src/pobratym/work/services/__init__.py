"""Deeds of the room: letters handed over, the queue worked off; import each from its module."""
