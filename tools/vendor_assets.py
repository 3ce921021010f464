"""Fetch the few files of others that the browser needs, check them, copy them into the package.

For developers, when a version changes: edit ``PACKAGES``, run ``python tools/vendor_assets.py``,
look at the gallery, commit the result. Needs npm; installing and running Pobratym does not.
"""

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tokenise_govuk import tokenise

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "src/pobratym/core/static/vendor"
FOR_TESTS = ROOT / "tests/vendor"
FOR_PAPERS = ROOT / "src/pobratym/documents/typesetting/fonts"

GOVUK_LICENCE = """The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""
"""The package itself carries no licence file; its terms ask that this notice travels with it."""


@dataclass(frozen=True)
class Package:
    """One npm package: its pinned content, and what we take of it.

    ``files`` maps a path inside the package to the name it gets with us; ``changes`` maps such a
    name to what is done to the text on the way.
    """

    name: str
    version: str
    licence: str
    sha512: str
    files: dict[str, str]
    target: Path = SHIPPED
    changes: dict[str, Callable[[str], str]] = field(default_factory=dict)
    licence_text: str = ""

    @property
    def folder(self) -> str:
        """``source-sans-3-5.3.0``: the version is in the address, so a cache never mixes two."""
        return f"{self.name.rpartition('/')[2]}-{self.version}"


def _without_map(script: str) -> str:
    """Leave out the pointer to a source map that we do not ship; collectstatic would want it."""
    return re.sub(r"//# sourceMappingURL=\S+", "", script)


def _fonts(family: str) -> dict[str, str]:
    scripts = ("latin", "latin-ext", "cyrillic")
    return {f"files/{family}-{script}-wght-normal.woff2": f"{script}.woff2" for script in scripts}


def _static_fonts(family: str, *styles: str) -> dict[str, str]:
    """Name whole font files as they are: under its licence a changed one may not keep the name."""
    files = {f"{style}/{family}_{style}.ttf": f"{family}_{style}.ttf" for style in styles}
    return {**files, "LICENSE_FONT": "LICENSE"}


PACKAGES = [
    Package(
        name="govuk-frontend",
        version="6.3.0",
        licence="MIT",
        sha512="cXIQxm5PHCsbic47GXZrVBZhAeeshTLRL6ZBKilLsR6rMCjJuWb7Fruq0VUNMBJFlJk/srsRj/q8d5bM9cgKoA==",
        files={
            "dist/govuk/govuk-frontend.min.css": "govuk-frontend.css",
            "dist/govuk/govuk-frontend.min.js": "govuk-frontend.js",
        },
        changes={"govuk-frontend.css": tokenise, "govuk-frontend.js": _without_map},
        licence_text=GOVUK_LICENCE,
    ),
    Package(
        name="htmx.org",
        version="4.0.1",
        licence="0BSD",
        sha512="oF7JgXhDW9UXCy/k1ZYFUQgzu/rm19ORWPSPNL91vPluB2PB9+MV55tyQdH/w7o2EAbTYUG5SDW1R60mdkdqGg==",
        files={"dist/htmx.min.js": "htmx.js", "LICENSE": "LICENSE"},
        changes={"htmx.js": _without_map},
    ),
    Package(
        name="@fontsource-variable/source-sans-3",
        version="5.3.0",
        licence="OFL-1.1",
        sha512="dpi0GZk7EQe2tYpg6Q0Fx0OmUgnuGu+0rHPgtXqtKhglYmJuP7jZ12Mu1uN+NfRaJRY1Emn8AQJEWzmoZ4wa9g==",
        files={**_fonts("source-sans-3"), "LICENSE": "LICENSE"},
    ),
    Package(
        name="@fontsource-variable/source-serif-4",
        version="5.3.1",
        licence="OFL-1.1",
        sha512="4Rtay22SC4lMvw11r/+9kxANB6P3M0X8s1NudBC2v0J1KU2y3DcMoNcT3lBoZ/CqLirzf+StlO6UlJilyrvaUg==",
        files={**_fonts("source-serif-4"), "LICENSE": "LICENSE"},
    ),
    Package(
        name="@expo-google-fonts/source-serif-4",
        version="0.4.1",
        licence="OFL-1.1",
        sha512="Ej4UXDjW1kwYPHG8YLq6fK1bqnJGb3K35J3S5atSL0ScKFAFLKvndxoTWeCls7mybtlS9x99hzwDeXCBkiI3rA==",
        files=_static_fonts("SourceSerif4", "400Regular", "400Regular_Italic", "600SemiBold"),
        target=FOR_PAPERS,
    ),
    Package(
        name="@expo-google-fonts/source-sans-3",
        version="0.4.1",
        licence="OFL-1.1",
        sha512="sxsO4kfxQnVMT6ri/yWiBefkgem6suvc7KWJ4m/kWGTGqxkGouxG7MQsZ8XR6wqasxYZxdWK1gtusMBLSZDiiA==",
        files=_static_fonts("SourceSans3", "400Regular", "400Regular_Italic", "600SemiBold"),
        target=FOR_PAPERS,
    ),
    Package(
        name="axe-core",
        version="4.14.1",
        licence="MPL-2.0",
        sha512="FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        files={
            "axe.min.js": "axe.min.js",
            "LICENSE": "LICENSE",
            "LICENSE-3RD-PARTY.txt": "LICENSE-3RD-PARTY.txt",
        },
        target=FOR_TESTS,
    ),
]


def main() -> None:
    """Take every package, or say plainly what was not as expected."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packed", type=Path, help="folder with packages packed before")
    packed = parser.parse_args().packed
    with tempfile.TemporaryDirectory() as scratch:
        for package in PACKAGES:
            folder = packed or Path(scratch)
            archive = folder / _archive_name(package)
            if not packed:
                _pack(package, folder)
            _take(package, archive)
            print(f"{package.name} {package.version}")
    for target in (SHIPPED, FOR_TESTS, FOR_PAPERS):
        _write_manifest(target)


def _archive_name(package: Package) -> str:
    return f"{package.name.removeprefix('@').replace('/', '-')}-{package.version}.tgz"


def _pack(package: Package, folder: Path) -> None:
    wanted = f"{package.name}@{package.version}"
    subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, capture_output=True)


def _take(package: Package, archive: Path) -> None:
    content = archive.read_bytes()
    found = base64.b64encode(hashlib.sha512(content).digest()).decode()
    if found != package.sha512:
        sys.exit(f"{archive.name}: its content is not the pinned one.\n{found} found")
    folder = package.target / package.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tarfile.open(archive) as tar:
        for inside, name in package.files.items():
            member = tar.extractfile(f"package/{inside}")
            data = member.read() if member else b""
            change = package.changes.get(name)
            (folder / name).write_bytes(change(data.decode()).encode() if change else data)
    if package.licence_text:
        (folder / "LICENSE").write_text(package.licence_text)


def _write_manifest(target: Path) -> None:
    listed = [
        {
            "name": package.name,
            "version": package.version,
            "licence": package.licence,
            "source": f"npm:{package.name}@{package.version}",
            "sha512": package.sha512,
            "changed": sorted(package.changes),
            "files": {
                f"{package.folder}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted((target / package.folder).iterdir())
            },
        }
        for package in PACKAGES
        if package.target == target
    ]
    (target / "manifest.json").write_text(json.dumps(listed, indent=2) + "\n")


if __name__ == "__main__":
    main()
