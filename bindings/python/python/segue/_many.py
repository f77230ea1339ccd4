"""Many files, several at once."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from threading import Event
from typing import TypeVar, Union

from . import _segue
from ._analyse import StrPath, hear, warn
from ._features import AudioFeatures
from .errors import SegueError

Path = TypeVar("Path", bound=StrPath)
Result = Union[AudioFeatures, SegueError]

#: Files that are taken from the caller before they are wanted, a thread: none waits for the next.
AHEAD = 2

#: Seconds after which Ctrl-C is heard, on systems where it interrupts no wait.
PATIENCE = 0.5


def analyse_many(paths: Iterable[Path], jobs: int | None = None) -> Iterator[tuple[Path, Result]]:
    """Audio features of many files: each path with its features, or with the :class:`SegueError` that tells why not.

    Results come as they are finished, not in the order of the paths. ``jobs`` files are heard at once, by default one a core.
    Paths are taken as they are needed, so that a generator may give millions; whoever ends the iteration early waits for
    nothing.
    """
    if isinstance(paths, (str, bytes, os.PathLike)):
        raise TypeError("analyse_many takes many paths: put one into a list, or give it to analyse")
    jobs = _segue.cores() if jobs is None else operator.index(jobs)
    if jobs < 1:
        raise ValueError(f"jobs must be 1 or more, not {jobs}")
    return _as_finished(iter(paths), jobs)


def _as_finished(paths: Iterator[Path], jobs: int) -> Iterator[tuple[Path, Result]]:
    pool, ended = ThreadPoolExecutor(jobs, "segue"), Event()
    running: dict[Future[Result], Path] = {}
    try:
        while True:
            for path in islice(paths, AHEAD * jobs - len(running)):
                running[pool.submit(_tried, path, ended)] = path
            if not running:
                return
            for future in wait(running, PATIENCE, FIRST_COMPLETED).done:
                path, result = running.pop(future), future.result()
                if isinstance(result, AudioFeatures):
                    warn(result, stacklevel=3)
                yield path, result
    finally:
        # The pool's threads are waited for when the program ends, though nobody wants what they are hearing.
        ended.set()
        pool.shutdown(wait=False, cancel_futures=True)


def _tried(path: StrPath, ended: Event) -> Result:
    try:
        return hear(path, ended)
    except SegueError as error:
        return error
