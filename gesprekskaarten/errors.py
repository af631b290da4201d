"""What can go wrong, in Dutch: raised in any layer, rendered only at the edge."""

import errno
from enum import IntEnum


class ExitCode(IntEnum):
    """How the program ends, for people who write scripts."""

    DONE = 0
    PROBLEMS = 1
    WRONG_USE = 2
    IO = 3
    INTERRUPTED = 130


class AppError(Exception):
    """Something a person can act on: what is wrong, what to do about it, and how the program ends."""

    def __init__(self, message: str, hint: str = "", exit_code: int = ExitCode.WRONG_USE) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


_SENTENCES = {
    errno.ENOENT: "Dit bestand of deze map bestaat niet.",
    errno.EACCES: "Je hebt geen toegang tot dit bestand of deze map.",
    errno.EPERM: "Je mag dit bestand of deze map niet veranderen.",
    errno.EROFS: "Op deze schijf kun je alleen lezen, niet schrijven.",
    errno.ENOSPC: "De schijf is vol.",
    errno.EDQUOT: "Je mag op deze schijf niet meer ruimte gebruiken.",
    errno.EFBIG: "Het bestand wordt te groot voor deze schijf.",
    errno.EEXIST: "Er bestaat al een bestand of map met deze naam.",
    errno.EISDIR: "Dit is een map, geen bestand.",
    errno.ENOTDIR: "Dit is een bestand, geen map.",
    errno.ENOTEMPTY: "De map is niet leeg.",
    errno.ENAMETOOLONG: "De naam van dit bestand of deze map is te lang.",
    errno.EINVAL: "Deze naam of plaats kan niet op deze schijf.",
    errno.ELOOP: "Deze verwijzing loopt in een kring.",
    errno.EXDEV: "Het bestand kan niet naar een andere schijf.",
    errno.EBUSY: "Een ander programma gebruikt dit bestand of deze map.",
    errno.ETXTBSY: "Een ander programma gebruikt dit bestand.",
    errno.EAGAIN: "Een ander programma houdt dit bestand nog even vast.",
    errno.EMFILE: "Er staan te veel bestanden open.",
    errno.ENFILE: "Er staan op deze computer te veel bestanden open.",
    errno.ENOMEM: "Het geheugen van deze computer is vol.",
    errno.EIO: "De schijf geeft een fout. Misschien is hij losgeraakt of kapot.",
    errno.ENXIO: "De schijf is er niet meer.",
    errno.ENODEV: "De schijf is er niet meer.",
    errno.ESTALE: "De netwerkschijf is er niet meer.",
    errno.ETIMEDOUT: "De netwerkschijf geeft geen antwoord.",
    errno.EPIPE: "Het programma dat de uitvoer leest, is gestopt.",
}


def os_error_sentence(error: OSError) -> str:
    """Say in one Dutch sentence what the system refused; an unknown reason keeps its number, never its English text."""
    if error.errno in _SENTENCES:
        return _SENTENCES[error.errno]
    number = "" if error.errno is None else f" (nummer {error.errno})"
    return f"Lezen of schrijven lukt niet. De computer geeft een fout{number}."
