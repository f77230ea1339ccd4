"""What tests share: sound, and where files lie."""

from __future__ import annotations

import os
import subprocess
import wave
from pathlib import Path
from typing import Callable

import numpy as np
import pytest

ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "pkg-tests" / "fixtures"
RATE = 22_050


@pytest.fixture
def song() -> Path:
    """Nine seconds of music at 120 BPM."""
    return FIXTURES / "music.flac"


@pytest.fixture(scope="session")
def sound() -> np.ndarray:
    """Eight seconds of two channels: a chord that beats twice a second."""
    seconds = np.arange(8 * RATE) / RATE
    beats = np.exp(-8 * (seconds % 0.5))
    left = sum(np.sin(2 * np.pi * hz * seconds) for hz in (220, 277.18, 329.63))
    right = np.sin(2 * np.pi * 110 * seconds)
    return np.stack([left / 4 * beats, right / 2 * beats], axis=1)


@pytest.fixture
def write_wav(tmp_path: Path) -> Callable[[str, np.ndarray], Path]:
    """Writes samples into a file of 16 bits."""

    def write(name: str, samples: np.ndarray) -> Path:
        path = tmp_path / name
        with wave.open(str(path), "wb") as file:
            file.setnchannels(samples.shape[1])
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((samples * 32768).round().astype("<i2").tobytes())
        return path

    return write


@pytest.fixture
def segue_program() -> Callable[..., str]:
    """The command line; what it prints."""
    program = os.environ.get("SEGUE")
    if program is None:
        pytest.skip("SEGUE names no command line to compare with")

    def run(*arguments: object) -> str:
        return subprocess.run(
            [program, *map(str, arguments)], check=True, capture_output=True, text=True
        ).stdout

    return run
