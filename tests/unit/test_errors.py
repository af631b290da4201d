import errno

import pytest

from gesprekskaarten.errors import AppError, ExitCode, os_error_sentence


def test_an_error_carries_what_to_do_and_how_the_program_ends() -> None:
    error = AppError("De schijf is vol.", "Kies een andere map.", ExitCode.IO)
    assert (error.message, error.hint, error.exit_code) == ("De schijf is vol.", "Kies een andere map.", 3)
    assert str(error) == "De schijf is vol."


def test_without_more_an_error_is_wrong_use() -> None:
    assert AppError("Dit deck is er niet.").exit_code == 2


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "x"), "bestaat niet"),
        (PermissionError(errno.EACCES, "Permission denied", "x"), "geen toegang"),
        (OSError(errno.ENOSPC, "No space left on device"), "schijf is vol"),
        (OSError(errno.EROFS, "Read-only file system"), "alleen lezen"),
    ],
)
def test_a_refusal_of_the_system_is_a_dutch_sentence(error: OSError, expected: str) -> None:
    assert expected in os_error_sentence(error)


@pytest.mark.parametrize("error", [OSError(9999, "Some English text"), OSError("Some English text"), OSError()])
def test_an_unknown_refusal_never_shows_its_english_text(error: OSError) -> None:
    sentence = os_error_sentence(error)
    assert "English" not in sentence
    assert sentence.startswith("Lezen of schrijven lukt niet.")
    assert ("9999" in sentence) == (error.errno == 9999)
