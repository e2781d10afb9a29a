"""The machine-readable zone of a chip card (ICAO 9303 TD1): in a person, out three lines of 30."""

from __future__ import annotations

import unicodedata
from datetime import date

from models.dossiers.people import MALE, Person


def digit(text: str) -> str:
    """Check digit: weights 7, 3, 1; letters from 10, `<` nothing."""
    values = (int(c) if c.isdigit() else 0 if c == "<" else ord(c) - 55 for c in text)
    return str(sum(v * (7, 3, 1)[i % 3] for i, v in enumerate(values)) % 10)


def _latin(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.upper().replace("Đ", "D"))
    return "".join(c if c.isalnum() else "<" for c in plain if not unicodedata.combining(c))


def mrz_lines(person: Person, until: date | None) -> list[str]:
    """What the back of the card says of the person."""
    short, number = person.citizen_id[3:], person.citizen_id
    first = f"{short}{digit(short)}{number}<<"
    first += digit(first[10:])
    born, end = f"{person.born:%y%m%d}", f"{until:%y%m%d}" if until else "991231"
    second = f"{born}{digit(born)}{'M' if person.sex == MALE else 'F'}{end}{digit(end)}VNM"
    whole = first + second[:7] + second[8:15] + "<" * 11
    second = f"{second}{'<' * 11}{digit(whole)}"
    surname, *rest = person.full_name.split()
    name = f"{_latin(surname)}<<{'<'.join(_latin(word) for word in rest)}"
    return [f"IDVNM{first}", second, name[:30].ljust(30, "<")]
