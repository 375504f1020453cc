"""The invented people in their households: arrays of one entry a person, `household` an index into the addresses.

Mechanisms: couples of whom many share a surname, one-parent and three-generation families, twins, sons named after their
father, shared houses and hostels, moves into homes that others have left, names taken and given back.
"""

import numpy as np

from people_names import ORIGINS, SHARES, draw_forenames, draw_surnames

TODAY = 2026
# Adults and children of a household, and how many in a hundred are like that.
KINDS = np.array([[1, 0], [2, 0], [2, 1], [2, 2], [2, 3], [1, 1], [1, 2], [3, 0], [4, 0], [4, 3], [22, 0]])
KIND_SHARES = np.array([0.30, 0.272, 0.10, 0.12, 0.04, 0.05, 0.03, 0.045, 0.02, 0.02, 0.003])


def people(households: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Columns: household, adult, position, origin, female, born (days since 1970), forename, middle, surname, surname_before, moved_from, parent."""
    kind = rng.choice(len(KINDS), households, p=KIND_SHARES / KIND_SHARES.sum())
    sizes = KINDS[kind].sum(axis=1)
    household = np.repeat(np.arange(households), sizes)
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    position = np.arange(len(household)) - first
    adult = position < np.repeat(KINDS[kind][:, 0], sizes)
    shared = np.repeat(kind >= 7, sizes) & ~np.repeat(kind == 9, sizes)
    family_origin = rng.choice(len(ORIGINS), households, p=SHARES)
    origin = np.where(shared | (rng.random(len(household)) < 0.04), rng.choice(len(ORIGINS), len(household), p=SHARES), family_origin[household])
    female = rng.random(len(household)) < 0.51
    second = (position == 1) & adult & ~shared
    born = birth_days(kind, household, position, adult, shared, rng)
    opposite = second & (rng.random(len(household)) < 0.97)
    female[opposite] = ~female[first[opposite]]
    surname, before = family_names(household, first, position, adult, shared, origin, female, rng)
    year = 1970 + born // 365
    forename = draw_forenames(origin, female, year, rng)
    middle = np.where(rng.random(len(household)) < 0.72, draw_forenames(origin, female, year - 25, rng), "")
    namesake(forename, middle, first, adult, female, rng)
    return {
        "household": household, "first": first, "adult": adult, "position": position, "origin": origin, "female": female, "born": born,
        "forename": forename, "middle": middle, "surname": surname, "surname_before": before,
        "moved_from": moves(household, first, adult, households, rng),
    }


def birth_days(kind, household, position, adult, shared, rng) -> np.ndarray:
    """Days since 1970: partners within some years of each other, grandparents a generation older, children below nineteen."""
    today = (TODAY - 1970) * 365.25 + 290
    years = np.where(KINDS[kind][:, 1] > 0, np.clip(rng.normal(39, 8, len(kind)), 19, 60), np.clip(rng.gamma(7.0, 7.9, len(kind)), 18, 102))
    head = today - years * 365.25
    born = head[household] + np.where(position == 0, 0, rng.normal(300, 1300, len(household)))
    born[shared] = today - rng.uniform(18, 75, shared.sum()) * 365.25
    grandparent = adult & (position >= 2) & ~shared
    born[grandparent] -= rng.normal(27, 3, grandparent.sum()) * 365.25
    child = ~adult
    oldest = np.maximum(head[household[child]] + 17 * 365.25, today - 18.9 * 365.25)
    born[child] = oldest + rng.random(child.sum()) * (today - oldest)
    born = born.astype(np.int64)
    twin = np.flatnonzero(child & (rng.random(len(household)) < 0.03))
    twin = twin[~adult[twin - 1]]
    born[twin] = born[twin - 1]
    return born


def family_names(household, first, position, adult, shared, origin, female, rng) -> tuple[np.ndarray, np.ndarray]:
    """Today's surname, and the one before a marriage or after a separation where it changed, else the same."""
    own = draw_surnames(origin, rng)
    surname = own.copy()
    partner = (position == 1) & adult & ~shared
    chance = rng.random(len(household))
    takes = partner & (chance < 0.66)
    surname[takes] = own[first[takes]]
    joined = partner & (chance >= 0.66) & (chance < 0.72)
    surname[joined] = own[first[joined]] + "-" + own[joined]
    follows = (~adult | (adult & (position >= 2))) & ~shared & (rng.random(len(household)) < 0.88)
    surname[follows] = own[first[follows]]
    back = (position == 0) & female & ~shared & (rng.random(len(household)) < 0.10)
    before = np.where(takes | joined | back, own, surname)
    before[back] = draw_surnames(origin[back], rng)
    return surname, before


def namesake(forename, middle, first, adult, female, rng) -> None:
    """Some children have the forename of the household's head, some brothers and sisters one that begins alike."""
    same = np.flatnonzero(~adult & (female == female[first]) & (rng.random(len(adult)) < 0.05))
    forename[same] = forename[first[same]]
    as_middle = np.flatnonzero(~adult & (female == female[first]) & (rng.random(len(adult)) < 0.2))
    middle[as_middle] = forename[first[as_middle]]


def moves(household, first, adult, households, rng) -> np.ndarray:
    """Household index of the home lived in before; mostly whole families move, and into homes that others have left."""
    earlier = rng.integers(0, households, households)
    family_moved = rng.random(households) < 0.16
    alone = adult & (rng.random(len(household)) < 0.10)
    before = np.where(family_moved[household], earlier[household], household)
    return np.where(alone, rng.integers(0, households, len(household)), before)
