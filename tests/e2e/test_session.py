"""A whole conversation with nothing but keys, in a terminal of 80 by 24, with the power cut twice."""

import subprocess
from pathlib import Path

import pytest

from gesprekskaarten.domain.lines import Answer, Kind, Verdict
from tests.e2e.leading import TYPING, Leader, files_with
from tests.e2e.terminal import CHECKOUT, Tmux, program

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

STRUCK = "kanariegeel"
HALF = "halverwegeafgebroken"
UNCONFIRMED = "Dit is nooit teruggelezen en blijft dus bij ons."


def test_a_whole_conversation_survives_two_power_cuts_and_gives_its_report(tmux: Tmux, store: Path) -> None:
    leader = Leader(tmux, store)
    begin(leader)
    welcome(leader)
    introduce(leader)
    gather_facts(leader)
    leader.go_to("Stil schrijven")
    perspectives(leader)
    exchange(leader)
    clash(leader)
    solutions(leader)
    choose(leader)
    finish(leader)
    the_report_holds_what_was_confirmed(leader)


def begin(leader: Leader) -> None:
    """Two keys from the start screen to a conversation."""
    leader.see("Nieuw gesprek")
    leader.press("Enter", "begin het gesprek")
    leader.press("Enter", "Klaar om te beginnen?")
    leader.window.press("Enter")
    leader.see("Ronde 1 van 10 · Welkom")


def welcome(leader: Leader) -> None:
    leader.window.press("a")
    leader.pick("Spreekt iedereen dat af?", "ja, iedereen")
    leader.open_field("Afspraak over het gesprek")
    leader.write("We laten elkaar uitpraten.")
    leader.other_kind("Parkeren")
    leader.write("Vervoer bewaren we voor later.")
    leader.leave_field()
    leader.confirm("Vervoer bewaren we voor later.")
    leader.confirm("We laten elkaar uitpraten.")


def introduce(leader: Leader) -> None:
    leader.go_to("Kennismaken")
    leader.give_floor("1", "Cliënt / mantelzorger")
    leader.open_field("Cliënt / mantelzorger · rol bij ouderen thuis")
    leader.write("Dochter die elke nacht blijft slapen.")
    leader.confirm("Dochter die elke nacht blijft slapen.")


def gather_facts(leader: Leader) -> None:
    leader.go_to("De kaart en de feiten")
    leader.open_field("Wat weten we ")
    leader.write("Riet is twee keer buiten gevonden.")
    leader.other_kind("Wat weten we niet")
    leader.write("Heeft iemand een indicatie aangevraagd?")
    leader.leave_field()
    leader.window.press("J")
    leader.wait_until_saved(lambda session: not session.unconfirmed("casus"), "everything of the table confirmed")


def perspectives(leader: Leader) -> None:
    leader.go_to("Perspectiefronde")
    speak(leader, "1", "Cliënt / mantelzorger · ziet", "Ik zie dat zij bang is als het donker wordt.")
    speak(leader, "2", "Wijkverpleegkundige · maakt zich zorgen", "Dat niemand de nacht opvangt.")
    cut_the_power_right_after_enter(leader)
    cut_the_power_while_typing(leader)
    speak(leader, "4", "Huisarts · ziet", UNCONFIRMED, confirmed=False)
    strike(leader)


def speak(leader: Leader, number: str, label: str, text: str, *, confirmed: bool = True) -> None:
    leader.give_floor(number, label.partition(" · ")[0])
    leader.open_field(label)
    leader.write(text)
    if confirmed:
        leader.confirm(text)


def cut_the_power_right_after_enter(leader: Leader) -> None:
    text = "Eén vast nummer dat ook ’s nachts opneemt."
    leader.give_floor("3", "Wijkteam en dagbesteding")
    leader.open_field("Wijkteam en dagbesteding · heeft nodig")
    leader.write(text)
    leader.window.kill9()
    assert everything_said_is_on_the_disk(leader)
    leader.resume()
    leader.press("F5", text)
    leader.window.press("J")
    leader.wait_until_saved(lambda session: not session.unconfirmed(), "the line is confirmed after all")
    leader.press("F5", "Ronde 5 van 10 · Perspectiefronde")


