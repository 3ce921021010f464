"""What can be done with proposals.

Locks are taken in one order: the proposal first, then the thing that it is about. A deed that
changes such a thing on its own, and so overtakes proposals, takes them first as well
(``closing.overtake_open``). So two deeds wait for each other's end, never for each other.
"""
