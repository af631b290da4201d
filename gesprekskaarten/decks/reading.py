"""How easily Dutch text reads aloud: sentences, words and syllables, and the forms that plain language avoids.

Every test here would rather miss something than call good Dutch wrong: a person decides.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from gesprekskaarten.decks.word_lists import DONE, NO_ABBREVIATION, NOT_DONE, SHORT

_ABBREVIATED = (
    *("bijv", "bv", "evt", "enz", "ca", "nr", "blz", "incl", "excl", "dhr", "mevr", "mw", "dr", "resp", "tel"),
    *("min", "max", "vgl", "art", "etc", "jl", "ing", "drs", "ir", "mr", "prof"),
)
_DOTTED = re.compile(rf"(?<![\w.])(?:(?:[a-z]{{1,2}}\.){{2,}}|(?:{'|'.join(_ABBREVIATED)})\.(?=\s+[a-z\d]))")
_END = re.compile(r"[.!?…]+['’\"”»)\]]*\s+(?=['‘’\"“„«(]*[A-ZÀ-Þ\d]|['’][a-z]\s+[A-ZÀ-Þ])")
_WORD = re.compile(r"['’]?[^\W_]+(?:[-'’&][^\W_]+)*")


def sentences_in(text: str) -> list[str]:
    """Split a text into sentences; a new line that starts with a capital starts one too."""
    found = []
    for block in re.split(r"\n(?=['‘’\"“„«(•-]*\s*(?:[A-ZÀ-Þ\d]|['’][a-z]\s+[A-ZÀ-Þ]))|\n\s*\n", text):
        start = 0
        for end in _END.finditer(block):
            before = block[start : end.start() + 1].rsplit(maxsplit=1)[-1].lstrip("(")
            if _DOTTED.match(f"{before} a") or re.fullmatch(r"[A-Z]\.", before):
                continue
            found.append(block[start : end.end()])
            start = end.end()
        found.append(block[start:])
    return [sentence for part in found if (sentence := " ".join(part.split()))]


def words_in(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Count the syllables of a Dutch word; of a word with hyphens those of its longest part."""
    parts = [part for part in re.split(r"[-'’&]", word.lower()) if part]
    return max((len(_dictionary().positions(part)) + 1 for part in parts), default=0)


@cache
def _dictionary() -> Any:
    from pyphen import Pyphen  # type: ignore[import-untyped]

    return Pyphen(lang="nl_NL")


_AFTER = re.compile(
    r"[,;:()\"“”„–—?!]|\s[-‘'’]\s|\b(?:en|of|maar|want|als|dat|die|omdat|zodat|wie|wat|waar|wanneer|hoe|welke?|"
    r"voordat|nadat|totdat|toen|terwijl|om|dan|dus|waarom|tenzij|waarin|waarmee|waardoor|waarvan|zoals|toch|hoewel)\b",
    re.IGNORECASE,
)
_BECOMES = {"word", "wordt", "worden", "werd", "werden"}
_IS = {"is", "zijn", "was", "waren"}
_BY_SOMEBODY = re.compile(
    r"\bdoor (?:(?:de|het|een|mijn|haar|zijn|hun|ons|onze|jouw) )?(?:iemand|niemand|mensen|familie|gemeenten?|huisarts"
    r"|arts|CIZ|zorgkantoor|zorgverzekeraars?|verzekeraar|wijkteam|wijkverpleegkundige|aanbieders?|organisaties?|ministerie"
    r"|professionals?|mantelzorger|rechter|overheid|buren|zoon|dochter|partner)\b"
)
_PARTS = "aan|achter|af|beet|bij|binnen|buiten|dicht|door|goed|in|kwijt|klaar|los|mee|mis|na|neer|om|onder|op|open"
_PARTS += "|over|rond|samen|stil|stop|tegen|terug|thuis|toe|uit|vast|vol|voor|waar|weg|vrij"
_DONE = re.compile(rf"(?:{_PARTS})?(?:ge\w{{2,}}(?:d|t|en|aan|daan)|(?:be|ver|ont|her|er)\w{{2,}}[dt])")


def passive_in(sentence: str) -> str:
    """Return the words that make a sentence passive, or ""."""
    for clause in _clauses(sentence):
        words = [word.casefold() for word in words_in(clause)]
        done = next((word for word in words if _is_done(word)), "")
        if not done:
            continue
        verb = next((word for word in words if word in _BECOMES), "")
        if not verb and _BY_SOMEBODY.search(clause):
            verb = next((word for word in words if word in _IS), "")
        if verb and verb != done:
            return f"{verb} … {done}" if words.index(verb) < words.index(done) else f"{done} … {verb}"
    return ""


