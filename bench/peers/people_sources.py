"""What five agencies hold of the invented people: whom they know, when they asked, which fields they keep, how carefully.

`care` is the mean number of errors a row. Errors gather in careless rows: each row has a factor of its own, gamma
distributed with shape 0.6, so that most rows are clean and a few are bad.
"""

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Source:
    name: str
    rows_a_person: dict[str, float]
    """Group of people (adult, child, head, young_adult) and the mean number of rows for one of them."""
    asked_before_move: float
    asked_before_name_change: float
    care: float
    kept: dict[str, float] = field(default_factory=dict)
    """Field and the part of rows that have it; a field not named is always kept."""
    errors: dict[str, float] = field(default_factory=dict)
    """Weight of each error operator of `people_rows.OPERATORS`; one not named has weight 1."""


SOURCES = [
    Source(
        "gp", {"adult": 0.90, "child": 0.97}, asked_before_move=0.45, asked_before_name_change=0.25, care=0.22,
        kept={"middle": 0.85, "nhs_number": 0.93, "phone": 0.62, "email": 0.21, "address": 0.98},
        errors={"surname_lost": 0.1, "born_lost": 0.1, "born_january": 0.6},
    ),
    Source(
        "school", {"child": 0.80}, asked_before_move=0.30, asked_before_name_change=0.2, care=0.35,
        kept={"middle": 0.5, "nhs_number": 0.3, "phone": 0.88, "email": 0.55},
        errors={"forename_short": 3.0, "forename_middle": 2.0, "born_lost": 0.0, "born_january": 0.0},
    ),
    Source(
        "housing", {"head": 0.34, "adult": 0.10}, asked_before_move=0.35, asked_before_name_change=0.45, care=0.6,
        kept={"middle": 0.05, "nhs_number": 0.0, "phone": 0.71, "email": 0.35, "born": 0.78, "sex": 0.0},
        errors={"forename_initial": 2.5, "address_short": 4.0, "names_swapped": 2.0},
    ),
    Source(
        "benefits", {"adult": 0.36}, asked_before_move=0.5, asked_before_name_change=0.5, care=0.4,
        kept={"middle": 0.4, "nhs_number": 0.0, "phone": 0.55, "email": 0.48, "sex": 0.9},
        errors={"born_digit": 2.0},
    ),
    Source(
        "police", {"young_adult": 0.24, "adult": 0.05, "child": 0.02}, asked_before_move=0.6, asked_before_name_change=0.5, care=0.95,
        kept={"middle": 0.2, "nhs_number": 0.0, "phone": 0.3, "email": 0.04, "born": 0.86, "address": 0.7},
        errors={"forename_short": 4.0, "forename_ear": 3.0, "surname_ear": 3.0, "born_january": 3.0, "born_digit": 2.5, "forename_middle": 2.0},
    ),
]


def known(source: Source, people: dict[str, np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """The person of each row of the source; one person may have several rows, of other days."""
    age = 2026 - (1970 + people["born"] // 365)
    groups = {
        "child": ~people["adult"], "head": people["adult"] & (people["position"] == 0),
        "adult": people["adult"], "young_adult": people["adult"] & (age < 36),
    }
    if source.name == "school":
        groups["child"] = groups["child"] & (age >= 4)
    mean = sum(np.where(members, source.rows_a_person.get(group, 0.0), 0.0) for group, members in groups.items())
    count = (rng.random(len(age)) < mean).astype(np.int64)
    again = 0.35 if source.name == "police" else 0.02
    count = np.where(count > 0, rng.geometric(1 - again, len(age)), 0)
    return np.repeat(np.arange(len(age)), count)
