"""What is refused, and in which words."""

import errno
import os
import pickle

import numpy as np
import pytest

import segue
from conftest import FIXTURES, RATE

SECOND = np.sin(np.arange(RATE) / 10)


def refused(error, *arguments):
    with pytest.raises(error) as caught:
        segue.analyse(*arguments)
    assert isinstance(caught.value, segue.SegueError)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again)) == (type(caught.value), str(caught.value))
    return caught.value


def test_a_file_that_is_not_there_is_what_python_calls_so(tmp_path):
    path = tmp_path / "absent.mp3"
    error = refused(segue.NotFoundError, path)
    assert isinstance(error, FileNotFoundError)
    assert (error.errno, error.filename) == (errno.ENOENT, str(path))
    assert isinstance(refused(segue.UnreadableError, tmp_path), OSError)
    assert str(refused(segue.UnreadableError, tmp_path)) == f"{tmp_path}: this is a folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_keeps_nobody_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe.wav")
    assert str(refused(segue.UnreadableError, tmp_path / "pipe.wav")).endswith("this is no file")


@pytest.mark.parametrize(
    "error, contents, words",
    [
        (segue.NoAudioError, b"", "the file is empty"),
        (segue.UnknownFormatError, b"Dear diary\n" * 100, "the file is no audio, but a text"),
        (segue.SegueError, (FIXTURES / "music.flac").read_bytes()[:2000], ""),
    ],
)
def test_a_file_without_sound_is_refused_with_its_name(tmp_path, error, contents, words):
    path = tmp_path / "song.mp3"
    path.write_bytes(contents)
    assert str(refused(error, path)).startswith(f"{path}: {words}")


def test_sound_that_is_none_is_refused(write_wav, sound):
    error = refused(segue.TooShortError, write_wav("short.wav", sound[:RATE]))
    assert str(error).endswith("short.wav: the audio is only 1.0 s long; at least 3 s are needed")
    assert str(refused(segue.TooShortError, SECOND, RATE)) == "the audio is only 1.0 s long; at least 3 s are needed"
    refused(segue.SilentError, write_wav("silent.wav", 0 * sound))
    refused(segue.SilentError, np.zeros(10 * RATE), RATE)


@pytest.mark.parametrize(
    "samples, words",
    [
        (np.zeros(RATE, dtype=np.int16), "the samples are int16; floats from -1 to 1 are needed"),
        (np.zeros(RATE, dtype=complex), "the samples are complex128"),
        (np.zeros((2, RATE)), r"samples.T makes that of \(channels, frames\)"),
        (np.zeros((2, 2, RATE)), r"not \(2, 2, 22050\)"),
        (np.zeros(()), r"not \(\)"),
        (np.zeros(0), r"there are no samples: the array's shape is \(0,\)"),
        (np.zeros((RATE, 0)), "there are no samples"),
        (SECOND * 32768, "the samples reach 32768; full scale is 1"),
        (np.full(10 * RATE, np.nan), "samples that are not finite"),
        (np.append(np.tile(SECOND, 10), np.inf), "samples that are not finite"),
        (np.append(np.tile(SECOND, 10), np.nan), "samples that are not finite"),
    ],
)
def test_what_may_not_be_what_it_seems_is_refused(samples, words):
    with pytest.raises(segue.InvalidAudioError, match=words):
        segue.analyse(samples, RATE)
    assert issubclass(segue.InvalidAudioError, ValueError)


@pytest.mark.parametrize("rate", [0, -1, 1, 44_100.5, 10**9, 2**40, float("nan"), float("inf")])
def test_a_rate_that_no_audio_has_is_refused(rate):
    with pytest.raises(segue.InvalidAudioError, match="sample rate of"):
        segue.analyse(np.tile(SECOND, 10), rate)


@pytest.mark.parametrize("arguments", [(SECOND,), ("song.mp3", RATE), (b"song.mp3",), ([0.0] * RATE, RATE), (None,)])
def test_arguments_that_make_no_sense_are_no_error_of_a_file(arguments):
    with pytest.raises(TypeError):
        segue.analyse(*arguments)


def test_every_kind_is_there_in_python():
    source = (FIXTURES / "../../bindings/python/src/answer.rs").read_text()
    kinds = {word for word in source.split('"') if word.endswith("Error")}
    assert len(kinds) > 9
    for kind in kinds:
        assert issubclass(getattr(segue, kind), segue.SegueError)
