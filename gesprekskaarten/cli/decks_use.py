"""`gesprekskaarten deck gebruik`: what curators learn from the sessions in the store."""

import click

from gesprekskaarten.cli.edge import give, in_columns, say
from gesprekskaarten.cli.places import Places, pass_places
from gesprekskaarten.dutch_click import DutchCommand


@click.command("gebruik", cls=DutchCommand)
@click.argument("deck", metavar="[ID]", required=False, default="")
@click.option(
    "--formaat",
    "form",
    type=click.Choice(["tekst", "json"]),
    default="tekst",
    show_default=True,
    help="json is voor een ander programma.",
)
@pass_places
def decks_use(places: Places, deck: str, form: str) -> None:
    """Tel welke kaarten in gesprekken zijn gebruikt.

    Per kaart: in hoeveel gesprekken, blind getrokken, overgeslagen, en hoe vaak het langer duurde dan gepland. Er staan
    geen woorden en geen namen van gesprekken in. ID is een deck. Zonder ID: alle decks.
    """
    from gesprekskaarten.conduct.card_records import card_records

    records = card_records(places.archive(), deck)
    if deck and not records.cards:
        places.library().deck(deck)
    if form == "json":
        import json
        from dataclasses import asdict

        keys = ("deck", "kaart", "gesprekken", "blind", "overgeslagen", "uitgelopen", "minuten")
        rows = [dict(zip(keys, asdict(one).values(), strict=True)) for one in records.cards]
        found = {"gesprekken": records.conversations, "eigen_kaarten": records.own, "kaarten": rows}
        give(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        header = ("Deck", "Kaart", "Gesprekken", "Blind", "Overgeslagen", "Uitgelopen", "Minuten")
        lines = [
            (
                one.deck,
                one.card,
                str(one.conversations),
                str(one.blind),
                str(one.skipped),
                str(one.over),
                f"{one.minutes:.1f}".replace(".", ","),
            )
            for one in records.cards
        ]
        if lines:
            give(in_columns([header, *lines]))
        gesprekken = "1 gesprek" if records.conversations == 1 else f"{records.conversations} gesprekken"
        eigen = "1 eigen kaart" if records.own == 1 else f"{records.own} eigen kaarten"
        say(f"Geteld over {gesprekken}. Aan tafel gemaakt: {eigen}.")
    if records.unread:
        some = "1 gesprek is" if records.unread == 1 else f"{records.unread} gesprekken zijn"
        say(f"{some} niet te lezen en niet meegeteld.")
