"""Made-up people, in the shape that the office's rules ask for.

Nobody here exists. Numbers are drawn at random, so that two runs against one server do not meet;
the seed makes a run repeatable against a fresh one.
"""

import datetime
import random
from dataclasses import dataclass

from contracts import passport, values

_GIVEN = ["Ratna", "Dewi", "Sri", "Putri", "Agus", "Bambang", "Eko", "Joko"]
_FAMILY = ["Wulandari", "Lestari", "Rahayu", "Saputra", "Santoso", "Wibowo", "Setiawan", "Pratama"]
_DISTRICTS = 15  # kecamatan of Way Kanan, 18.08.01 to 18.08.15


@dataclass(frozen=True)
class Person:
    """A person with what registration and a passport form ask for."""

    nik: str
    full_name: str
    phone: str
    secret: str
    birth_date: datetime.date
    female: bool
    district: int

    def as_holder(self) -> passport.Person:
        """The person as the future holder of a passport."""
        return passport.Person(
            nik=self.nik,
            full_name=self.full_name,
            sex=values.SEX_FEMALE if self.female else values.SEX_MALE,
            birth_place="Blambangan Umpu",
            birth_date=self.birth_date.isoformat(),
            marital_status=values.MARITAL_STATUS_SINGLE,
            address=f"Jalan Contoh {self.district}, Way Kanan",
        )


class Crowd:
    """Draws people, the same ones for the same seed."""

    def __init__(self, seed: int):
        self._random = random.Random(seed)

    def adult(self) -> Person:
        """Somebody between 20 and 60 years of age."""
        draw = self._random
        first = draw.randrange(len(_GIVEN))
        female = first < len(_GIVEN) // 2
        year, month, day = draw.randint(1966, 2004), draw.randint(1, 12), draw.randint(1, 28)
        district = draw.randint(1, _DISTRICTS)
        # The NIK: district of first registration, day (plus 40 for women), month, year, serial.
        birth = f"{day + (40 if female else 0):02}{month:02}{year % 100:02}"
        nik = f"1808{district:02}{birth}{draw.randint(1, 9999):04}"
        return Person(
            nik=nik,
            full_name=f"{_GIVEN[first]} {draw.choice(_FAMILY)}",
            phone=f"08{draw.randint(10**9, 10**10 - 1)}",
            secret=f"rahasia-{draw.getrandbits(64):016x}",
            birth_date=datetime.date(year, month, day),
            female=female,
            district=district,
        )


def first_passport(person: Person, office_code: str) -> passport.ApplicationForm:
    """A faultless form: a first electronic passport of ten years, with all papers of an adult."""
    return passport.ApplicationForm(
        office_code=office_code,
        kind=passport.PASSPORT_KIND_ELECTRONIC,
        validity=passport.PASSPORT_VALIDITY_TEN_YEARS,
        reason=passport.APPLICATION_REASON_FIRST,
        person=person.as_holder(),
        documents=[
            passport.DOCUMENT_KIND_IDENTITY_CARD,
            passport.DOCUMENT_KIND_FAMILY_CARD,
            passport.DOCUMENT_KIND_BIRTH_PROOF,
        ],
    )
