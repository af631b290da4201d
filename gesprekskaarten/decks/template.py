"""A deck and a draaiboek to begin with: right as they are, and explained line by line."""

import datetime as dt

_DECK = '''#:schema {schema}
# Dit is een voorbeeld dat klopt. Vervang de teksten door die van jullie.
# Een regel met # ervoor is uitleg: het programma leest die niet.
# Nakijken:  gesprekskaarten deck controleer {file}
# Bekijken:  gesprekskaarten deck toon {file}/samen-het-weekend-door
formaat = 1

[deck]
id = "{id}"                  # kleine letters, cijfers en streepjes; hiermee kies je het deck
titel = {title}
versie = "0.1.0"             # verhoog dit bij elke verandering: de versie staat in het verslag
status = "concept"           # later: "getoetst" aan een echte tafel, en dan "vrijgegeven"
omschrijving = "Kaarten over het weekend, voor het gesprek in onze wijk."
licentie = "CC-BY-4.0"       # anderen mogen het gebruiken als ze jullie noemen
# Neem de actoren, de niveaus en de begrippen over van een deck dat er al is.
# De actoren zijn nu: mantelzorger, wijkverpleegkundige, wijkteam, huisarts en ciz.
gebruikt = ["grensvlakken-wlz"]

# Waar de feiten vandaan komen. Elke kaart verwijst naar een bron, met de plaats en het jaar.
[[bron]]
id = "wijkgesprek"
titel = "Verslag van ons wijkgesprek over het weekend"
uitgever = "Het wijkteam"
datum = "{year}"

# Een knelpunt: iets wat vaak misgaat.
[[kaart]]
id = "niemand-in-het-weekend"
soort = "knelpunt"           # of: dilemma, vraag, voorbeeld, les, standpunt, tip, informatie
thema = "weekend"
titel = "Niemand in het weekend"
vraag = "Wie is er in het weekend als het thuis misgaat?"     # één vraag, hoogstens 15 woorden
# De toelichting past op het zaalbeeld: hoogstens zes regels van 46 tekens.
toelichting = """
Door de week komt er elke dag iemand langs.
In het weekend is dat vaak alleen de familie.
Niemand heeft afgesproken wie er dan komt."""
actoren = ["mantelzorger", "wijkverpleegkundige"]     # over wie de kaart gaat
wetten = ["Wmo", "Zvw"]                               # kies uit: Wmo, Zvw, Wlz, Jeugdwet
# Vragen voor jou als gespreksleider, voor als het stilvalt. De zaal ziet ze niet.
doorvragen = [
    "Wie bel je nu op zaterdagavond?",
    "Wat kan tot maandag wachten, en wat niet?",
]
# Zinnen om mee te beginnen.
voorbeeldzinnen = [
    "Ik zie dat het op zondag vaak misgaat.",
    "Ik maak me zorgen over de familie.",
    "Ik heb nodig dat er iemand bereikbaar is.",
]
leidt_tot = ["samen-het-weekend-door"]                # kaarten die hieruit volgen
bronnen = [{ bron = "wijkgesprek", plaats = "tafel 1", jaar = {year} }]

# Een dilemma: twee kanten die allebei te verdedigen zijn, en ongeveer even lang.
[[kaart]]
id = "samen-het-weekend-door"
soort = "dilemma"
thema = "weekend"
titel = "Samen het weekend door"
vraag = "Hoeveel zorg vraag je in het weekend van de familie?"
# Naast de twee kanten is er plaats voor drie regels toelichting.
toelichting = """
De familie wil graag helpen.
Maar elk weekend is ook veel."""
kanten = [
    "De familie kent iemand het best en is vertrouwd.",
    "De familie moet ook kunnen rusten in het weekend.",
]
actoren = ["mantelzorger"]
wetten = ["Wmo", "Zvw"]
doorvragen = [
    "Wat vindt de familie zelf genoeg?",
    "Wie vraagt hoe het met de familie gaat?",
]
voorbeeldzinnen = [
    "Ik zie dat de familie moe wordt.",
    "Ik heb nodig dat we dit samen verdelen.",
]
bronnen = [{ bron = "wijkgesprek", plaats = "tafel 2", jaar = {year} }]

# Een voorbeeld: wat ergens al werkt, wie het doet en waarom het werkt.
[[kaart]]
id = "een-vast-nummer"
soort = "voorbeeld"
thema = "weekend"
titel = "Een vast nummer"
vraag = "Wat zou een vast nummer bij ons veranderen?"
toelichting = """
Twee teams delen in het weekend één nummer.
Wie belt, krijgt iemand die de mensen kent.
Zo hoeft niemand zijn verhaal twee keer te doen."""
actoren = ["wijkverpleegkundige", "wijkteam"]
wetten = ["Wmo", "Zvw"]
doorvragen = [
    "Met wie kunnen wij een nummer delen?",
    "Wat is de eerste stap?",
]
voorbeeldzinnen = [
    "Ik zie dat mensen niet weten wie ze moeten bellen.",
    "Ik heb nodig dat iemand dit regelt.",
]
bronnen = [{ bron = "wijkgesprek", plaats = "tafel 3", jaar = {year} }]

# Een casus: een verzonnen verhaal. Een echt verhaal met een andere naam blijft te herkennen.
[[casus]]
id = "mevrouw-smit-valt-op-zaterdag"
titel = "Mevrouw Smit valt op zaterdag"
# De situatie staat op het zaalbeeld: hoogstens 45 woorden en zes regels van 46 tekens.
situatie = """
Mevrouw Smit is 84 en woont alleen.
Ze valt op zaterdag in de gang.
Haar zoon woont ver weg. De buurvrouw helpt
haar overeind, maar wil niet elk weekend komen."""
# Het verhaal lees je voor: 80 tot 140 woorden.
verhaal = """
Het is zaterdag, even na het eten. Mevrouw Smit loopt naar de keuken en valt in de gang.
Ze heeft geen pijn, maar ze kan niet opstaan. Na een uur hoort de buurvrouw haar roepen.
Samen komen ze overeind. De buurvrouw belt de zoon. Hij woont ver weg en kan pas morgen komen.
Wie moet hij bellen? De thuiszorg komt maandag weer. De huisarts is dicht.
Mevrouw Smit zegt dat het wel gaat. De buurvrouw wil graag helpen, maar niet elk weekend.
's Avonds zit mevrouw Smit alleen op de bank. Ze durft niet meer naar de keuken."""
kaarten = ["niemand-in-het-weekend"]     # de eerste kaart ligt op tafel
betrokken = ["mantelzorger", "wijkverpleegkundige", "huisarts"]
wetten = ["Wmo", "Zvw"]
feiten = ["Ze viel op zaterdag.", "De thuiszorg komt maandag weer."]
onbekend = ["Wat wil mevrouw Smit zelf?", "Is ze eerder gevallen?"]
vragen = ["Wie had de zoon kunnen bellen?"]
fictief = true
bronnen = [{ bron = "wijkgesprek", plaats = "verzonnen bij tafel 1", jaar = {year} }]

# Wat het voor één actor moeilijk maakt.
[[casus.lastig]]
actor = "mantelzorger"
tekst = "Ik woon ver weg en weet niet wie ik kan bellen."

# Een woord dat niet iedereen kent. Leg elke afkorting uit.
[[begrip]]
woord = "respijtzorg"
uitleg = "Iemand neemt de zorg even over, zodat de familie kan uitrusten."
'''

