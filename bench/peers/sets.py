"""The data sets of `sets.toml`. Only the standard library, so that every process may import it cheaply."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DataSet:
    name: str
    kind: str
    """`dedupe`, `link` or `both`, as sets.toml says."""
    folder: Path
    files: list[str]
    id: str
    source: str | None
    """Column of the source; without one, a file's name without its ending is the source of its rows."""
    report_only: bool

    @property
    def paths(self) -> list[Path]:
        return [self.folder / file for file in self.files]


def load(data: Path) -> dict[str, DataSet]:
    """Every data set, its files below the folder `data`."""
    described = tomllib.loads(Path(__file__).with_name("sets.toml").read_text())
    return {
        name: DataSet(name, of["kind"], data / name, of["files"], of["id"], of.get("source"), of.get("report_only", False))
        for name, of in described.items()
    }
