"""What is promised in docs/ is checked here."""

import re
from pathlib import Path

import click
import pytest

from pobratym.config.commandline import COMMANDS, cli

ROOT = Path(__file__).parents[1]


def test_every_setting_from_the_environment_is_documented():
    read = set(
        re.findall(r'"(POBRATYM_[A-Z_]+)"', (ROOT / "src/pobratym/config/settings.py").read_text())
    )
    table = re.findall(
        r"^\| `(POBRATYM_[A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE
    )

    assert set(table) == read
    assert len(table) == len(set(table))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help_and_its_paragraph(name):
    command = cli.get_command(click.Context(cli), name)
    told = (ROOT / "docs/administrators/commands.md").read_text()

    assert command is not None
    assert command.help or command.get_short_help_str()
    assert f"## `pobratym {name}`" in told
