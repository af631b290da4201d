"""The edge of the program: whatever is raised below ends here, as Dutch sentences and an exit code."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import StringIO
from typing import Any

import click

from gesprekskaarten.dutch_click import DutchGroup
from gesprekskaarten.errors import AppError, ExitCode, os_error_sentence

NAME = "gesprekskaarten"


class Program(DutchGroup):
    """The edge: whatever is raised below ends here, as Dutch sentences and an exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        kwargs["standalone_mode"] = False
        given = kwargs.get("args") or (args[0] if args else None) or sys.argv[1:]
        with_details = "--debug" in given
        sys.exit(ended(lambda: super(Program, self).main(*args, **kwargs), with_details))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Who reads our output has seen enough. What is still buffered must not fail when Python ends.
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return ExitCode.DONE
        return code


def ended(work: Callable[[], Any], with_details: bool) -> int:
    try:
        code = work()
    except click.ClickException as error:
        text = StringIO()
        error.show(text)
        say(text.getvalue().rstrip("\n"))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Gestopt.")
        return ExitCode.INTERRUPTED
    except Exception as error:
        if with_details:
            import traceback

            say("".join(traceback.format_exception(error)))
        found = _as_app_error(error)
        say(f"Fout: {found.message}")
        if found.hint:
            say(found.hint)
        return found.exit_code
    return code if isinstance(code, int) else ExitCode.DONE


def _as_app_error(error: Exception) -> AppError:
    match error:
        case AppError():
            return error
        case OSError():
            return AppError("Lezen of schrijven lukt niet.", os_error_sentence(error), ExitCode.IO)
        case _:
            hint = f"Wat is vastgelegd, is bewaard. Met {NAME} --debug … zie je de technische details."
            return AppError("Er ging iets mis in het programma zelf.", hint, ExitCode.PROBLEMS)


def safe(text: str) -> str:
    """Return `text` without what a terminal could obey; its lines and their indents stay."""
    from gesprekskaarten.domain.words import is_safe

    lines = text.expandtabs(4).split("\n")
    return "\n".join(line if is_safe(line) else "".join(filter(is_safe, line)) for line in lines)


def say(text: str) -> None:
    """Words for people."""
    click.echo(safe(text), err=True)


def give(text: str) -> None:
    """Data, in the same bytes on every system."""
    click.echo(safe(text).encode())


def in_columns(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
