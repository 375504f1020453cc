"""Reading and writing the CSV files of a data set: every cell is text, an absent value is the empty string."""

from pathlib import Path

import pandas as pd


def read_text(path: Path, **options) -> pd.DataFrame:
    """A CSV as text, blanks around cells and column names removed."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, **options)
    return strip(frame)


def strip(frame: pd.DataFrame) -> pd.DataFrame:
    """All cells as text without blanks around them; what is missing becomes the empty string."""
    named = frame.rename(columns=lambda name: str(name).strip())
    return named.apply(lambda column: column.astype(object).where(column.notna(), "").astype(str).str.strip())


def write(frame: pd.DataFrame, path: Path) -> None:
    """Always the same bytes for the same rows: no index, \\n as the end of a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(path, index=False, lineterminator="\n")


def write_set(folder: Path, files: dict[str, pd.DataFrame], truth: pd.DataFrame) -> None:
    """The files of a data set and `truth.csv`, of columns `id,cluster` or `source,id,cluster`.

    Refuses a file that carries the truth, because an engine would see the answer.
    """
    for name, frame in files.items():
        if "cluster" in frame.columns:
            raise ValueError(f"{name} carries the column `cluster`: drop it before writing")
        write(frame, folder / name)
    write(truth, folder / "truth.csv")
