"""One version everywhere; what an installation and a source archive hold beside the code."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

import evoproof

ROOT = Path(__file__).parent.parent
VERSION = r"^## \[(\d+\.\d+\.\d+)\]"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def metadata(installed_wheel):
    (file,) = installed_wheel.site.glob("evoproof-*.dist-info/METADATA")
    return HeaderParser().parsestr(file.read_text(encoding="utf-8"))


def test_the_versions_agree(installed_wheel, metadata, tmp_path):
    said = installed_wheel.run("-m", "evoproof", "--version", cwd=tmp_path).stdout.split()
    changes = re.findall(VERSION, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert said == ["evoproof", evoproof.__version__]
    assert metadata["Version"] == changes[0] == evoproof.__version__
    assert changes == sorted(changes, key=lambda one: [*map(int, one.split("."))], reverse=True)


def test_the_installation_has_its_licence_and_its_types(installed_wheel, metadata):
    assert metadata["License-Expression"] == "MIT"
    (licence,) = installed_wheel.site.glob("evoproof-*.dist-info/licenses/LICENSE")
    assert "evoproof authors" in licence.read_text(encoding="utf-8")
    assert (installed_wheel.site / "evoproof" / "py.typed").exists()
    assert "Typing :: Typed" in metadata.get_all("Classifier")


def test_the_source_archive_has_the_documents_and_the_tests(tmp_path):
    pytest.importorskip("hatchling")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as found:
        names = {name.partition("/")[2] for name in found.getnames()}
    wanted = {"README.md", "CHANGELOG.md", "LICENSE", "constraints.txt", "tests/test_metadata.py"}
    assert wanted | {f"docs/{file.name}" for file in (ROOT / "docs").iterdir()} <= names
    assert "derivations/convolution.py" in names
