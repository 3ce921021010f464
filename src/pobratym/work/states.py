"""How background work ends where it does not succeed."""


class WorkerLostError(Exception):
    """The worker died in the middle of the job."""


class StoppedError(Exception):
    """An administrator ended the job."""