def cut_the_power_while_typing(leader: Leader) -> None:
    leader.give_floor("5", "CIZ")
    leader.open_field("CIZ · ziet")
    leader.window.type(f"Ik zie dat {HALF} en")
    leader.see(HALF)
    leader.window.kill9()
    assert files_with(leader.folder.parent, HALF) == []
    assert everything_said_is_on_the_disk(leader)
    leader.resume()
    leader.see("Perspectiefronde")
    assert HALF not in leader.window.words


def strike(leader: Leader) -> None:
    """Something that must go was already confirmed, shown in the room and written into a report."""
    text = f"De buurvrouw in het huis met de {STRUCK} deur."
    speak(leader, "5", "CIZ · ziet", text)
    leader.see(STRUCK)
    leader.press("r", "Verslag: zo ziet het er nu uit")
    leader.press("w", "Het verslag staat in")
    assert len(files_with(leader.folder.parent, STRUCK)) == 3  # the session, its report and zaal.json
    leader.press("Escape", "Ronde 5 van 10")
    leader.press("F5", STRUCK)
    leader.choose_row(STRUCK)
    leader.press("s", "Schrappen: wat moet weg?")
    leader.press("Enter", "Voorgoed schrappen?")
    leader.press("j", "Geschrapt: 1 regel.")
    assert files_with(leader.folder.parent, STRUCK) == []
    leader.said.remove(text)


def exchange(leader: Leader) -> None:
    leader.go_to("Perspectiefwissel")
    leader.give_floor("1", "Cliënt / mantelzorger")
    leader.open_field("Cliënt / mantelzorger · als")
    leader.write("Ik ben bang dat mijn budget opraakt.")
    leader.confirm("Ik ben bang dat mijn budget opraakt.")
    leader.window.press("o")
    leader.pick("klopt dit?", "klopt niet")
    leader.answer("wat klopt er niet?", "Niet het budget, de wachtlijst houdt mij wakker.")
    leader.window.press("J")
    leader.wait_until_saved(lambda session: not session.unconfirmed("wissel"), "the correction confirmed")


def clash(leader: Leader) -> None:
    leader.go_to("Waar botst het?")
    leader.open_field("Hier zijn we het over eens")
    leader.write("Wachten maakt het erger.")
    leader.other_kind("Hier botst het")
    leader.write("Thuis blijven en veilig zijn.")
    leader.other_kind("Dilemmazin")
    leader.write("Aan de ene kant haar eigen bed, aan de andere kant haar veiligheid.")
    leader.wait_until_idle()
    confirm_table(leader, "botsing")


def confirm_table(leader: Leader, round_id: str) -> None:
    leader.give_floor("0", "Hele tafel")
    leader.window.press("J")
    leader.wait_until_saved(lambda session: not session.unconfirmed(round_id), f"{round_id} confirmed")


def solutions(leader: Leader) -> None:
    leader.go_to("Oplossingsrichtingen")
    leader.open_field("Uitvoering")
    leader.write("Een nachtrooster met de buren.")
    leader.answer("Wie kan dit besluiten?", "Het wijkteam zelf")
    leader.answer("Eerste stap", "Een avond bellen met drie buren")
    leader.other_kind("Organisatie")
    leader.write("Eén nachtnummer voor de hele wijk.")
    leader.answer("Wie kan dit besluiten?", "De drie zorgaanbieders")
    leader.answer("Eerste stap", "Samen een proef van een maand")
    leader.other_kind("Stelsel")
    leader.write("Nachtzorg uit één geldstroom.")
    leader.answer("Wie kan dit besluiten?", "Het ministerie")
    leader.answer("Eerste stap", "Een brief met voorbeelden")
    leader.answer("En maandag dan?", "Alvast dezelfde uren opschrijven")
    leader.leave_field()
    secure(leader)
    confirm_table(leader, "oplossingen")


def secure(leader: Leader) -> None:
    """The solution of uitvoering is secured on the one of organisatie."""
    leader.choose_row("Een nachtrooster", "Up")
    leader.window.press("g")
    leader.pick("Waar borg je dit op", "Eén nachtnummer")
    leader.see("Hierop geborgd.")


