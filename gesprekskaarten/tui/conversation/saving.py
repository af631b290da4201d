"""Saving what was asked, and waiting out trouble with the disk without losing a word."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from textual.timer import Timer

from gesprekskaarten.conduct.conductor import StrikeIncomplete
from gesprekskaarten.domain.commands import Intent
from gesprekskaarten.errors import AppError
from gesprekskaarten.storage.session_file import Demoted, OutOfStep
from gesprekskaarten.tui.leading import Leading

RETRY = 3.0
"""Seconds before saving is tried again by itself."""
SLOW = 0.2
"""Seconds after which "opslaan…" stands on the screen."""


class Screen(Protocol):
    """What saving asks of its screen."""

    def say(self, text: str) -> None: ...

    def show_again(self) -> None: ...

    def set_timer(self, delay: float, callback: Callable[[], None], /) -> Timer: ...


class Saving:
    """Carries intents to the conductor; `trouble` is what keeps it from saving now."""

    def __init__(self, leading: Leading, screen: Screen) -> None:
        self._leading = leading
        self._screen = screen
        self._try_again = asyncio.Event()
        self.trouble: AppError | None = None

    async def perform(self, *intents: Intent) -> bool:
        """Save the intents one by one; a refusal is said and ends it, trouble with the disk is waited out."""
        for intent in intents:
            refusal = await self._save(intent)
            if refusal:
                self._screen.say(refusal)
                self._screen.show_again()
                return False
        self._screen.show_again()
        return True

    async def _save(self, intent: Intent) -> str | None:
        said: list[str] = []

        def slowly() -> None:
            said.append("opslaan…")
            self._screen.say(said[0])

        slow = self._screen.set_timer(SLOW, slowly)
        try:
            while True:
                try:
                    refusal = await self._leading.do(intent)
                except (Demoted, OutOfStep, StrikeIncomplete) as error:
                    return f"{error.message} {error.hint}".strip()
                except AppError as error:
                    self.trouble = error
                    self._screen.show_again()
                    await self._wait_before_trying_again()
                    continue
                if self.trouble is not None:
                    self.trouble = None
                    said.append("Opgeslagen. Er is niets verloren.")
                if said and refusal is None:
                    self._screen.say(said[-1] if len(said) > 1 else "Opgeslagen.")
                return refusal.reason if refusal else None
        finally:
            slow.stop()

    async def _wait_before_trying_again(self) -> None:
        self._try_again.clear()
        try:
            await asyncio.wait_for(self._try_again.wait(), RETRY)
        except TimeoutError:
            return

    def try_again(self) -> None:
        """Try now instead of after `RETRY` seconds."""
        self._try_again.set()

    async def move(self, root: Path) -> str | None:
        """Keep the session in another folder from now on; return why that cannot be."""
        try:
            await self._leading.call(lambda: self._leading.conductor.move_to(root))
        except AppError as error:
            return f"{error.message} {error.hint}".strip()
        self.try_again()
        return None
