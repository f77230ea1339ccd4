"""Spotify's eleven audio features of your own audio files and samples, offline.

>>> import segue
>>> features = segue.analyse("song.mp3")            # doctest: +SKIP
>>> features.tempo, features.to_dict()              # doctest: +SKIP
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
