"""The command of each engine for a data set. Every engine writes clusters.csv, links.csv and, but for Dolen, run.json."""

import sys
from dataclasses import dataclass
from pathlib import Path

from sets import DataSet

HERE = Path(__file__).parent
PEERS = ["dolen", "dolen_spec", "splink", "splink_u1e6", "goldenmatch_zero", "goldenmatch_fs", "recordlinkage"]
SPECIFICATIONS = {"rldata500": "rldata.toml", "rldata10000": "rldata.toml", "union_army": "union_army.toml"}
"""Files of `specs/`, for sets whose column names tell Dolen nothing."""
RECORDLINKAGE_SETS = {"febrl1", "febrl2", "febrl3", "febrl4"}


@dataclass(frozen=True)
class Options:
    data: Path
    dolen: str
    threads: int


def fits(peer: str, data_set: DataSet) -> bool:
    wanted = {"recordlinkage": RECORDLINKAGE_SETS, "dolen_spec": SPECIFICATIONS}
    if peer == "splink_u1e6":
        return data_set.kind == "both"
    return peer not in wanted or data_set.name in wanted[peer]


def command(peer: str, data_set: DataSet, output: Path, options: Options) -> list[str]:
    if peer == "dolen":
        return dolen(data_set, output, options.dolen)
    if peer == "dolen_spec":
        return [*dolen(data_set, output, options.dolen), "--spec", str(HERE / "specs" / SPECIFICATIONS[data_set.name])]
    script, arguments = {
        "splink": ("run_splink.py", []),
        "splink_u1e6": ("run_splink.py", ["--u-pairs", "1e6"]),
        "goldenmatch_zero": ("run_goldenmatch.py", ["--mode", "zero"]),
        "goldenmatch_fs": ("run_goldenmatch.py", ["--mode", "fs"]),
        "recordlinkage": ("run_recordlinkage.py", []),
    }[peer]
    return [sys.executable, str(HERE / script), str(options.data), data_set.name, str(output), "--threads", str(options.threads), *arguments]


def dolen(data_set: DataSet, output: Path, binary: str) -> list[str]:
    """Nothing configured but which columns are id and source."""
    source = ["--source-column", data_set.source] if data_set.source else []
    files = [str(path) for path in data_set.paths]
    written = ["--clusters", str(output / "clusters.csv"), "--links", str(output / "links.csv")]
    return [binary, "link", *files, "--id", data_set.id, *source, *written, "--json"]


def oracle_command(peer: str, data_set: DataSet, output: Path, options: Options) -> list[str] | None:
    """The same run with every scored pair written, never timed; only Splink can."""
    return [*command(peer, data_set, output, options), "--scored"] if peer.startswith("splink") else None
