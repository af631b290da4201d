"""One module per kind of round: what the leader sees, what can be typed, what can be done."""

from gesprekskaarten.domain.playbook import Round, RoundKind
from gesprekskaarten.tui.rounds.afronden import Afronden
from gesprekskaarten.tui.rounds.base import Face
from gesprekskaarten.tui.rounds.botsing import Botsing
from gesprekskaarten.tui.rounds.casus import CasusFace
from gesprekskaarten.tui.rounds.kennismaken import Kennismaken
from gesprekskaarten.tui.rounds.kiezen import Kiezen
from gesprekskaarten.tui.rounds.leidraad import Leidraad
from gesprekskaarten.tui.rounds.oplossingen import Oplossingen
from gesprekskaarten.tui.rounds.pauze import Pauze
from gesprekskaarten.tui.rounds.perspectief import Perspectief
from gesprekskaarten.tui.rounds.standpunten import Standpunten
from gesprekskaarten.tui.rounds.stilte import Stilte
from gesprekskaarten.tui.rounds.verzoek import Verzoek
from gesprekskaarten.tui.rounds.welkom import Welkom
from gesprekskaarten.tui.rounds.wissel import Wissel

FACES: dict[RoundKind, type[Face]] = {
    face.kind: face
    for face in (
        Welkom,
        Kennismaken,
        CasusFace,
        Stilte,
        Perspectief,
        Wissel,
        Botsing,
        Oplossingen,
        Kiezen,
        Afronden,
        Pauze,
        Verzoek,
        Leidraad,
        Standpunten,
    )
}


def face_for(round: Round) -> Face:
    """Return the leader's face of a round."""
    return FACES[round.kind](round)
