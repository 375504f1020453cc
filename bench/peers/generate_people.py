"""An invented population in five agencies' files, of any size, with households, twins, namesakes, moves and name changes.

    python generate_people.py FOLDER ROWS [--seed N]

writes FOLDER/data.csv and FOLDER/truth.csv. The same seed and size give the same bytes with the packages of
requirements.txt. Made to be independent of the demo region: other names, other errors, other agencies.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from csv_tables import write_set
from people_population import people as make_people
from people_rows import FIELDS, rows_of
from people_sources import SOURCES

SIZES = {"people_200k": 200_000, "people_1m": 1_000_000, "people_3m": 3_000_000}
SEED = 926
HOUSEHOLDS_A_ROW = 0.263
NAMES = {"middle": "middle_name", "born": "date_of_birth"}
EMAIL_HOSTS = ["example.com", "mail.example", "post.example", "net.example", "inbox.example"]


def all_sizes(folder: Path) -> None:
    for name, rows in SIZES.items():
        generate(folder / name, rows, SEED)


def generate(folder: Path, rows: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    people = make_people(int(rows * HOUSEHOLDS_A_ROW), rng)
    people.update(contacts(people, rng))
    parts = []
    for source in SOURCES:
        part = pd.DataFrame(rows_of(source, people, rng), columns=[*FIELDS, "person"])
        part.insert(0, "source", source.name)
        part.insert(1, "id", row_ids(len(part), rng))
        parts.append(part)
    whole = pd.concat(parts, ignore_index=True)
    if len(whole) < rows:
        raise ValueError(f"{len(whole)} rows were made, {rows} are needed: raise HOUSEHOLDS_A_ROW")
    kept = whole.iloc[rng.permutation(len(whole))[:rows]].sort_values(["source", "id"])
    truth = pd.DataFrame({"source": kept["source"], "id": kept["id"], "cluster": kept["person"].astype(str)})
    write_set(folder, {"data.csv": kept.drop(columns="person").rename(columns=NAMES)}, truth)


def row_ids(count: int, rng: np.random.Generator) -> np.ndarray:
    """Row numbers of the agency, in an order that says nothing of the person."""
    return rng.permutation(count).astype(str).astype(object)


def contacts(people: dict[str, np.ndarray], rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Mobile, an older mobile, the home's telephone (one entry a household), electronic address, NHS number (check digit valid)."""
    count = len(people["born"])
    name = np.array([f"{f[:1]}{s}" for f, s in zip(people["forename"], people["surname"])], dtype=object)
    full = people["forename"] + "." + people["surname"]
    suffix = np.where(rng.random(count) < 0.5, ((1970 + people["born"] // 365) % 100).astype(str), rng.integers(1, 999, count).astype(str)).astype(object)
    local = np.where(rng.random(count) < 0.5, full + suffix, name + suffix)
    host = np.array(EMAIL_HOSTS, dtype=object)[rng.integers(0, len(EMAIL_HOSTS), count)]
    return {
        "phone": telephone("0797", 7, count, rng), "old_phone": telephone("0788", 7, count, rng),
        "home_phone": telephone("0163", 7, int(people["household"].max()) + 1, rng),
        "email": np.array([f"{left}@{right}".lower().replace("'", "") for left, right in zip(local, host)], dtype=object),
        "nhs_number": nhs_numbers(count, rng),
    }


def telephone(prefix: str, digits: int, count: int, rng: np.random.Generator) -> np.ndarray:
    return prefix + np.char.zfill(rng.integers(0, 10**digits, count).astype(str), digits).astype(object)


def nhs_numbers(count: int, rng: np.random.Generator) -> np.ndarray:
    """Ten digits beginning with 9 (kept for tests), the last one the check digit modulo 11; distinct."""
    start = int(rng.integers(0, 10_000_000))
    body = 900_000_000 + (start + np.arange(count * 2, dtype=np.int64) * 7919) % 99_999_989
    digits = body[:, None] // 10 ** np.arange(8, -1, -1) % 10
    check = (11 - (digits * np.arange(10, 1, -1)).sum(axis=1) % 11) % 11
    valid = check < 10
    numbers = (body[valid] * 10 + check[valid])[:count]
    return rng.permutation(numbers).astype(str).astype(object)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("rows", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    generate(options.folder, options.rows, options.seed)


if __name__ == "__main__":
    main()
