"""Samples as they must be to be heard."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import InvalidAudioError

MOST_CHANNELS = 32

#: Twenty decibels over full scale: samples beyond were never divided by theirs.
LOUDEST = 10.0


def as_columns(samples: NDArray[Any]) -> NDArray[np.float32]:
    """Samples with a column a channel; refuses what may not be what it seems."""
    if not np.issubdtype(samples.dtype, np.floating):
        raise InvalidAudioError(
            f"the samples are {samples.dtype}; floats from -1 to 1 are needed: divide integers by their full scale, "
            "int16 by 32768"
        )
    columns = samples[:, np.newaxis] if samples.ndim == 1 else samples
    if columns.ndim != 2 or columns.shape[1] > MOST_CHANNELS:
        raise InvalidAudioError(
            f"samples have the shape (frames,) or (frames, channels), not {samples.shape}; "
            "samples.T makes that of (channels, frames)"
        )
    if columns.size == 0:
        raise InvalidAudioError(f"there are no samples: the array's shape is {samples.shape}")
    peak = max(columns.max(), -columns.min())
    if LOUDEST < peak < np.inf:
        raise InvalidAudioError(
            f"the samples reach {peak:g}; full scale is 1: divide them by their own, by 32768 where they were int16"
        )
    return columns.astype(np.float32, copy=False)


def as_rate(sample_rate: float) -> int:
    """A sample rate as a whole number of Hz."""
    if not float(sample_rate).is_integer() or not 0 <= sample_rate < 2**32:
        raise InvalidAudioError(f"no audio has a sample rate of {sample_rate} Hz")
    return int(sample_rate)
