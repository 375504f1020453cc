"""The rows of one agency: what it was told, less what it did not ask, spoilt by its clerks."""

import numpy as np

import people_errors as spoil
from people_places import addresses, postcodes
from people_sources import Source, known

FIELDS = ["forename", "middle", "surname", "born", "sex", "nhs_number", "address", "postcode", "phone", "email"]
OPERATORS = {
    "forename_key": ("forename", spoil.keyboard), "forename_drop": ("forename", spoil.dropped), "forename_double": ("forename", spoil.doubled),
    "forename_ear": ("forename", spoil.by_ear), "forename_short": ("forename", spoil.short_form), "forename_initial": ("forename", spoil.initial),
    "surname_key": ("surname", spoil.keyboard), "surname_ear": ("surname", spoil.by_ear), "surname_turn": ("surname", spoil.transposed),
    "surname_drop": ("surname", spoil.dropped), "surname_lost": ("surname", spoil.lost),
    "born_swap": ("born", spoil.day_month_swapped), "born_digit": ("born", spoil.digit_wrong), "born_january": ("born", spoil.first_of_january),
    "born_lost": ("born", spoil.lost), "postcode_shape": ("postcode", spoil.misread), "postcode_turn": ("postcode", spoil.transposed),
    "postcode_lost": ("postcode", spoil.lost), "address_short": ("address", spoil.abbreviated), "address_key": ("address", spoil.keyboard),
    "address_number": ("address", spoil.number_lost), "phone_key": ("phone", spoil.keyboard), "phone_turn": ("phone", spoil.transposed),
    "email_key": ("email", spoil.keyboard), "email_drop": ("email", spoil.dropped), "nhs_turn": ("nhs_number", spoil.transposed),
    "nhs_key": ("nhs_number", spoil.keyboard), "forename_middle": ("forename", None), "names_swapped": ("forename", None),
}


def rows_of(source: Source, people: dict[str, np.ndarray], rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Columns FIELDS and `person`, all text but the last."""
    person = known(source, people, rng)
    told = told_to(source, people, person, rng)
    for name, part in source.kept.items():
        told[name][rng.random(len(person)) >= part] = ""
    told["postcode"][told["address"] == ""] = ""
    mistake(source, told, rng)
    if source.name in ("housing", "police"):
        for name in ("forename", "middle", "surname"):
            told[name] = np.array([text.upper() for text in told[name]], dtype=object)
    if source.name == "housing":
        told["surname"] = np.array([text[:12] for text in told["surname"]], dtype=object)
        told["phone"][rng.random(len(person)) < 0.02] = "00000000000"
    return {**told, "person": person}


def told_to(source: Source, people: dict[str, np.ndarray], person: np.ndarray, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """What is true on the day the row was written."""
    count = len(person)
    home = np.where(rng.random(count) < source.asked_before_move, people["moved_from"][person], people["household"][person])
    before = rng.random(count) < source.asked_before_name_change
    child = ~people["adult"][person]
    answering = np.where(child, people["first"][person], person)
    middle = people["middle"][person].copy()
    short = rng.random(count) < (0.1 if source.name == "gp" else 0.6)
    middle[short] = np.array([text[:1] for text in middle[short]], dtype=object)
    email_of = np.where(rng.random(count) < 0.93, answering, people["first"][person])
    return {
        "forename": people["forename"][person].copy(),
        "middle": middle,
        "surname": np.where(before, people["surname_before"][person], people["surname"][person]),
        "born": (np.datetime64("1970-01-01") + people["born"][person]).astype(str).astype(object),
        "sex": np.where(people["female"][person], "F", "M").astype(object),
        "nhs_number": people["nhs_number"][person].copy(),
        "address": addresses(home),
        "postcode": postcodes(home),
        "phone": phones(people, person, answering, rng),
        "email": people["email"][email_of].copy(),
    }


def phones(people: dict[str, np.ndarray], person: np.ndarray, answering: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The mobile of who answers, an older one of theirs, or the telephone of the home."""
    chance = rng.random(len(person))
    number = np.where(chance < 0.12, people["old_phone"][answering], people["phone"][answering])
    at_home = chance > 0.78
    number[at_home] = people["home_phone"][people["household"][person[at_home]]]
    abroad = rng.random(len(person)) < 0.06
    number[abroad] = np.array(["+44" + text[1:] for text in number[abroad]], dtype=object)
    return number


def mistake(source: Source, told: dict[str, np.ndarray], rng: np.random.Generator) -> None:
    count = len(told["forename"])
    mistakes = rng.poisson(source.care * rng.gamma(0.6, 1 / 0.6, count))
    row = np.repeat(np.arange(count), mistakes)
    names = list(OPERATORS)
    weights = np.array([source.errors.get(name, 1.0) for name in names])
    operator = rng.choice(len(names), len(row), p=weights / weights.sum())
    where = rng.integers(0, 1 << 20, len(row))
    for at, index, place in zip(row.tolist(), operator.tolist(), where.tolist()):
        column, change = OPERATORS[names[index]]
        if change is None:
            exchange(told, at, names[index])
        elif told[column][at]:
            told[column][at] = valid_or_same(column, told[column][at], change, place)


def exchange(told: dict[str, np.ndarray], at: int, name: str) -> None:
    """The middle name as forename, or forename and surname in each other's place."""
    other = "middle" if name == "forename_middle" else "surname"
    if len(told[other][at]) > 1:
        told["forename"][at], told[other][at] = told[other][at], told["forename"][at]


def valid_or_same(column: str, text: str, change, place: int) -> str:
    return text if column == "born" and len(text) != 10 else change(text, place)
