"""What type checkers and readers see."""

import doctest
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import segue
from conftest import FIXTURES, ROOT

USE = """
from pathlib import Path
import numpy as np
import segue

tempo: float = segue.analyse("song.mp3").tempo
key: int = segue.analyse(Path("song.mp3")).key
loudness: float = segue.analyse(np.zeros(9), 44_100).loudness
for path, result in segue.analyse_many([Path("song.mp3")]):
    name: str = path.name
    words: str = str(result) if isinstance(result, segue.SegueError) else str(result.title)
"""


def mypy(*arguments):
    return subprocess.run([sys.executable, "-m", "mypy", "--strict", *arguments], capture_output=True, text=True)


def test_the_package_is_typed(tmp_path):
    (tmp_path / "use.py").write_text(USE)
    checked = mypy("--cache-dir", str(tmp_path), str(Path(segue.__file__).parent), str(tmp_path / "use.py"))
    assert checked.returncode == 0, checked.stdout


def test_wrong_use_is_found_by_type_checkers(tmp_path):
    (tmp_path / "use.py").write_text('import segue\nsegue.analyse("song.mp3", 44_100)\nsegue.analyse("song.mp3").tempi\n')
    checked = mypy("--cache-dir", str(tmp_path), str(tmp_path / "use.py"))
    assert "use.py:2: error" in checked.stdout and "use.py:3: error" in checked.stdout, checked.stdout


@pytest.mark.parametrize(("readme", "least"), [("bindings/python/README.md", 10), ("README.md", 3)])
def test_the_readmes_say_what_comes_out(readme, least, tmp_path, monkeypatch):
    (tmp_path / "Music").mkdir()
    for name in ("flac", "ogg"):
        shutil.copy(FIXTURES / f"music.{name}", tmp_path / "Music" / f"song.{name}")
    (tmp_path / "Music" / "diary.mp3").write_text("Dear diary\n" * 100)
    shutil.copy(FIXTURES / "music.mp3", tmp_path / "song.mp3")
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(ROOT / readme), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert tried >= least and failed == 0
