"""One file, or the samples of one."""

import json
import pickle

import numpy as np
import pandas as pd
import pytest

import segue
from conftest import FIXTURES, RATE


@pytest.mark.parametrize("name", ["music.flac", "music.m4a", "music.mp3", "music.ogg", "music.opus", "music.webm"])
def test_a_file_gives_what_the_command_line_gives(segue_program, name):
    path = FIXTURES / name
    record = json.loads(segue_program("analyse", path))
    found = segue.analyse(path).to_dict()
    assert list(found) == list(record), "the same columns in the same order"
    for feature in segue.FEATURES:
        assert found[feature] == pytest.approx(record[feature], abs=1e-3), feature
    others = [name for name in record if name not in segue.FEATURES]
    for name in others:
        assert found[name] == pytest.approx(record[name], abs=1e-3), name


def test_music_of_120_bpm_has_that_tempo(song):
    features = segue.analyse(song)
    assert features.tempo == pytest.approx(120, abs=1)
    assert features.duration_ms == pytest.approx(9000, abs=100)
    assert features.file == str(song) and len(features.hash) == 32
    for name in set(segue.FEATURES) - {"key", "loudness", "mode", "tempo"}:
        value, low, high = (getattr(features, name + end) for end in ("", "_low", "_high"))
        assert 0 <= low <= value <= high <= 1, name
    assert -1 <= features.key <= 11 and features.mode in (0, 1) and -60 < features.loudness < 0
    assert all(len(reading) == 2 for reading in features.tempo_alternatives)
    assert all(0 <= key <= 11 and mode in (0, 1) for key, mode, _ in features.key_alternatives)
    assert features.remarks == ()


def test_samples_give_what_their_file_gives(write_wav, sound):
    samples = (sound * 32768).round().astype(np.int16) / 32768
    by_file = segue.analyse(write_wav("sound.wav", sound))
    for form in (samples, samples.astype(np.float32), np.asfortranarray(samples), samples[::-1][::-1]):
        found = segue.analyse(form, sample_rate=RATE)
        for feature in segue.FEATURES:
            assert getattr(found, feature) == pytest.approx(getattr(by_file, feature), abs=1e-3), feature
    assert (found.file, found.title, found.hash, found.bytes) == (None, None, None, None)
    assert found.analysed_by == by_file.analysed_by


def test_one_channel_may_have_one_dimension(sound):
    mono = sound[:, 0]
    assert segue.analyse(mono, RATE) == segue.analyse(mono[:, np.newaxis], float(RATE))
    assert segue.analyse(mono, RATE) == segue.analyse(mono, np.int64(RATE))


def test_an_array_stays_as_it_is(sound):
    before = sound.copy()
    segue.analyse(sound, RATE)
    assert np.array_equal(sound, before)


def test_features_travel_between_processes(song):
    features = segue.analyse(song)
    assert pickle.loads(pickle.dumps(features)) == features


def test_features_are_a_row_of_a_table(song, sound):
    table = pd.DataFrame(features.to_dict() for features in (segue.analyse(song), segue.analyse(sound, RATE)))
    assert tuple(table.columns) == segue.COLUMNS
    assert table["tempo"].dtype == float and table["key"].dtype == int
    assert table.loc[0, "type"] == "audio_features"


def test_features_show_the_eleven(song):
    shown = repr(segue.analyse(song))
    assert shown.startswith(f"AudioFeatures(file={str(song)!r}, danceability=0.")
    assert all(f"{feature}=" in shown for feature in segue.FEATURES)


def test_features_cannot_be_changed(song):
    with pytest.raises(AttributeError):
        segue.analyse(song).tempo = 1


def test_a_file_that_is_odd_is_told(tmp_path):
    path = tmp_path / "twice.ogg"
    path.write_bytes(2 * (FIXTURES / "music.ogg").read_bytes())
    with pytest.warns(segue.SegueWarning, match="2 recordings in one file") as told:
        features = segue.analyse(path)
    assert told[0].filename == __file__
    assert features.remarks == ("2 recordings in one file, taken as one",)