_PLAYBOOK = '''#:schema {schema}
# Dit is een draaiboek dat klopt. Vervang de teksten door die van jullie.
# Een regel met # ervoor is uitleg: het programma leest die niet.
# Nakijken:  gesprekskaarten deck controleer {file}
formaat = 1

[draaiboek]
id = "{id}"                  # kleine letters, cijfers en streepjes
titel = {title}
minuten = 60                 # alle rondes en de buffer samen
buffer = 2                   # over, voor wat uitloopt
omschrijving = "Een gesprek van een uur met vijf tot acht mensen."
# Decks die altijd op tafel komen bij dit draaiboek: decks = ["nachtzorg"]

[[ronde]]
id = "welkom"
vorm = "welkom"              # de vorm bepaalt wat je in de ronde kunt vastleggen
titel = "Welkom"
minuten = 5
minimaal = 3                 # korter stelt het programma niet voor
beschermd = true             # stel niet voor om deze ronde in te korten
# Wat de zaal leest.
zaal = """
Samen zoeken we wat hier kan helpen.
We praten over de kaart, niet over namen
Iedereen mag, niemand moet"""
# Zinnen die je kunt zeggen. De zaal ziet ze niet.
zinnen = [
    "Welkom. Fijn dat je er bent.",
    "Kan iedereen met deze afspraken leven?",
]

[[ronde]]
id = "kennismaken"
vorm = "kennismaken"
titel = "Kennismaken"
minuten = 5
per_persoon = 0.75           # minuten per mens: met minder mensen wordt de ronde korter
zaal = "Wie ben je, en wat is jouw rol?"
zinnen = ["Ik begin zelf. Dan hoor je hoe kort het mag zijn."]

[[ronde]]
id = "casus"
vorm = "casus"
titel = "De kaart en de feiten"
minuten = 10
minimaal = 7
inkorten = 2                 # loop je uit, dan wordt deze ronde als tweede korter; 0 is nooit
zaal = "Wat weten we, en wat niet?"
zinnen = [
    "Ik lees het verhaal voor. Je hoeft alleen te luisteren.",
    "Nu eerst de feiten. Wat staat er echt?",
]

# Een ronde kan stappen hebben, met elk een eigen tekst voor de zaal.
[[ronde.stap]]
titel = "Voorlezen"
minuten = 3
zaal = "Luister naar het verhaal."

[[ronde.stap]]
titel = "Feiten"
minuten = 7

[[ronde]]
id = "stilte"
vorm = "stilte"
titel = "Even stil"
minuten = 2
beschermd = true
zaal = "Wat is voor jou hier het moeilijkst?"
zinnen = ["Twee minuten stilte. Schrijf op wat voor jou het moeilijkst is."]

[[ronde]]
id = "perspectief"
vorm = "perspectief"
titel = "Perspectiefronde"
minuten = 12
per_persoon = 1.5
minimaal_per_persoon = 1.0
minimaal = 6
beschermd = true
zaal = "Wat is voor jou hier het moeilijkst?"
zinnen = [
    "We gaan één keer rond. Nog niemand reageert.",
    "Ik lees terug wat ik opschreef. Klopt dit zo?",
]
# Beginzinnen voor wie spreekt. De zaal ziet ze wel.
startzinnen = ["Ik zie …", "Ik maak me zorgen over …", "Ik heb nodig …"]

[[ronde]]
id = "botsing"
vorm = "botsing"
titel = "Waar botst het?"
minuten = 6
minimaal = 4
inkorten = 3
zaal = "Waar zijn we het over eens, en waar botst het?"
zinnen = ["We maken samen één zin met twee kanten."]

[[ronde]]
id = "oplossingen"
vorm = "oplossingen"
titel = "Oplossingen"
minuten = 9
minimaal = 6
inkorten = 1
zaal = "Wat kan helpen?"
zinnen = [
    "Begin klein. Wat kunnen we zelf doen?",
    "Wie kan dit besluiten, en wat is de eerste stap?",
]

[[ronde]]
id = "kiezen"
vorm = "kiezen"
titel = "Kiezen en afspreken"
minuten = 6
keuzewijze = "instemming"    # of "briefjes": dan tel je
zaal = "Wat spreken we af?"
zinnen = ["Kun je hiermee leven? Zo niet, wat moet er anders?"]

[[ronde]]
id = "afronden"
vorm = "afronden"
titel = "Afronden"
minuten = 3
beschermd = true
zaal = "Met welk woord ga je weg?"
zinnen = ["Ik lees voor wat er in het verslag komt. Moet er iets uit?"]

# Een ronde met vragen uit een deck, in een vaste volgorde. De antwoorden krijgen een eigen document.
# Zet het deck dan ook bij decks, bovenaan.
# [[ronde]]
# id = "vragen"
# vorm = "leidraad"
# titel = "Onze vragen"
# minuten = 20
# route = "nachtzorg/onze-vragen"
# document = "Onze afspraken"

# Hulp voor als het gesprek lastig wordt: toets h.
[[situatie]]
id = "stilte"
naam = "Het blijft stil"
zinnen = [
    "Stil zijn mag. We wachten even.",
    "Eén woord is ook goed. Wie wil beginnen?",
]
actie = "beurt"
'''


def deck_template(id: str, title: str, schema: str, file: str) -> str:
    """Return the text of a new deck; `schema` and `file` are the paths it names."""
    return _filled(_DECK, id, title, schema, file)


def playbook_template(id: str, title: str, schema: str, file: str) -> str:
    """Return the text of a new draaiboek; `schema` and `file` are the paths it names."""
    return _filled(_PLAYBOOK, id, title, schema, file)


def _filled(text: str, id: str, title: str, schema: str, file: str) -> str:
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    year = str(dt.date.today().year)
    words = {"{schema}": schema, "{file}": file, "{id}": id, "{title}": f'"{quoted}"', "{year}": year}
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text
