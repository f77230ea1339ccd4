"""What is found in a file or in samples."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, repr=False)
class AudioFeatures:
    """Spotify's audio features, by Spotify's names, and beside them how sure they are.

    The values are those that Segue's page and ``segue analyse`` give. What tells of a file is None for samples; what ends in
    ``_low`` and ``_high`` are the ends of the interval that held the published value of 80% of songs by artists never heard.
    """

    file: str | None
    title: str | None  # By the file's tags, or by its name where that surely has one.
    artist: str | None
    album: str | None

    danceability: float  # 0 … 1
    energy: float  # 0 … 1
    key: int  # Pitch class of the tonic, 0 = C … 11 = B; -1 where there is none.
    loudness: float  # dB on Spotify's scale.
    mode: int  # 1 = major, 0 = minor.
    speechiness: float  # 0 … 1
    acousticness: float  # 0 … 1
    instrumentalness: float  # 0 … 1
    liveness: float  # 0 … 1
    valence: float  # 0 … 1
    tempo: float  # Beats per minute; 0 where there is no pulse.

    type: str  # "audio_features", as Spotify has it.
    id: str | None  # Spotify's, as the next three: a file has none.
    uri: str | None
    track_href: str | None
    analysis_url: str | None
    duration_ms: int
    time_signature: int | None  # Beats in a bar, 3 or 4; None where they cannot be told.

    tempo_confidence: float  # 0 … 1, as the next two.
    key_confidence: float
    time_signature_confidence: float
    first_beat_s: float | None  # Seconds; further beats follow at the tempo.
    loudness_lufs: float  # Integrated, by EBU R 128.

    acousticness_low: float
    acousticness_high: float
    danceability_low: float
    danceability_high: float
    energy_low: float
    energy_high: float
    instrumentalness_low: float
    instrumentalness_high: float
    liveness_low: float
    liveness_high: float
    speechiness_low: float
    speechiness_high: float
    valence_low: float
    valence_high: float

    hash: str | None  # Of the audio, tags left out: the same recording has the same.
    bytes: int | None
    modified_ms: int | None  # Since 1970.
    analysed_by: str  # Version of the analysis, and which model.

    tempo_alternatives: tuple[tuple[float, float], ...] = ()  # Other readings: BPM and weight, 0 … 1.
    key_alternatives: tuple[tuple[int, int, float], ...] = ()  # Other readings: key, mode and weight, 0 … 1.
    remarks: tuple[str, ...] = ()  # What is odd about the file; most have none.

    def to_dict(self) -> dict[str, Any]:
        """Spotify's object, with everything else that is one value: the columns of ``segue analyse``, in their order."""
        return {name: getattr(self, name) for name in COLUMNS}

    def __repr__(self) -> str:
        values = [f"{name}={_short(getattr(self, name))}" for name in ("file", *FEATURES)]
        return f"AudioFeatures({', '.join(values)}, …)"


def _short(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else repr(value)


FEATURES = (
    "danceability",
    "energy",
    "key",
    "loudness",
    "mode",
    "speechiness",
    "acousticness",
    "instrumentalness",
    "liveness",
    "valence",
    "tempo",
)
"""The names of the eleven features, in Spotify's order."""

LISTS = ("tempo_alternatives", "key_alternatives", "remarks")

COLUMNS = tuple(field.name for field in fields(AudioFeatures) if field.name not in LISTS)
"""The names in :meth:`AudioFeatures.to_dict`, in their order."""
