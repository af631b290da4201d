"""Names in an invoer file: what they stand for, and which of them are not there."""

from collections.abc import Callable, Mapping
from typing import Any

from gesprekskaarten.conduct.prepare import DEFAULT_PLAYBOOK, Preparation, material_for
from gesprekskaarten.conduct.reading import read_session
from gesprekskaarten.decks.library import Library
from gesprekskaarten.decks.problems import Finding, Loc, quoted, suggestion, where
from gesprekskaarten.decks.references import rows, words
from gesprekskaarten.domain.material import Material
from gesprekskaarten.domain.playbook import Playbook
from gesprekskaarten.domain.session import Session
from gesprekskaarten.domain.words import clean
from gesprekskaarten.errors import AppError
from gesprekskaarten.storage.archive import Archive

ON_A_CARD = ("notitie", "verdediging")
"""Kinds of lines that belong to a card."""


class Named:
    """What the names in the file stand for (`material`, `earlier`), and which are not there (`findings`).

    Looks at the TOML data itself: a file with other mistakes gets all of its problems at once.
    """

    def __init__(self, data: Mapping[str, Any], library: Library, archive: Archive) -> None:
        self.findings: list[Finding] = []
        self.material: Material | None = None
        self.earlier: Session | None = None
        self._data = data
        head = data.get("sessie")
        self._head = head if isinstance(head, dict) else {}
        self._gather(library)
        self._look_up_earlier(archive)
        self._own_casus()
        self._secured()
        self._fields_of_a_wissel()
        self._cards_of_lines()

    def _gather(self, library: Library) -> None:
        playbook = said_in(self._head.get("draaiboek", DEFAULT_PLAYBOOK))
        listed = self._head.get("decks", [])
        decks = [said_in(name) for name in listed] if isinstance(listed, list) else [""]
        has_playbook = self._found(("sessie", "draaiboek"), library.playbook, playbook)
        if has_playbook:
            self._rounds(library.playbook(playbook))
        has_decks = [self._found(("sessie", "decks", index), library.deck, name) for index, name in enumerate(decks)]
        if not all(has_decks):
            return
        # Without its draaiboek the file can still be held against its decks.
        any_playbook = playbook if has_playbook else next(iter(library.playbooks), "")
        preparation = Preparation(playbook=any_playbook, decks=decks or None)
        material = material_for(library, preparation) if any_playbook else None
        if material is not None:
            self._cards(material)
            self._sorts(material)
            self._actors(material)
        self.material = material if has_playbook else None

    def _found(self, loc: Loc, find: Callable[[str], object], name: str) -> bool:
        if not name:
            return False
        try:
            find(name)
        except AppError as error:
            self._wrong(loc, inside(error.message), error.hint)
            return False
        return True

    def _look_up_earlier(self, archive: Archive) -> None:
        name = said_in(self._head.get("vervolg_op"))
        try:
            self.earlier = read_session(archive.find(name)) if name else None
        except AppError as error:
            self._wrong(("sessie", "vervolg_op"), inside(error.message), error.hint)

    def _rounds(self, playbook: Playbook) -> None:
        known = [round.id for round in playbook.rounds]
        for index, row in rows(self._data, "inbreng"):
            self._known(("inbreng", index, "ronde"), row.get("ronde"), "ronde", known, "dit draaiboek")

    def _cards(self, material: Material) -> None:
        self._known(("sessie", "casus"), self._head.get("casus"), "casus", list(material.casussen), "deze decks")
        for index, name in words(self._head, "kaarten"):
            if material.card(clean(name)) is None:
                self._known(("sessie", "kaarten", index), name, "kaart", list(material.cards), "deze decks")
        for index, row in rows(self._data, "inbreng"):
            said = said_in(row.get("kaart"))
            if said and material.card(said) is None:
                self._known(("inbreng", index, "kaart"), said, "kaart", list(material.cards), "deze decks")

    def _sorts(self, material: Material) -> None:
        for index, row in rows(self._data, "oplossing"):
            level = material.levels.get(said_in(row.get("niveau")))
            if level is not None:
                known = [kind.id for kind in level.kinds]
                holder = f"niveau {level.id}"
                self._known(("oplossing", index, "soort"), row.get("soort"), "soort", known, holder)

    def _actors(self, material: Material) -> None:
        present = self._data.get("aanwezig")
        chairs = list(present) if isinstance(present, dict) else list(material.actors)
        if isinstance(present, dict):
            for name in present:
                self._known(("aanwezig", name), name, "actor", list(material.actors), "deze decks")
        own = {said_in(row.get("naam")).casefold() for _, row in rows(self._data, "actor")}
        for key, fields in (("inbreng", ("actor", "over")), ("verzoek", ("van", "aan")), ("terugblik", ("actor",))):
            for index, row in rows(self._data, key):
                for name in fields:
                    said = said_in(row.get(name))
                    if not said or said in chairs or said.casefold() in own:
                        continue
                    loc = (key, index, name)
                    if said in material.actors:
                        hint = f"Zet bij [aanwezig]: {said} = 1, of 0 voor een lege stoel."
                        self._wrong(loc, f"actor {quoted(said)} staat niet bij [aanwezig].", hint)
                    else:
                        self._known(loc, said, "actor", chairs, "deze decks en niet bij [[actor]]")

    def _own_casus(self) -> None:
        if "casus" in self._data and said_in(self._head.get("casus")):
            self._wrong(("casus",), "er is ook al een casus bij [sessie].", "Kies een van de twee.")

    def _secured(self) -> None:
        solutions = list(rows(self._data, "oplossing"))
        known = list(dict.fromkeys(name for _, row in solutions if (name := said_in(row.get("id")))))
        for index, row in solutions:
            for place, name in words(row, "geborgd_op"):
                loc = ("oplossing", index, "geborgd_op", place)
                if clean(name) == row.get("id"):
                    self._wrong(loc, "een oplossing kan niet op zichzelf geborgd zijn.", "Kies een andere oplossing.")
                else:
                    self._known(loc, name, "oplossing", known, "dit bestand")

    def _fields_of_a_wissel(self) -> None:
        for index, row in rows(self._data, "inbreng"):
            if row.get("soort") == "wissel":
                for name, what in (("actor", "wie er spreekt"), ("over", "als wie")):
                    if isinstance(row.get(name, ""), str) and not said_in(row.get(name)):
                        loc = ("inbreng", index)
                        hint = f'Zet erbij: {name} = "…" ({what}).'
                        self._wrong(loc, f"bij een wissel hoort het veld {quoted(name)}.", hint)
                continue
            for name in ("over", "oordeel", "correctie"):
                if row.get(name):
                    hint = 'Haal het weg, of schrijf: soort = "wissel"'
                    self._wrong(("inbreng", index, name), "dit veld hoort alleen bij een wissel.", hint)

    def _cards_of_lines(self) -> None:
        for index, row in rows(self._data, "inbreng"):
            on_card = row.get("soort") in ON_A_CARD
            if on_card and isinstance(row.get("kaart", ""), str) and not said_in(row.get("kaart")):
                hint = 'Zet erbij: kaart = "…"'
                self._wrong(("inbreng", index), f"bij een {row['soort']} hoort het veld {quoted('kaart')}.", hint)
            elif row.get("kaart") and not on_card:
                hint = 'Haal het weg, of schrijf: soort = "notitie"'
                self._wrong(("inbreng", index, "kaart"), "dit veld hoort bij een notitie of een verdediging.", hint)

    def _known(self, loc: Loc, name: Any, kind: str, known: list[str], holder: str) -> None:
        said = said_in(name)
        if said and said not in known:
            self._wrong(loc, f"{kind} {quoted(said)} staat niet in {holder}.", suggestion(said, known))

    def _wrong(self, loc: Loc, message: str, hint: str) -> None:
        self.findings.append(Finding(loc, f"{where(self._data, loc)}: {message}", hint))


def said_in(value: Any) -> str:
    """Return the text in a field as it will be read; "" for anything else, about which the schema tells."""
    return clean(value) if isinstance(value, str) else ""


def inside(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
