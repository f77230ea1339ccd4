"""Spotify's eleven audio features of your own audio files and samples, offline.

    features = segue.analyse("song.mp3")
    for path, result in segue.analyse_many(paths): ...
"""

from ._analyse import analyse
from ._features import COLUMNS, FEATURES, AudioFeatures
from ._many import analyse_many
from .errors import (
    DamagedError,
    InternalError,
    InvalidAudioError,
    NoAudioError,
    NotFoundError,
    SegueError,
    SegueWarning,
    SilentError,
    TooLongError,
    TooShortError,
    UnknownFormatError,
    UnreadableError,
    UnsupportedFormatError,
)

__all__ = [
    "COLUMNS",
    "FEATURES",
    "AudioFeatures",
    "DamagedError",
    "InternalError",
    "InvalidAudioError",
    "NoAudioError",
    "NotFoundError",
    "SegueError",
    "SegueWarning",
    "SilentError",
    "TooLongError",
    "TooShortError",
    "UnknownFormatError",
    "UnreadableError",
    "UnsupportedFormatError",
    "analyse",
    "analyse_many",
]