def choose(leader: Leader) -> None:
    leader.go_to("Kiezen en afspreken")
    leader.press("g", "Hoeveel briefjes zijn er uitgedeeld?")
    leader.window.press("Enter")
    for number, votes in enumerate(("4", "3", "1"), 1):
        leader.window.wait_until(lambda n=number: leader.label.startswith(f"{n}. "), f"direction {number}")  # type: ignore[misc]
        leader.window.type(votes)
        leader.window.press("Enter")
    leader.see("Alles is geteld.")
    assert not leader.session.tally_released
    leader.press("o", "De zaal ziet nu de uitslag.")
    leader.open_field("Afspraak")
    leader.write("We bellen de buren.")
    leader.answer("Wie? Een rol, geen naam", "wijkteam")
    leader.answer("Wanneer?", "10 december")
    leader.open_field("Signaal")
    leader.write("Nachten vallen tussen drie wetten.")
    leader.answer("Aan wie? Een rol, geen naam", "het zorgkantoor")
    request(leader)
    leader.give_floor("0", "Hele tafel")
    leader.window.press("J")
    leader.wait_until_saved(
        lambda session: all(line.agreed for line in session.lines_of("kiezen", Kind.AFSPRAAK, Kind.SIGNAAL)),
        "agreement and signal confirmed",
    )


def request(leader: Leader) -> None:
    leader.window.press("w")
    leader.pick("Wie doet een verzoek?", "Cliënt / mantelzorger")
    leader.pick("Aan wie vraagt Cliënt / mantelzorger iets?", "Huisarts")
    leader.see("Cliënt / mantelzorger vraagt Huisarts")
    leader.window.type("Bel mij voordat je langskomt.")
    leader.window.press("Enter")
    leader.window.wait_until_gone(TYPING)
    leader.said.append("Bel mij voordat je langskomt.")
    leader.window.press("y")
    leader.pick("Wat antwoordt Huisarts?", "ik probeer het")
    leader.wait_until_saved(
        lambda session: next(session.lines_of(None, Kind.VERZOEK)).model_dump()["answer"] is Answer.PROBEER,
        "the answer",
    )
    leader.give_floor("1", "Cliënt / mantelzorger")
    leader.window.press("J")
    leader.wait_until_saved(
        lambda session: all(line.agreed for line in session.lines_of(None, Kind.VERZOEK)), "the request confirmed"
    )


def finish(leader: Leader) -> None:
    leader.go_to("Voorlezen en uitchecken")
    leader.window.press("n")
    leader.give_floor("1", "Cliënt / mantelzorger")
    leader.open_field("Cliënt / mantelzorger · één woord")
    leader.write("opgelucht")
    leader.confirm("opgelucht")
    assert everything_said_is_on_the_disk(leader)
    leader.window.press("a")
    leader.pick("Het gesprek afsluiten?", "ja, sluit af")
    leader.see("AFGESLOTEN")
    leader.window.press("C-q")
    assert leader.window.wait_for_end() == 0


def everything_said_is_on_the_disk(leader: Leader) -> bool:
    kept = {
        said for line in leader.session.lines.values() for said in line.model_dump().values() if isinstance(said, str)
    }
    return [text for text in leader.said if text not in kept] == []


def the_report_holds_what_was_confirmed(leader: Leader) -> None:
    session = leader.session
    kinds = {line.kind for line in session.lines.values()}
    assert kinds == set(Kind) - {Kind.VERVOLG, Kind.NOTITIE, Kind.VERDEDIGING}
    assert [line.text for line in session.unconfirmed()] == [UNCONFIRMED]
    (played,) = session.lines_of(None, Kind.WISSEL)
    assert played.model_dump()["verdict"] is Verdict.KLOPT_NIET

    report = subprocess.run(
        program("verslag", leader.folder.name, "--naar", "-"), cwd=CHECKOUT, capture_output=True, check=True
    )
    text = " ".join(report.stdout.decode().split()).replace("\\", "")
    missing = [said for said in leader.said if said != UNCONFIRMED and said not in text]
    assert missing == []
    assert UNCONFIRMED not in text
    assert HALF not in text
    assert STRUCK not in text
    assert files_with(leader.folder.parent, STRUCK) == []
    assert "Uitvoering" in text
    assert "ik probeer het" in text
