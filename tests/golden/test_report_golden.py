from pathlib import Path

import pytest

from gesprekskaarten.report.table_edition import table_edition
from tests.golden.conversations import GOLDEN


@pytest.mark.parametrize("name", GOLDEN)
def test_the_report_is_the_golden_one_byte_for_byte(name: str) -> None:
    expected = (Path(__file__).parent / f"{name}.md").read_bytes()
    assert table_edition(GOLDEN[name]()).encode() == expected
