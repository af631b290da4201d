"""Pages of `docs/` that the program writes itself: `python -m tests.docs`."""
