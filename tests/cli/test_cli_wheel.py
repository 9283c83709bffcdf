"""The wheel carries the paper's derivations, and works from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from cli_running import TRUE, written

pytestmark = pytest.mark.slow

pytest.importorskip("hatchling")

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked as an installation would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    ZipFile(wheel).extractall(site)
    return site


def run(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "evoproof", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_wheel_holds_the_package_and_the_derivations(unpacked):
    shipped = {path.name for path in (unpacked / "evoproof" / "derivations").glob("*.py")}
    assert shipped == {path.name for path in (ROOT / "derivations").glob("*.py")} | {"__init__.py"}
    assert {path.name.partition("-")[0] for path in unpacked.iterdir()} == {"evoproof"}


def test_the_paper_s_derivations_are_found_from_any_folder(unpacked, tmp_path):
    found = run(unpacked, tmp_path, "prove", "local_attention_mask")
    assert found.returncode == 0, found.stderr
    assert "proved for all sizes by the kernel" in found.stdout
    where = run(unpacked, tmp_path, "doctor").stdout
    assert str(unpacked / "evoproof" / "derivations") in where


def test_a_file_of_one_s_own_works_against_the_wheel(unpacked, tmp_path):
    written(tmp_path, TRUE)
    found = run(unpacked, tmp_path, "check", "--symbolic-only", "row.py")
    assert found.returncode == 0, found.stderr
    assert "1 checked: 1 proved" in found.stdout


def test_the_wheel_has_the_templates_of_the_report(unpacked, tmp_path):
    written(tmp_path, TRUE)
    found = run(unpacked, tmp_path, "report", "--symbolic-only", "-o", "site", "row.py")
    assert found.returncode == 0, found.stderr
    assert (tmp_path / "site" / "derivations" / "row.html").is_file()
    assert (tmp_path / "site" / "style.css").is_file()
