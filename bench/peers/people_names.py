"""Names of the invented people: lists of the package Faker, given a frequency and a time at which they were in fashion."""

import importlib

import numpy as np

HEADS = (
    "Ald Ash Bam Bark Bech Birch Black Brad Brom Bur Cald Carl Chad Clay Cole Cran Crom Dal Den Dray East El Em Fair Far Fen Fox Gar Glen Good Gren "
    "Hal Har Hart Hay Hazel Hen Hol Hor Kel Ken Kirk Lang Led Lin Long Mal Marl Mel Mid Mil Nor Oak Orm Peck Pen Pick Pil Pres Rad Red Ring Roth Rush "
    "Sand Sel Shel Skel Sned Stan Staple Stour Sut Tar Thorn Til Trem Up Wal War Wen Wes Whit Wilm Win Wood Wool Wyn Yar Yel"
).split()
TAILS = "acre bourne bridge brook bury by combe cott cross dale den field ford gate ham head hill holme hurst land leigh ley low man mere more ridge row shaw side sley stead stock stone thorpe thwaite ton try ward way well wick wood worth".split()
ORIGINS = ["british", "irish", "south_asian", "sikh", "west_african", "east_european", "iberian", "chinese"]
SHARES = np.array([0.745, 0.055, 0.075, 0.02, 0.035, 0.035, 0.02, 0.015])
LOCALES = {
    "irish": (["en_IE", "ga_IE"], ["en_IE"]),
    "south_asian": (["ar_AA", "en_IN", "bn_BD"], ["en_PK", "bn_BD", "en_IN"]),
    "sikh": (["en_IN", "gu_IN"], ["en_IN"]),
    "west_african": (["yo_NG", "ig_NG", "tw_GH"], ["yo_NG", "ig_NG", "tw_GH"]),
    "east_european": (["cs_CZ", "hr_HR"], ["hr_HR", "cs_CZ"]),
    "iberian": (["pt_PT", "pt_BR", "es_ES"], ["pt_PT", "pt_BR"]),
    "chinese": (["en_GB", "en_US"], []),
}
CHINESE = "Chen Wang Li Zhang Liu Lin Wu Huang Zhao Yang Cheung Chan Wong Lau Leung Ng Ho Lam Yip Tang".split()
SPREAD = 14.0
"""Standard deviation, in years, of the time a forename is in fashion."""


def provider_names(locale: str, kind: str) -> list[str]:
    """One list of Faker in its own order, only words of Latin letters; empty where the locale has no such list."""
    try:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    except ModuleNotFoundError:
        return []
    names = getattr(provider, kind, None) or (getattr(provider, "first_names", ()) if kind.startswith("first") else ())
    return [name for name in names if isinstance(name, str) and name.replace("-", "").replace("'", "").isalpha() and name.isascii()]


def unique(names: list[str]) -> np.ndarray:
    return np.array(list(dict.fromkeys(names)), dtype=object)


def shuffled(names: np.ndarray) -> np.ndarray:
    """Always the same order, and not that of the alphabet, so that frequency does not follow spelling."""
    return np.random.default_rng(len(names)).permutation(names)


def zipf(count: int, exponent: float) -> np.ndarray:
    weights = 1.0 / np.arange(2, count + 2) ** exponent
    return weights / weights.sum()


def british_surnames() -> tuple[np.ndarray, np.ndarray]:
    """The 500 British surnames of Faker with their frequencies carry 62 % of people, a long tail of invented ones the rest."""
    counted = importlib.import_module("faker.providers.person.en_GB").Provider.last_names
    head = np.array(list(counted), dtype=object)
    head_weights = np.array(list(counted.values()), dtype=float)
    of_fathers = [f"{name}son" for name in provider_names("en_GB", "first_names_male")]
    of_places = [first + second for first in HEADS for second in TAILS]
    tail = shuffled(unique(of_places + of_fathers + provider_names("en_US", "last_names") + provider_names("en_NZ", "last_names")))
    tail = tail[~np.isin(tail, head)]
    weights = np.concatenate([0.62 * head_weights / head_weights.sum(), 0.38 * zipf(len(tail), 0.35)])
    return np.concatenate([head, tail]), weights


def surnames(origin: str) -> tuple[np.ndarray, np.ndarray]:
    if origin == "british":
        return british_surnames()
    if origin == "chinese":
        return unique(CHINESE), zipf(len(CHINESE), 0.8)
    names = shuffled(unique([name for locale in LOCALES[origin][1] for name in provider_names(locale, "last_names")]))
    return names, zipf(len(names), 0.75)


def forenames(origin: str, sex: str) -> np.ndarray:
    locales = ["en_GB", "en_NZ", "en_US"] if origin == "british" else LOCALES[origin][0]
    return unique([name for locale in locales for name in provider_names(locale, f"first_names_{sex}")])


def draw_surnames(origin: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A family's surname for each entry of `origin` (index into ORIGINS)."""
    drawn = np.empty(len(origin), dtype=object)
    for index, name in enumerate(ORIGINS):
        pool, weights = surnames(name)
        chosen = origin == index
        drawn[chosen] = rng.choice(pool, chosen.sum(), p=weights)
    return drawn


def draw_forenames(origin: np.ndarray, female: np.ndarray, birth_year: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A forename each; which names are frequent follows the half-decade of birth."""
    drawn = np.empty(len(origin), dtype=object)
    period = birth_year // 5
    for index, name in enumerate(ORIGINS):
        for sex, is_female in (("male", False), ("female", True)):
            pool = forenames(name, sex)
            base = zipf(len(pool), 0.6)
            fashion = np.random.default_rng([index, is_female, 77]).integers(1905, 2026, len(pool))
            of_group = (origin == index) & (female == is_female)
            for half_decade in np.unique(period[of_group]):
                chosen = of_group & (period == half_decade)
                weights = base * (0.03 + np.exp(-0.5 * ((half_decade * 5 + 2 - fashion) / SPREAD) ** 2))
                drawn[chosen] = rng.choice(pool, chosen.sum(), p=weights / weights.sum())
    return drawn
