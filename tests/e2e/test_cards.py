"""Cards at the table in a real terminal: looked for, laid, drawn, made, and struck; with the power cut in between."""

from pathlib import Path

import pytest

from tests.e2e.leading import Leader, files_with
from tests.e2e.terminal import Tmux

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

SECRET = "kanariegeel"
LAID = "van-thuis-naar-verpleeghuis/van-loket-naar-loket"


def test_cards_are_laid_drawn_made_and_struck_and_survive_a_power_cut(tmux: Tmux, store: Path) -> None:
    decks = ("--deck", "grensvlakken-wlz", "--deck", "van-thuis-naar-verpleeghuis")
    leader = Leader(tmux, store, "start", *decks, columns=60, rows=20)
    leader.see("Klaar om te beginnen?")
    leader.press("Enter", "Ronde 1 van 10")
    lay(leader)
    draw(leader)
    make(leader)
    leader.window.kill9()
    leader.resume()
    strike(leader, store)


def lay(leader: Leader) -> None:
    leader.press("K", "Nu op tafel")
    leader.press("/", "Zoek naar")
    leader.window.type("loket naar loket")
    leader.see("Gevonden:")
    leader.press("Enter", "Enter op tafel")
    leader.choose_row("Van loket naar loket")
    leader.press("Enter", "Op tafel ligt “Van loket naar loket”")
    leader.see("Wie vertelt het hele verhaal")
    leader.wait_until_saved(lambda session: session.card == LAID, "the card that was laid")
    assert leader.session.shown.card == LAID


def draw(leader: Leader) -> None:
    leader.press("K", "Nu op tafel")
    leader.press("t", "Blind trekken uit welke kaarten?")
    leader.press("Enter", "Blind getrokken:")
    leader.wait_until_saved(lambda session: session.blind == {session.card}, "the card that was drawn")
    leader.press("K", "blind getrokken")
    leader.press("x", "deze kaart slaan we over")
    leader.wait_until_saved(lambda session: session.skipped != (), "the card put aside")


def make(leader: Leader) -> None:
    leader.press("e", "Titel van je kaart")
    leader.press("Enter", "De vraag op je kaart")
    leader.window.type(f"Wie belt {SECRET}?")
    leader.press("Enter", "Op tafel ligt je eigen kaart")
    leader.wait_until_saved(lambda session: session.card == "eigen-kaart-1", "the own card")


def strike(leader: Leader, store: Path) -> None:
    assert files_with(store, SECRET)
    leader.press("s", "Schrappen: wat moet weg?")
    leader.choose_row("Eigen kaart:")
    leader.press("Enter", "Voorgoed schrappen?")
    leader.press("j", "Dit komt nergens meer terug.")
    assert files_with(store, SECRET) == []
    assert leader.session.card == ""
    assert LAID in leader.session.laid
