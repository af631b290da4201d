"""A session to look at, without leading it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gesprekskaarten.domain.session import Session, fold
from gesprekskaarten.storage.session_file import NotOurs, SessionFile


def read_session(folder: Path) -> Session:
    """Return the session as it is on disk; nothing is changed, and a disk one can only read is enough.

    Raises a store error (AppError, exit 3).
    """
    with reading(folder) as (_, session):
        return session


@contextmanager
def reading(folder: Path) -> Iterator[tuple[SessionFile, Session]]:
    """Open a session for reading, with its file."""
    file = SessionFile.open(folder, write=False)
    try:
        yield file, session_in(file)
    finally:
        file.close()


def session_in(file: SessionFile) -> Session:
    """Return the session in an open file. Raises NotOurs when what happened there cannot have happened."""
    happened = file.read()
    if not happened:
        raise NotOurs("In dit gesprek is nog niets bewaard.")
    with understood():
        return fold(file.material(), happened)


@contextmanager
def understood() -> Iterator[None]:
    """What breaks in here was no session of this program: every error of Python becomes NotOurs."""
    try:
        yield
    except (ArithmeticError, AssertionError, LookupError, TypeError, ValueError):
        raise NotOurs from None
