"""Many files, several at once."""

import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

import segue
from conftest import FIXTURES

SONGS = [FIXTURES / name for name in ("music.flac", "music.mp3", "music.ogg")]


def test_each_path_comes_with_its_result(tmp_path):
    bad = tmp_path / "bad.mp3"
    bad.write_text("Dear diary\n" * 100)
    absent = tmp_path / "absent.mp3"
    found = dict(segue.analyse_many([bad, *SONGS, absent], jobs=2))
    assert set(found) == {bad, *SONGS, absent}
    assert isinstance(found[bad], segue.UnknownFormatError) and isinstance(found[absent], segue.NotFoundError)
    for song in SONGS:
        assert found[song] == segue.analyse(song)


def test_paths_are_taken_as_they_are_needed():
    taken = []

    def endless():
        while True:
            taken.append(SONGS[2])
            yield SONGS[2]

    results = segue.analyse_many(endless(), jobs=1)
    assert not taken
    for _ in range(3):
        next(results)
        assert len(taken) <= 5
    results.close()


def test_a_file_that_nobody_wants_any_more_is_left(write_wav, sound):
    # Half an hour: its features would take seconds.
    long = write_wav("long.wav", np.resize(sound, (1800 * 22_050, 2)))
    ended = threading.Event()
    ended.set()
    with pytest.raises(RuntimeError, match="nobody waits"):
        segue._segue.hear_file(long, ended)


def test_who_leaves_early_wants_no_file_any_more(monkeypatch):
    events = []
    hear = segue._many.hear
    monkeypatch.setattr(segue._many, "hear", lambda path, ended: (events.append(ended), hear(path, ended))[1])
    results = segue.analyse_many(SONGS, jobs=1)
    next(results)
    assert not events[0].is_set()
    results.close()
    assert events[0].is_set()


def test_no_path_is_no_result():
    assert list(segue.analyse_many([])) == []


def test_what_is_no_list_of_paths_is_refused_at_once():
    with pytest.raises(TypeError, match="put one into a list"):
        segue.analyse_many("song.mp3")
    with pytest.raises(ValueError, match="jobs must be 1 or more, not 0"):
        segue.analyse_many(SONGS, jobs=0)
    with pytest.raises(TypeError):
        segue.analyse_many(SONGS, jobs=1.5)
    with pytest.raises(TypeError, match="not NoneType"):
        list(segue.analyse_many([None]))


def test_other_threads_run_meanwhile():
    beats, over = [], threading.Event()

    def beat():
        while not over.wait(0.001):
            beats.append(time.perf_counter())

    thread = threading.Thread(target=beat)
    thread.start()
    started = time.perf_counter()
    for _ in range(5):
        segue.analyse(SONGS[0])
    seconds = time.perf_counter() - started
    over.set()
    thread.join()
    longest = max(later - earlier for earlier, later in zip(beats, beats[1:]))
    assert longest < max(0.1, seconds / 2), "a thread waited while another listened"


PREPARED = f"""
import itertools, numpy, segue
song = {str(SONGS[0])!r}
hours = numpy.resize(numpy.random.uniform(-1, 1, 8000).astype("f"), 2 * 3600 * 8000)
print("ready", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
@pytest.mark.parametrize(
    "work", ["segue.analyse(hours, 8000)", "list(segue.analyse_many(itertools.repeat(song), jobs=2))"]
)
def test_ctrl_c_ends_it(work):
    child = subprocess.Popen(
        [sys.executable, "-c", PREPARED + work], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "ready\n"
    time.sleep(1)
    child.send_signal(signal.SIGINT)
    started = time.monotonic()
    _, told = child.communicate(timeout=60)
    assert time.monotonic() - started < 3
    assert child.returncode == -signal.SIGINT and "KeyboardInterrupt" in told
