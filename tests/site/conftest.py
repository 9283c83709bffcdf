"""The site that the tests of this folder look at: made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_kit import audited, made

from evoproof.site.build import Material, pages
from evoproof.site.pages import write


@pytest.fixture(scope="session")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return Material(made(tmp_path_factory.mktemp("derivations")), audited())


@pytest.fixture(scope="session")
def site(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write(folder, pages(material))
    return folder
