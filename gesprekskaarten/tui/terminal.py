"""Leaving the terminal clean, and without anybody's words, when the program is stopped or breaks."""

import asyncio
import os
import signal
import threading
import traceback
from types import FrameType
from typing import Any, ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual.app import App

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_LAST_RESORT = 5.0


def crash_sentence() -> str:
    """Say that the program broke, without a word of the conversation."""
    return (
        "Het programma is onverwacht gestopt. Alles wat je hebt vastgelegd, staat op de schijf.\n"
        "Start opnieuw met: gesprekskaarten hervat"
    )


def safe_signals(app: App[Any]) -> None:
    """Let the app leave its screen and end when the system stops it or its terminal is closed.

    Call it when the app runs. The app ends with 128 + the number of the signal. Without this SIGTERM leaves the
    terminal in the alternate screen and SIGHUP leaves a process that spins. When the terminal is gone, Textual's
    writer can wait for it for ever; then the process ends after all, `_LAST_RESORT` seconds later.
    """
    loop = asyncio.get_running_loop()

    def stop(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(lambda: app.exit(return_code=128 + number))
        last_resort = threading.Timer(_LAST_RESORT, os._exit, (128 + number,))
        last_resort.daemon = True
        last_resort.start()

    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, stop)


class QuietCrash:
    """Mix in before `App`: an error on screen becomes one Dutch sentence and a return code that is not 0.

    Textual prints a traceback with local variables, and those hold what people said.
    """

    SHOW_TRACEBACK: ClassVar[bool] = False
    """For developers (--debug): the traceback, still without local variables."""

    _crashed = False

    def panic(self, *renderables: RenderableType) -> None:
        """End with the sentence; whatever Textual wanted to print is not printed."""
        if self._crashed:
            return
        self._crashed = True
        super().panic(Text(self._last_words()))  # type: ignore[misc]

    def _last_words(self) -> str:
        return f"{traceback.format_exc()}\n{crash_sentence()}" if self.SHOW_TRACEBACK else crash_sentence()

    def _fatal_error(self) -> None:
        """Replace Textual's traceback.

        Private in Textual 8.2.8, and the only place where `App._handle_exception` builds the traceback with locals;
        there is no public hook. `test_foundation_terminal.py` breaks when it goes or is no longer called.
        """
        self.panic()
