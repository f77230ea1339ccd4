"""The example with Spark in local mode: what it writes, and that it is not done again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="there is no PySpark, or no Java for it")

import pyarrow.parquet as parquet  # noqa: E402
import segue  # noqa: E402

HERE = Path(__file__).parent
FIXTURES = HERE.parents[1] / "pkg-tests" / "fixtures"


@pytest.fixture
def run(tmp_path):
    def run(*paths: object) -> dict[str, dict[str, object]]:
        """Runs the program over a list of paths; the rows of all runs by their files."""
        (tmp_path / "list.txt").write_text("".join(f"{path}\n" for path in paths))
        command = [sys.executable, HERE / "features.py", "--list", tmp_path / "list.txt", "--out", tmp_path / "out"]
        options = "--master local[2] --conf spark.sql.shuffle.partitions=2 --conf spark.ui.enabled=false pyspark-shell"
        subprocess.run(
            [*command, "--round", "2"],
            check=True,
            cwd=tmp_path,
            env={**os.environ, "PYSPARK_SUBMIT_ARGS": options},
        )
        rows = parquet.read_table(tmp_path / "out").to_pylist()
        assert len({row["file"] for row in rows}) == len(rows), "no file is done twice"
        return {row["file"]: row for row in rows}

    return run


def test_an_archive_is_heard_and_gone_on_with(tmp_path, run):
    song = tmp_path / "a song [live] 100%.mp3"
    shutil.copy(FIXTURES / "music.mp3", song)
    bad = tmp_path / "bad.mp3"
    bad.write_text("Dear diary\n" * 100)
    fetched = f"file://{FIXTURES}/music.ogg"
    absent = f"file://{tmp_path}/absent.mp3"
    rows = run(song, bad, fetched, absent)
    assert set(rows) == {str(song), str(bad), fetched, absent}
    assert rows[str(bad)]["error"].endswith("the file is no audio, but a text") and rows[str(bad)]["tempo"] is None
    assert "absent.mp3" in rows[absent]["error"]
    for row, original in ((rows[str(song)], song), (rows[fetched], FIXTURES / "music.ogg")):
        expected = segue.analyse(original)
        assert row["error"] is None and row["remarks"] == []
        assert {name: row[name] for name in segue.FEATURES} == {name: getattr(expected, name) for name in segue.FEATURES}
        assert (row["hash"], row["duration_ms"], row["id"]) == (expected.hash, expected.duration_ms, None)

    written = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*.parquet")}
    more = run(song, bad, fetched, absent, FIXTURES / "music.flac")
    assert set(more) - set(rows) == {str(FIXTURES / "music.flac")}
    assert all(path.stat().st_mtime_ns == when for path, when in written.items()), "what is written stays"
