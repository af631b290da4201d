"""Plain Dutch: what is hard to hear is found, and what only looks like it is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprekskaarten.decks import reading
from gesprekskaarten.decks.personal import personal_in


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Zij belt. Hij niet! Wie dan? Niemand …", ["Zij belt.", "Hij niet!", "Wie dan?", "Niemand …"]),
        ("Welkom hier\nWie ben je, en wat\nbrengt jou hier?", ["Welkom hier", "Wie ben je, en wat brengt jou hier?"]),
        ("Bel bijv. de buren. 's Nachts ook.", ["Bel bijv. de buren.", "'s Nachts ook."]),
        ("Het kost 1.250 euro, d.w.z. 6.5 per dag.", ["Het kost 1.250 euro, d.w.z. 6.5 per dag."]),
        ("'Kan dat?' vraagt J. Blom. 'Ja.' Zij lacht.", ["'Kan dat?' vraagt J. Blom.", "'Ja.'", "Zij lacht."]),
        ("Eerst dit.\n\nDan dat", ["Eerst dit.", "Dan dat"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_text_falls_into_the_sentences_that_somebody_hears(text: str, sentences: list[str]) -> None:
    assert reading.sentences_in(text) == sentences


def test_words_are_counted_as_they_are_said() -> None:
    assert reading.words_in("De 24-uurs zorg: 's nachts (en zo'n 3 keer) bij V&VN.") == [
        *("De", "24-uurs", "zorg", "'s", "nachts", "en", "zo'n", "3", "keer", "bij", "V&VN")
    ]


@pytest.mark.parametrize(
    ("word", "count"),
    [("nacht", 1), ("mantelzorger", 4), ("wijkverpleegkundige", 6), ("Wlz-indicatie", 4), ("cliënt", 2), ("", 0)],
)
def test_syllables_are_counted_per_part_of_a_word(word: str, count: int) -> None:
    assert reading.syllables(word) == count


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Er wordt beslist over de zorg.", "wordt … beslist"),
        ("De aanvraag wordt door het CIZ afgewezen.", "wordt … afgewezen"),
        ("Welke hulp kan worden geregeld?", "worden … geregeld"),
        ("Uit welke wet de hulp betaald wordt, weet niemand.", "betaald … wordt"),
        ("De uren werden verdeeld.", "werden … verdeeld"),
        ("Hij is door de huisarts verwezen.", "is … verwezen"),
        ("Hier wordt vaak over besloten.", "wordt … besloten"),
        ("Wat is er al geprobeerd?", ""),
        ("Zij is uitgeput door de nachten.", ""),
        ("Hij wordt zieker en dan krijgt hij minder hulp.", ""),
        ("Hoe worden drie adviezen één gesprek?", ""),
        ("Het wordt met die gemeenten nooit gezond.", ""),
        ("Als het kouder wordt, begint het gedoe.", ""),
        ("Zij is gisteren gevallen en wordt nu rustig.", ""),
        ("Hij wil dokter worden, vertelt hij.", ""),
    ],
)
def test_a_sentence_that_hides_who_does_it(sentence: str, words: str) -> None:
    assert reading.passive_in(sentence) == words


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Het is nooit niet druk.", "nooit … niet"),
        ("Ik wil niet dat niemand komt.", "niet … niemand"),
        ("Dat is niet onmogelijk.", "niet … onmogelijk"),
        ("Niemand zegt niets.", "niemand … niets"),
        ("Klopt dit, klopt dit niet, of wist de ander iets nog niet?", ""),
        ("Ik weet niet wie er niet was.", ""),
        ("Zij wil niet en hij ook niet.", ""),
        ("Dit gezin kan niet zonder.", ""),
        ("Niemand kijkt, want er is geen tijd.", ""),
    ],
)
def test_two_denials_in_one_breath(sentence: str, words: str) -> None:
    assert reading.double_negation_in(sentence) == words


@pytest.mark.parametrize(
    ("question", "leads"),
    [
        ("Vind je ook niet dat het beter kan?", True),
        ("Vinden jullie niet dat het zo hoort?", True),
        ("Zou het niet beter zijn om te bellen?", True),
        ("Ben je het ermee eens dat bellen helpt?", True),
        ("Dat kan beter, toch?", True),
        ("Moeten we niet gewoon bellen?", True),
        ("Wat vind je niet goed gaan?", False),
        ("Wat doe je als iemand toch thuis blijft?", False),
        ("Waar zijn we het niet over eens?", False),
        ("Wie is er nog niet gebeld?", False),
        ("Hoe weet je dat het goed gaat?", False),
    ],
)
def test_a_question_with_its_answer_in_it(question: str, leads: bool) -> None:
    assert bool(reading.leading_in(question)) == leads


@pytest.mark.parametrize(
    ("question", "twice"),
    [
        ("Wie belt? En wie komt?", True),
        ("Wie begint over geld, en wanneer?", True),
        ("Wie vindt elkaar makkelijk, en wie nog niet?", False),
        ("Wie weet wat er nodig is en wanneer het kan?", False),
        ("Wat doen we samen, en met de familie?", False),
    ],
)
def test_two_questions_in_one(question: str, twice: bool) -> None:
    assert reading.asks_twice(question) == twice


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Het CIZ en de Wlz, met V&VN en een pgb.", ["CIZ", "Wlz", "V&VN", "pgb"]),
        ("De SO belt m.b.t. het mdo, bijv. morgen.", ["m.b.t.", "bijv.", "SO", "mdo"]),
        ("Een Wlz-indicatie, de ELV'er en het VPT.", ["Wlz", "ELV", "VPT"]),
        ("Als Ans en Els op AOW wachten. Elk uur telt, 's nachts ook, o ja. Ons TV staat aan.", []),
        ("Het Centrum indicatiestelling zorg (CIZ) en het CIZ.", []),
        ("Bel OK, zo'n 5 km, NIET 3 kg. Stap III, pst.", []),
    ],
)
def test_abbreviations(text: str, found: list[str]) -> None:
    assert list(reading.abbreviations_in(text)) == found


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Wat wil je?", ("je", "")),
        ("Wat wilt u met uw zorg?", ("", "u")),
        ("Zij zegt: 'Wilt u koffie?' Jij knikt.", ("Jij", "")),
        ("'s Ochtends om 5 uur, U-bocht en Utrecht", ("", "U")),
        ("Het menu en de beurt", ("", "")),
    ],
)
def test_je_and_u(text: str, forms: tuple[str, str]) -> None:
    assert reading.address_in(text) == forms


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Haar nummer is 111222333.", ["een burgerservicenummer"]),
        ("BSN 1112.22.333", ["een burgerservicenummer"]),
        ("Bel 06 - 12 34 56 78", ["een telefoonnummer"]),
        ("Bel 06-12345678 of +31 (0)20 1234567.", ["een telefoonnummer", "een telefoonnummer"]),
        ("jan.blom@voorbeeld.example", ["een e-mailadres"]),
        ("Hij woont op 1234 AB 12.", ["een adres"]),
        ("Dorpsstraat 12, 1234AB Ons Dorp", ["een adres"]),
        ("NL91 ABNA 0417 1643 00", ["een rekeningnummer"]),
        ("Het nummer 123456789 bestaat niet zo.", []),
        ("Het kostte 111.222.333 euro.", []),
        ("In 2017 2018 en 2019, 1.250.000 euro.", []),
        ("Bel 0800-1234567, 0900 1234567 of 088-1234567.", []),
        ("Mail info@gemeente.example.", []),
        ("NL12 ABCD 0000 0000 00", []),
        ("Artikel 2.1.3 Wmo, kamerstuk 34 104, nr. 12345.", []),
        ("De 1500 EURO", []),
    ],
)
def test_what_points_to_a_real_person(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in personal_in(text)] == kinds


@given(st.one_of(st.text(max_size=200), st.text("aA .?!'\n0é-,", max_size=60)))
def test_no_word_of_a_text_is_lost_between_its_sentences(text: str) -> None:
    sentences = reading.sentences_in(text)

    assert [word for sentence in sentences for word in reading.words_in(sentence)] == reading.words_in(text)
    for sentence in sentences:
        for find in (reading.passive_in, reading.double_negation_in, reading.leading_in):
            assert isinstance(find(sentence), str)
    assert all(word in text for word in reading.abbreviations_in(text))
    assert all(words in text for _, words in personal_in(text))
