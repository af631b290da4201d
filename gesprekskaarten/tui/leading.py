"""The conductor beside the screen: saving never holds up a key."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from gesprekskaarten.conduct.conductor import Conductor
from gesprekskaarten.domain.commands import Intent, Refusal
from gesprekskaarten.domain.session import Session
from gesprekskaarten.storage.session_file import StoreBusy

TRIES = 20
WAIT = 0.1
"""Seconds between tries when another program holds the session file: two seconds in all."""

T = TypeVar("T")


class Leading:
    """Runs one conductor on one worker thread, in the order of asking."""

    def __init__(self, conductor: Conductor) -> None:
        self.conductor = conductor
        self._in_order = asyncio.Lock()
        self.under_way = 0
        """How many pieces of work are being done or waited for."""
        self._closed = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="opslaan")

    @property
    def session(self) -> Session:
        """What is saved."""
        return self.conductor.session

    async def do(self, *intents: Intent) -> Refusal | None:
        """Carry out the intents; retries while another program holds the file.

        Raises a store error (AppError) when it cannot be saved.
        """
        return await self.call(lambda: self.conductor.do(*intents))

    async def call(self, work: Callable[[], T]) -> T:
        """Do some work of the conductor on its thread."""
        loop = asyncio.get_running_loop()
        self.under_way += 1
        try:
            async with self._in_order:
                for _ in range(TRIES):
                    try:
                        return await loop.run_in_executor(self._thread, work)
                    except StoreBusy:
                        await asyncio.sleep(WAIT)
                return await loop.run_in_executor(self._thread, work)
        finally:
            self.under_way -= 1

    def close(self) -> None:
        """Let go of the session file, after what is still being saved; once is enough."""
        if not self._closed:
            self._closed = True
            self._thread.submit(self.conductor.close)
            self._thread.shutdown(wait=True)
