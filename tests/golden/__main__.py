"""Write the golden reports anew: `python -m tests.golden`. Read what changed before you keep it."""

from pathlib import Path

from gesprekskaarten.report.table_edition import table_edition
from tests.golden.conversations import GOLDEN

for name, conversation in GOLDEN.items():
    (Path(__file__).parent / f"{name}.md").write_bytes(table_edition(conversation()).encode())
