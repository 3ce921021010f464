"""What we took from others is what we said we took."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "src/pobratym/core/static/vendor"
FOR_TESTS = ROOT / "tests/vendor"
FOR_PAPERS = ROOT / "src/pobratym/documents/typesetting/fonts"


@pytest.mark.parametrize("folder", [SHIPPED, FOR_TESTS, FOR_PAPERS])
def test_every_vendored_file_is_listed_with_its_hash(folder):
    packages = json.loads((folder / "manifest.json").read_text())

    listed = {name: digest for package in packages for name, digest in package["files"].items()}

    assert listed == {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


@pytest.mark.parametrize("folder", [SHIPPED, FOR_TESTS, FOR_PAPERS])
def test_every_vendored_package_brings_its_licence(folder):
    packages = json.loads((folder / "manifest.json").read_text())

    without = [
        package["name"]
        for package in packages
        if not package["licence"] or not any(name.endswith("/LICENSE") for name in package["files"])
    ]

    assert without == []


def test_nothing_reserved_for_gov_uk_is_shipped():
    css = next(SHIPPED.glob("govuk-frontend-*/*.css")).read_text()

    assert re.findall(r"GDS Transport|crest|crown|@font-face|url\(", css) == []


def test_every_colour_of_the_base_is_a_token():
    css = next(SHIPPED.glob("govuk-frontend-*/*.css")).read_text()

    rules_after_the_tokens = css.split("}", 1)[1]

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", rules_after_the_tokens) == []


def test_nothing_shipped_points_to_another_host():
    texts = [*SHIPPED.glob("*/*.css"), *(SHIPPED.parent / "core").glob("*.*")]

    outside = {
        address
        for path in texts
        for address in re.findall(r"https?://[^\s\"')]+", path.read_text())
        if address != "http://www.w3.org/2000/svg"
    }

    assert outside == set()
