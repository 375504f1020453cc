"""GoldenMatch on one data set, in a process of its own so that its time and memory can be measured.

    python run_goldenmatch.py DATA SET OUTPUT --mode zero|fs [--threads N]

`zero` is `dedupe_df` with nothing configured; `fs` is its Fellegi-Sunter auto-configuration, `auto_configure_probabilistic_df` and
then `dedupe_df`, as in GoldenMatch's own comparison with Splink. Ids and sources are kept from it; the rows of several sources are one
frame, as there. Where its controller refuses its own configuration the run is repeated with `allow_red_config`, as there, and says so.
Writes OUTPUT/clusters.csv, OUTPUT/links.csv where it keeps its scored pairs, and OUTPUT/run.json.
"""

import argparse
import csv
import json
import os
import sys
from pathlib import Path


def main() -> None:
    options = arguments()
    os.environ["GOLDENMATCH_AUTOCONFIG_MEMORY"] = "0"
    for name in ("RAYON_NUM_THREADS", "POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(options.threads)
    import sets

    data_set = sets.load(options.data)[options.set]
    keys, frame = read(data_set)
    result, note = deduplicate(frame, options.mode)
    options.output.mkdir(parents=True, exist_ok=True)
    write_clusters(result, keys, options.output / "clusters.csv")
    links = write_links(result, keys, options.output / "links.csv")
    (options.output / "run.json").write_text(json.dumps({"links_kept": links, "note": note}))


def read(data_set) -> tuple[list[tuple[str, str]], object]:
    """Source and id of every row, and the other columns as one Arrow table, read by GoldenMatch's own reader."""
    import pyarrow as pa
    from goldenmatch.core.io_arrow import read_table_arrow

    keys, tables = [], []
    for path in data_set.paths:
        with path.open(encoding="utf-8", newline="") as stream:
            keys += [(row[data_set.source] if data_set.source else path.stem, row[data_set.id]) for row in csv.DictReader(stream)]
        tables.append(read_table_arrow(path).drop_columns([name for name in (data_set.id, data_set.source) if name]))
    return keys, pa.concat_tables([as_text(table, mixed(tables)) for table in tables])


def mixed(tables: list) -> set[str]:
    """Columns that the reader gave another type in each file."""
    types = {}
    for table in tables:
        for field in table.schema:
            types.setdefault(field.name, set()).add(field.type)
    return {name for name, found in types.items() if len(found) > 1}


def as_text(table, names: set[str]):
    import pyarrow as pa

    for name in names:
        at = table.column_names.index(name)
        table = table.set_column(at, name, table.column(name).cast(pa.string()))
    return table


def deduplicate(frame, mode: str):
    """The result, and what GoldenMatch said against its own configuration where it refused it."""
    from goldenmatch import auto_configure_df, dedupe_df
    from goldenmatch.core.autoconfig import auto_configure_probabilistic_df
    from goldenmatch.core.autoconfig_controller import ControllerNotConfidentError

    if mode == "fs":
        return dedupe_df(frame, config=auto_configure_probabilistic_df(frame)), None
    try:
        return dedupe_df(frame), None
    except ControllerNotConfidentError as refusal:
        print(f"refused: {refusal}", file=sys.stderr)
        config = auto_configure_df(frame, confidence_required=False, allow_red_config=True, _skip_finalize=True)
        return dedupe_df(frame, config=config), "refused its own configuration; forced"


def write_clusters(result, keys: list[tuple[str, str]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(["source", "id", "cluster"])
        for cluster, content in result.clusters.items():
            members = content["members"] if isinstance(content, dict) else content.members
            rows.writerows((*keys[member], cluster) for member in members)


def write_links(result, keys: list[tuple[str, str]], path: Path) -> int:
    """The pairs that it kept, with its own score, which is not a probability in every mode."""
    pairs = result.scored_pairs or []
    if not pairs:
        return 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(["source_a", "id_a", "source_b", "id_b", "score"])
        rows.writerows((*keys[left], *keys[right], score) for left, right, score in pairs)
    return len(pairs)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("set")
    parser.add_argument("output", type=Path)
    parser.add_argument("--mode", choices=("zero", "fs"), required=True)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
