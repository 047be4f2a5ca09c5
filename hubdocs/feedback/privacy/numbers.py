"""Numbers by which a person can be reached or found: telephones, NHS numbers and postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubdocs.feedback.privacy.spans import Span

_DIGITS = re.compile(r"(?<!\w)(?<!\d\.)[+(]{0,2}\d(?:[ ().\-/]{0,3}\d){5,24}(?!\d)", re.ASCII)
_GROUP = re.compile(r"\d+")
_REACH = re.compile(
    r"\b(?:phone|telephone|tel|mobile|mob|cell|ring|rings|rang|call|calls|called|text|texts|whatsapp|number|no|contact|fax)"
    r"\b[^\d\n]{0,24}$",
    re.IGNORECASE,
)
"""Words behind which any longer number is a way to reach somebody."""
_MODULE_VERSION = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}(?!\d)")
_DATE = re.compile(r"(?:\d{1,2}[./\- ]\d{1,2}[./\- ](?:19|20)\d\d|(?:19|20)\d\d-\d\d?-\d\d?)(?!\d)")
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d(?!\d)")
_LOOKS_BACK = 40
"""How many letters before a number can say what it is."""

_Group = tuple[int, int]
"""Where digits without anything between them begin and end."""
_SHORT_GROUP = 2
_DIGITS_HERE = range(10, 12)
"""How many digits a number of the United Kingdom has, with its zero. Source: Ofcom, numbering plan."""
_DIGITS_ABROAD = range(8, 16)
"""How many it has behind its plus. Source: ITU-T E.164, fifteen at most."""
_DIGITS_FROM_HERE_ABROAD = range(11, 17)
"""The same, for a number that begins with two zeros or with the country's 44."""
_FEWEST = 6
"""A number of fewer digits reaches nobody."""

EVERYWHERE = frozenset({"999", "112", "111", "101", "116123", "116000", "08001111", "85258"})
"""Numbers of the whole country which tell nobody's name, digits only."""


def phones(text: str, allowed: frozenset[str]) -> Iterator[Span]:
    """Yield each telephone number that the library does not itself publish; `allowed` holds digits only."""
    for match in _DIGITS.finditer(text):
        groups = [(match.start() + each.start(), match.start() + each.end()) for each in _GROUP.finditer(match[0])]
        if max(end - start for start, end in groups) <= _SHORT_GROUP:
            if _is_spelt_out(match[0]):
                yield Span("phone", match.start(), match.end())
            continue
        for first, last in _phones_among(text, groups, allowed):
            yield Span("phone", match.start() if first == 0 else groups[first][0], groups[last][1])


def _is_spelt_out(typed: str) -> bool:
    """Whether digits one by one, or in pairs, are a telephone number rather than a row of minutes."""
    digits = digits_of(typed)
    if typed.startswith("+"):
        return len(digits) in _DIGITS_ABROAD
    return len(digits) == max(_DIGITS_HERE) and digits.startswith(("01", "02", "03", "07", "08"))