def _is_done(word: str) -> bool:
    return word in DONE or (word not in NOT_DONE and _DONE.fullmatch(word) is not None)


def _clauses(sentence: str) -> list[str]:
    return [clause for clause in _AFTER.split(sentence) if clause and clause.strip()]


_NO = {"niet", "geen", "nooit", "niemand", "niets", "niks", "nergens", "nauwelijks", "geenszins", "noch"}
_NOT_UN = re.compile(
    r"\b(niet|geen|nooit) (on(?:belangrijk|bekend|mogelijk|nodig|terecht|gewoon|eens|verstandig)\w*)\b"
)
_DENIED_THAT = re.compile(r"\b(niet|nooit) dat\b")


def double_negation_in(sentence: str) -> str:
    """Return the two words that deny each other in one part of a sentence, or ""."""
    if found := _NOT_UN.search(sentence.casefold()):
        return f"{found[1]} … {found[2]}"
    for clause in _clauses(_DENIED_THAT.sub(r"\1", sentence)):
        denying = [word.casefold() for word in words_in(clause) if word.casefold() in _NO]
        if len(denying) > 1:
            return f"{denying[0]} … {denying[1]}"
    return ""


_LEADING = re.compile(
    r"^(?:(?:maar|en|dus) )?(?:"
    r"vind(?:en)? (?:je|jij|jullie|u|we|wij) (?:ook )?(?:niet|toch)\b"
    r"|(?:denk|denken|geloof|geloven) (?:je|jij|jullie|u|we|wij) (?:ook )?niet\b"
    r"|bent? (?:je|jij|u) het (?:ook )?(?:er)?(?:mee)? ?(?:niet )?eens\b"
    r"|(?:is|zou|was) het (?:eigenlijk )?niet (?:\w+ )?(?:beter|logisch|raar|vreemd|tijd|gewoon|zo|goed|slim|eerlijk)\b"
    r"|(?:moeten|zouden|kunnen) (?:we|wij|jullie) (?:dan )?niet (?:gewoon|eens|beter|liever)\b"
    r"|wilt? (?:je|jij|u) (?:dan )?niet liever\b)"
    r"|,? (?:toch|hè|hé|nietwaar|niet dan|of niet soms) ?\?",
    re.IGNORECASE,
)
_ASKING = "wie|wat|waar|wanneer|hoe|waarom|welke?|hoeveel"
_TWO_IN_ONE = re.compile(rf",\s+(?:en|of)\s+(?:{_ASKING})\b(?!(?: \w+){{0,2}} niet\b)", re.IGNORECASE)


def leading_in(question: str) -> str:
    """Return the words by which a question gives its own answer, or ""."""
    found = _LEADING.search(question)
    return found[0].strip(" ,") if found else ""


def asks_twice(question: str) -> bool:
    """Tell whether a question has a second one in it."""
    return question.count("?") > 1 or _TWO_IN_ONE.search(question) is not None


_QUOTED = re.compile(r"(?<!\w)['‘].*?['’](?!\w)|[\"“„].*?[\"”]", re.DOTALL)
_JE = re.compile(r"\b(?:je|jij|jou|jouw|jullie|jezelf)\b", re.IGNORECASE)
_U = re.compile(r"\b(?:u|uw|uzelf)\b", re.IGNORECASE)


def address_in(text: str) -> tuple[str, str]:
    """Return the first word that says je and the first that says u, or ""; what is quoted does not count."""
    spoken = _QUOTED.sub(" ", text)
    je, u = _JE.search(spoken), _U.search(spoken)
    return (je[0] if je else "", u[0] if u else "")


_CAPITALS = re.compile(r"[A-Z][a-z]?[A-Z&][A-Za-z&]*|[A-Z]{2,}[a-z]?")
_NO_VOWEL = re.compile(r"[B-DF-HJ-NP-TV-XZ]?[b-df-hj-np-tv-xz]{2,5}")


def abbreviations_in(text: str) -> Iterator[str]:
    """Yield the abbreviations in a text, except the few that everybody knows."""
    for found in _DOTTED.finditer(text):
        yield found[0]
    for word in re.findall(r"[^\W_]+(?:&[^\W_]+)?", text):
        folded = word.casefold()
        if folded in NO_ABBREVIATION or f"({word})" in text:
            continue
        if folded in SHORT or _CAPITALS.fullmatch(word) or _NO_VOWEL.fullmatch(word):
            yield word
