"""clean() is the only entrance for people's words."""

import pytest

from gesprekskaarten.domain import events as ev
from gesprekskaarten.domain.lines import Contribution, Kind
from gesprekskaarten.domain.value import WordsApart
from gesprekskaarten.domain.words import clean, is_safe, nearest
from tests.building import said


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  ik slaap slecht  ", "ik slaap slecht"),
        ("een\ntwee", "een twee"),
        ("een\r\ntwee", "een twee"),
        ("een\ttwee\vdrie\fvier", "een twee drie vier"),
        ("een\u2028twee\u2029drie\x85vier", "een twee drie vier"),
        ("\x1b[31mrood\x1b[0m", "[31mrood[0m"),
        ("\x1b]0;andere titel\x07", "]0;andere titel"),
        ("\x9b31mrood", "31mrood"),
        ("voor\x00\x07\x08\x7fna", "voorna"),
        ("\u202eomgekeerd\u202c \u2067ook\u2069", "omgekeerd ook"),
        ("\ufeffmerk", "merk"),
        ("los\ud800deel", "losdeel"),
        ("e\u0301e\u0301n", "één"),
        ("👩\u200d⚕️", "👩\u200d⚕️"),
        ("مرحبا שלום 護理", "مرحبا שלום 護理"),
        ("[/ [b {{ x }} {% y %} | # * `", "[/ [b {{ x }} {% y %} | # * `"),
        (" \t\n", ""),
        ("\u200b\u2060", ""),
    ],
)
def test_one_line_keeps_the_words_and_drops_what_a_terminal_could_obey(typed: str, kept: str) -> None:
    assert clean(typed) == kept
    assert is_safe(clean(typed))


def test_a_longer_text_keeps_its_lines_and_nothing_else() -> None:
    assert clean("een\r\ntwee\u2029drie\tvier\x1b[0m", multiline=True) == "een\ntwee\ndrie vier[0m"


@pytest.mark.parametrize("text", ["\x1b[31m", "a\nb", "a\x9bb", "\u202e", "\x00", "\ufeff"])
def test_a_renderer_sees_that_a_text_is_not_safe(text: str) -> None:
    assert not is_safe(text)


def test_words_are_cleaned_wherever_a_line_is_made(torture: list[tuple[str, str]]) -> None:
    for name, text in torture:
        line = said(text)
        assert is_safe(line.text), name
        assert line.text == clean(text), name


def test_words_stay_out_of_the_stored_event_and_come_back() -> None:
    recorded = ev.Recorded(line=said("Ik durf het niet te vragen."))
    apart = WordsApart.taking_out(first=7)
    stored = ev.EVENTS.dump_json(recorded, context=apart)
    assert b"durf" not in stored
    assert apart.words == ["Ik durf het niet te vragen."]
    again = ev.EVENTS.validate_json(stored, context=WordsApart.putting_back({7: "Ik durf het niet te vragen."}))
    assert again == recorded


def test_struck_words_come_back_as_nothing() -> None:
    stored = ev.EVENTS.dump_json(ev.Recorded(line=said("Weg hiermee.")), context=WordsApart.taking_out(first=1))
    again = ev.EVENTS.validate_json(stored, context=WordsApart.putting_back({}))
    assert isinstance(again, ev.Recorded)
    assert isinstance(again.line, Contribution)
    assert (again.line.text, again.line.kind) == ("", Kind.PERSPECTIEF)


def test_a_typing_mistake_is_met_with_the_nearest_known_word() -> None:
    assert nearest("vrag", ["titel", "vraag"]) == "vraag"
    assert nearest("zzz", ["titel", "vraag"]) is None
