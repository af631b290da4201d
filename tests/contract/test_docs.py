"""The README promises nothing that is not there."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

import gesprekskaarten

ROOT = Path(gesprekskaarten.__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ["README.md", "CHANGELOG.md"]


def links(page: str) -> list[str]:
    found = []
    for block in MarkdownIt().parse((ROOT / page).read_text(encoding="utf-8")):
        for token in block.children or []:
            if token.type == "link_open":
                found.append(str(token.attrs["href"]))
    return found


def commands() -> list[str]:
    return sorted(set(re.findall(r"`gesprekskaarten((?: [a-z]+)*)", README)))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_in_a_page_leads_somewhere(page: str) -> None:
    inside = [link for link in links(page) if "://" not in link]
    assert [link for link in inside if not (ROOT / link).exists()] == []


def test_the_readme_names_the_manual_first() -> None:
    assert links("README.md")[0] == "docs/handleiding.md"


def test_the_readme_marks_one_line_that_runs_the_tests() -> None:
    (block,) = re.findall(r"<!-- tests -->\s*```sh\n(.*?)```", README, re.DOTALL)
    assert block.count("\n") == 1
    assert "pytest" in block


@pytest.mark.parametrize("command", commands())
def test_every_command_in_the_readme_exists(command: str) -> None:
    program = [sys.executable, "-m", "gesprekskaarten", *command.split(), "--help"]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_the_changelog_tells_about_this_version() -> None:
    assert f"## [{gesprekskaarten.__version__}] - " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_shipped_markdown_rules_are_those_of_the_report() -> None:
    rules = json.loads((ROOT / ".markdownlint.json").read_text(encoding="utf-8"))
    assert rules == {"default": True, "MD013": False, "MD024": {"siblings_only": True}}
