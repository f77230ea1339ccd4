"""The part that is compiled: answers are JSON, see src/answer.rs."""

from threading import Event

import numpy as np
from numpy.typing import NDArray

from ._analyse import StrPath

def cores() -> int: ...
def hear_file(path: StrPath, ended: Event | None = None) -> str: ...
def hear_samples(samples: NDArray[np.float32], sample_rate: int) -> str: ...