def _phones_among(text: str, groups: list[_Group], allowed: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last group of each number."""
    first = 0
    while first < len(groups):
        if (last := _end_of_public(text, groups, first, allowed)) < 0:
            if (last := _end_of_phone(text, groups, first)) < 0:
                last = first
            else:
                yield first, last
        first = last + 1


def _end_of_public(text: str, groups: list[_Group], first: int, allowed: frozenset[str]) -> int:
    """The last group of a number that the library itself publishes; -1 if none begins here."""
    digits = ""
    for last in range(first, len(groups)):
        digits += text[slice(*groups[last])]
        if digits in allowed:
            return last
        if len(digits) > max(_DIGITS_ABROAD):
            break
    return -1


def _end_of_phone(text: str, groups: list[_Group], first: int) -> int:
    """The last group of a telephone number that begins with a group; -1 if none begins there."""
    start = groups[first][0]
    if any(shape.match(text, start) for shape in (_DATE, _CLOCK, _MODULE_VERSION)):
        return -1
    abroad = "+" in text[max(0, start - 2) : start]
    reach = bool(_REACH.search(text, max(0, start - _LOOKS_BACK), start))
    found, digits, largest = -1, "", 0
    for last in range(first, len(groups)):
        digits += text[slice(*groups[last])]
        largest = max(largest, groups[last][1] - groups[last][0])
        if len(digits) > max(_DIGITS_ABROAD) + 1:
            break
        if _is_phone(digits, largest, abroad=abroad, reach=reach):
            found = last
    return found


def _is_phone(digits: str, largest: int, *, abroad: bool, reach: bool) -> bool:
    """Whether digits in a row are a telephone number; `largest` is how many stand together at most."""
    many = len(digits)
    if largest <= _SHORT_GROUP:
        return False
    if abroad or digits.startswith(("00", "44")):
        return many in (_DIGITS_ABROAD if abroad else _DIGITS_FROM_HERE_ABROAD)
    if re.match(r"0[1235789]", digits):
        return many in _DIGITS_HERE
    if digits.startswith("7") and many == min(_DIGITS_HERE):
        return largest > _SHORT_GROUP + 1
    return reach and _FEWEST <= many < max(_DIGITS_ABROAD)


def digits_of(text: str) -> str:
    """Only the digits of a text."""
    return "".join(_GROUP.findall(text))


_NHS = re.compile(r"(?<![\w.\-+])\d{3}[ .\-]{0,2}\d{3}[ .\-]{0,2}\d{4}(?![\w\-])", re.ASCII)
_NHS_SAID = re.compile(r"\bNHS\b[^\d\n]{0,24}$", re.IGNORECASE)


def nhs_numbers(text: str) -> Iterator[Span]:
    """Yield each number with the check digit of an NHS number, and each that is called one."""
    for match in _NHS.finditer(text):
        said = _NHS_SAID.search(text, max(0, match.start() - _LOOKS_BACK), match.start())
        if is_nhs_number(digits_of(match[0])) or said:
            yield Span("nhs-number", match.start(), match.end())


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits carry the check digit of an NHS number, and are more than one digit ten times.

    Source: NHS Data Dictionary, "NHS NUMBER": weights ten to two, the rest of the sum by eleven taken from eleven.
    """
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return len(set(digits)) > 1 and not digits.startswith("0") and int(digits[9]) == check % 11


_AREAS = frozenset(
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
    "FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN "
    "NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB "
    "W WA WC WD WF WN WR WS WV XM YO ZE".split()
)
"""The letters with which a postcode of these islands begins."""
_OUTWARD = r"(?P<area>[A-Z]{1,2})(?:[1-9]\d?[A-Z]?|0)"
_POSTCODE = re.compile(
    rf"(?<![\w\-/.]){_OUTWARD}[ .\-]{{0,3}}(?P<inward>\d[ABD-HJLNP-UW-Z]{{2}})(?![\w\-])", re.IGNORECASE | re.ASCII
)
_HALF_POSTCODE = re.compile(
    rf"\bpost ?code\b[^\w\n]{{0,4}}(?:is |was |area )?(?P<half>{_OUTWARD})(?!\w)", re.IGNORECASE
)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)", re.IGNORECASE)


def postcodes(text: str) -> Iterator[Span]:
    """Yield each postcode of the United Kingdom; an id such as WC-01 is none."""
    for match in _POSTCODE.finditer(text):
        if match["area"].upper() in _AREAS and not _is_floor(match["area"], match["inward"]):
            yield Span("postcode", match.start(), match.end())
    for match in _HALF_POSTCODE.finditer(text):
        if match["area"].upper() in _AREAS:
            yield Span("postcode", match.start("half"), match.end("half"))


def _is_floor(area: str, inward: str) -> bool:
    """Whether this is rather a room and a floor, such as `B12 3rd`."""
    return bool(_ORDINAL.fullmatch(inward)) and not (area.isupper() and inward[1:].isupper())
