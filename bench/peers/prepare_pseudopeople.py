"""Several agencies' rows about the sample population of `pseudopeople`, with the noise the package adds by default.

Dates of birth come in the format of each form; they are only put in order year, month, day, so that what noise did
to a character stays. City, state and postcode are one placeholder for the whole sample and are left out.
"""

from pathlib import Path

import pandas as pd

from csv_tables import strip, write_set

SEED = 20201
DATE_ORDER = {"american": (6, 10, 0, 2, 3, 5), "digits": (4, 8, 0, 2, 2, 4), "iso-digits": (0, 4, 4, 6, 6, 8)}
COLUMNS = ["source", "id", "first_name", "middle_name", "last_name", "date_of_birth", "sex", "ssn", "street_number", "street_name", "unit_number"]


def pseudopeople(folder: Path) -> None:
    """`pseudopeople` with social security numbers, `pseudopeople_no_ssn` without them."""
    parts = [standardise(*part) for part in extracts()]
    rows = pd.concat(parts, ignore_index=True).sample(frac=1, random_state=SEED)
    rows["id"] = rows.groupby("source").cumcount().astype(str)
    truth = rows[["source", "id", "simulant_id"]].rename(columns={"simulant_id": "cluster"})
    write_set(folder / "pseudopeople", {"data.csv": rows[COLUMNS]}, truth)
    without = [column for column in COLUMNS if column != "ssn"]
    write_set(folder / "pseudopeople_no_ssn", {"data.csv": rows[without]}, truth)


def extracts() -> list[tuple[str, pd.DataFrame, str | None]]:
    """Source, its rows, and the format of its dates of birth; ten years apart, so that people move and marry."""
    import pseudopeople as forms

    options = {"seed": SEED, "verbose": False}
    return [
        ("census_2020", forms.generate_decennial_census(year=2020, **options), "american"),
        ("census_2030", forms.generate_decennial_census(year=2030, **options), "american"),
        ("community_survey", forms.generate_american_community_survey(year=None, **options), "american"),
        ("population_survey", forms.generate_current_population_survey(year=None, **options), "american"),
        ("women_infants_children", forms.generate_women_infants_and_children(year=None, **options), "digits"),
        ("social_security", forms.generate_social_security(year=2030, **options), "iso-digits"),
        ("employers_2022", forms.generate_taxes_w2_and_1099(year=2022, **options), None),
        ("tax_returns_2026", forms.generate_taxes_1040(year=2026, **options), None),
    ]


def standardise(source: str, rows: pd.DataFrame, date_format: str | None) -> pd.DataFrame:
    """One layout for all sources; a column that a source has not is empty."""
    named = strip(rows.rename(columns=lambda name: name.removeprefix("mailing_address_")))
    if "middle_name" not in named:
        named = named.rename(columns={"middle_initial": "middle_name"})
    if date_format:
        named["date_of_birth"] = named["date_of_birth"].map(lambda text: ordered_date(text, DATE_ORDER[date_format]))
    named["source"] = source
    return named.reindex(columns=[*COLUMNS, "simulant_id"], fill_value="")


def ordered_date(text: str, order: tuple[int, ...]) -> str:
    """The characters of a date as year-month-day; another length than the form's is left as it came."""
    expected = 10 if order[0] == 6 else 8
    if len(text) != expected:
        return text
    return f"{text[order[0]:order[1]]}-{text[order[2]:order[3]]}-{text[order[4]:order[5]]}"
