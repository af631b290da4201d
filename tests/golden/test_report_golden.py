from pathlib import Path

import pytest

from tests.golden.texts import TEXTS


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_is_the_golden_one_byte_for_byte(name: str) -> None:
    assert TEXTS[name]().encode() == (Path(__file__).parent / f"{name}.md").read_bytes()
