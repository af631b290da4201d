"""Data in a text by which a real person could be found: what it is called, and the words themselves."""

import re
from collections.abc import Iterator

_EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_OF_AN_OFFICE = frozenset({"info", "contact", "post", "klacht", "klachten", "helpdesk", "secretariaat"})
_POSTCODE = re.compile(
    r"(?<!\w)[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}[ ,]{1,3}\d{1,5}(?!\w)|\d{1,5} ?\w?, {0,2}[1-9]\d{3} ?[A-Z]{2}(?!\w)"
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_PHONE = re.compile(r"(?<![\w.,])(?:\+31|0031|0)[ -]{0,3}(?:\(0\) ?)?[1-9](?:[ -]{0,3}\d){7,9}(?!\w|[.,]\d)")
_OF_A_SERVICE = re.compile(r"(?:\+31|0031|0)(?:8[0-9]|90)")
_NINE = re.compile(r"(?<![\w.,-])\d(?:[ .]?\d){7,8}(?!\w|[.,-]\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


def personal_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield what kind of data there is, and the words it is in.

    Numbers and addresses of a service (0800, 0900, 088; info@) are no personal data.
    """
    if "@" in text:
        for found in _EMAIL.finditer(text):
            if found[1].casefold() not in _OF_AN_OFFICE:
                yield "een e-mailadres", found[0]
    if not re.search(r"\d", text):
        return
    taken = []
    for found in _IBAN.finditer(text):
        if _is_iban(found[0]):
            taken.append(found.span())
            yield "een rekeningnummer", found[0]
    for found in _PHONE.finditer(text):
        digits = re.sub(r"[^\d+]", "", found[0].replace("(0)", ""))
        national = "0" + re.sub(r"^(?:\+31|0031|0)", "", digits)
        if len(national) == 10 and not _OF_A_SERVICE.match(digits) and not _inside(found.start(), taken):
            taken.append(found.span())
            yield "een telefoonnummer", found[0]
    for found in _POSTCODE.finditer(text):
        yield "een adres", found[0]
    for found in _NINE.finditer(text):
        is_amount = _THOUSANDS.fullmatch(found[0]) is not None
        if _is_bsn(re.sub(r"\D", "", found[0])) and not is_amount and not _inside(found.start(), taken):
            yield "een burgerservicenummer", found[0]


def _inside(place: int, taken: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in taken)


def _is_bsn(digits: str) -> bool:
    """The eleven-test: nine times the first digit, eight times the second, …, minus the last one."""
    if len(digits) != 9 or digits == "000000000":
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def _is_iban(text: str) -> bool:
    plain = text.replace(" ", "")
    number = "".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])
    return int(number) % 97 == 1
