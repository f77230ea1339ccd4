"""Why there are no features of a file or of samples: an exception a kind of reason, which it tells in words."""


class SegueError(Exception):
    """There are no features. All other exceptions here are of this kind."""


class UnreadableError(SegueError, OSError):
    """The file cannot be opened or read, or changed meanwhile."""


class NotFoundError(UnreadableError, FileNotFoundError):
    """There is no such file."""


class UnknownFormatError(SegueError):
    """The file is in no audio format that is known."""


class UnsupportedFormatError(SegueError):
    """The file's audio is of a kind that is known by name alone: convert it, to FLAC for instance."""


class NoAudioError(SegueError):
    """The file has no sound in it, or none that can be decoded."""


class DamagedError(SegueError):
    """The file contradicts itself."""


class TooShortError(SegueError):
    """The sound is shorter than 3 s."""


class TooLongError(SegueError):
    """The sound is longer than what is analysed at once."""


class SilentError(SegueError):
    """Nothing is to be heard, or for less than 3 s."""


class InvalidAudioError(SegueError, ValueError):
    """Samples, or a sample rate, that no audio has."""


class InternalError(SegueError):
    """A fault of Segue's, which should be reported."""


class SegueWarning(UserWarning):
    """Something is odd about a file that was analysed nevertheless; see :attr:`AudioFeatures.remarks`."""
