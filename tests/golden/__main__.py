"""Write the golden texts anew: `python -m tests.golden`. Read what changed before you keep it."""

from pathlib import Path

from tests.golden.texts import TEXTS

for name, text in TEXTS.items():
    (Path(__file__).parent / f"{name}.md").write_bytes(text().encode())
