"""Put a draft in the place of what is there, or put everything back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone

from pobratym.config.backup.files import sync

Move = Callable[..., Path]


@contextmanager
def moved_in(draft: Path, data: Path) -> Iterator[Move]:
    """Give a function that moves names from ``draft`` into ``data``.

    What was there is put aside, into a folder that it gives. When anything is raised afterwards,
    all of it goes back.
    """
    aside = data / f"before-restore-{timezone.now():%Y-%m-%dT%H%M%S}"
    done: list[tuple[Path, Path]] = []

    def rename(source: Path, target: Path) -> None:
        if source.exists():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            source.rename(target)
            done.append((source, target))

    def move(*names: str) -> Path:
        for name in names:
            for left_over in (name, f"{name}-wal", f"{name}-shm"):
                rename(data / left_over, aside / left_over)
            rename(draft / name, data / name)
        sync(data)
        return aside

    try:
        yield move
    except BaseException:
        for source, target in reversed(done):
            target.rename(source)
        if aside.exists():
            aside.rmdir()
        raise
