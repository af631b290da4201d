"""Dutch words that the check of a deck treats apart. Add to them when it calls good Dutch wrong."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON = _words(
    """
    wijkverpleegkundige wijkverpleegkundigen verpleegkundige verpleegkundigen zorgverzekeraar
    zorgverzekeraars ziektekostenverzekeraar praktijkondersteuner praktijkondersteuners ouderengeneeskunde
    fysiotherapeut ergotherapeut ziekenhuisopname ziekenhuisopnames organisatie organisaties zorgorganisatie
    zorgorganisaties thuiszorgorganisatie familieleden huisartsenpraktijk zorgverzekering professional
    professionals leidinggevende vertrouwenspersoon

    verantwoordelijk verantwoordelijke onafhankelijk onafhankelijke afhankelijke gemeentelijke
    mogelijkheden tegelijkertijd ingewikkelder ingewikkeldere ondersteunende
    telefoonnummer samenwerkende uiteindelijke vergaderingen
    veranderingen lichamelijke verstandelijke verenigingen omstandigheden
    """
)
"""Long words that need no explanation: who is at the table, and plain words that happen to be long."""

VAGUE = _words(
    """
    borgen borging geborgd faciliteren faciliteert faciliterend implementeren implementatie integraal integrale
    optimaliseren optimalisatie regievoering zelfredzaamheid zelfredzaam participatie participeren transitie
    transformatie governance multidisciplinair multidisciplinaire interdisciplinair intersectoraal
    domeinoverstijgend domeinoverstijgende systeemwereld leefwereld problematiek methodiek systematiek
    doelmatigheid doelmatig rechtmatigheid effectiviteit efficiëntie efficiency randvoorwaarden randvoorwaarde
    stakeholder stakeholders commitment positionering positioneren complexiteit adequaat adequate concretiseren
    operationaliseren professionalisering professionaliseren toekomstbestendig toekomstbestendige ketenregie
    doorontwikkeling doorontwikkelen beleidsmatig bekostigingssystematiek proactief proactieve cliëntsysteem
    uitrol uitrollen capaciteitsproblematiek afwegingskader beoordelingskader toegankelijkheid
    """
)
"""Words of policy papers that say little at a table; with a begrip of their own they may be used."""

DONE = _words(
    """
    besloten besproken begrepen bekeken beschreven bewezen vergeten vervangen verwezen verboden verloren
    verschoven verholpen verkregen verdreven ontslagen ontvangen onthouden ontnomen onderzocht
    overlegd ondersteund onderbroken onderhouden
    """
)
"""Voltooide deelwoorden that do not look like one."""

NOT_DONE = _words(
    """
    gezond gemeenten gezinnen gevallen gesprekken gedachten getallen gebieden gewoonten gebreken gelden
    gebeurt gelooft geldt geniet geneest getuigt gewicht gezicht gerecht gedicht geduld gebied gewest genot geweld
    geluid geweten geheimen geschikt gewend getrouwd gehandicapt gepensioneerd gerust gewild gemoed gehecht
    gebaat gewond geliefd gestrest gespannen gescheiden geboren gezamenlijken

    bekend bereid beleid bewust bewind bezit bestand beeld bericht beroert bestaat begint betekent begrijpt
    bedoelt behoort betreft bezoekt bejaard beroerd beperkt

    verband verstand verkeerd verliefd verdriet verhit verwant vertelt verandert verdient verdwijnt vergeet
    verloopt verschilt vertrekt vertrouwt verwacht vervalt verward verbaasd verantwoord

    ontbreekt ontstaat herinnert hersteld ernst ingewikkeld opgewekt
    """
)
"""Words that look like a voltooid deelwoord, and after `worden` seldom are one."""

SHORT = _words("wmo wlz zvw mdo poh elv avg wgbo bopz ggz ggd pgb vpt mpt zzp wzd adl bsn hbo mbo")
"""Abbreviations that are also written without capitals."""

NO_ABBREVIATION = _words(
    """
    aow tv pc cd dvd pin ok nl cm mm km kg hm st sst pst ii iii iv vi vii viii
    niet wel geen nooit altijd en of ja nee ik jij wij zij hij
    """
)
"""What everybody knows, and words that somebody shouts."""
