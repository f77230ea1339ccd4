"""One file, or the samples of one."""

from __future__ import annotations

import json
import os
import warnings
from threading import Event
from typing import Any, Union, overload

import numpy as np
from numpy.typing import NDArray

from . import _segue, errors
from ._features import AudioFeatures
from ._samples import as_columns, as_rate

StrPath = Union[str, "os.PathLike[str]"]

#: What a record tells of a file; samples have none of it.
OF_FILES = ("file", "hash", "bytes", "modified_ms")


@overload
def analyse(path_or_array: StrPath, sample_rate: None = None) -> AudioFeatures: ...
@overload
def analyse(path_or_array: NDArray[Any], sample_rate: float) -> AudioFeatures: ...
def analyse(path_or_array: StrPath | NDArray[Any], sample_rate: float | None = None) -> AudioFeatures:
    """Audio features of a file, or of samples at a rate in Hz.

    Samples are floats, full scale -1 … 1, of the shape ``(frames,)`` or ``(frames, channels)``. Other threads of Python run
    meanwhile.

    Raises :class:`SegueError`, a kind of it for each reason, where there are no features; TypeError where the arguments make
    no sense. Warns with :class:`SegueWarning` where a file is odd: where only a part of it can be read for instance.
    """
    if isinstance(path_or_array, np.ndarray):
        if sample_rate is None:
            raise TypeError("samples do not tell their sample rate: give it, in Hz")
        answer = _segue.hear_samples(as_columns(path_or_array), as_rate(sample_rate))
        return _told(answer, None)
    if not isinstance(path_or_array, (str, os.PathLike)):
        raise TypeError(f"a path or a NumPy array is needed, not {type(path_or_array).__name__}")
    if sample_rate is not None:
        raise TypeError("a file tells its sample rate itself: leave it out")
    features = hear(path_or_array)
    warn(features, stacklevel=3)
    return features


def hear(path: StrPath, ended: Event | None = None) -> AudioFeatures:
    """Features of a file, unless nobody waits for them any more."""
    return _told(_segue.hear_file(path, ended), os.fspath(path))


def warn(features: AudioFeatures, stacklevel: int) -> None:
    """Warns of what is odd about a file."""
    for remark in features.remarks:
        warnings.warn(f"{features.file}: {remark}", errors.SegueWarning, stacklevel)


def _told(answer: str, file: str | None) -> AudioFeatures:
    told = json.loads(answer)
    if "refused" in told:
        raise _error(**told["refused"], file=file)
    heard = told["heard"]
    record = heard["record"]
    if file is None:
        record.update(dict.fromkeys(OF_FILES))
    return AudioFeatures(
        **record,
        tempo_alternatives=tuple(map(tuple, heard["tempo_alternatives"])),
        key_alternatives=tuple(map(tuple, heard["key_alternatives"])),
        remarks=tuple(heard["remarks"]),
    )


def _error(kind: str, reason: str, errno: int | None, file: str | None) -> errors.SegueError:
    error: type[errors.SegueError] = getattr(errors, kind)
    if errno is not None:
        return error(errno, os.strerror(errno), file)
    return error(reason if file is None else f"{file}: {reason}")
