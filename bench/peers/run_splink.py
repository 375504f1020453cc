"""Splink 5 on one data set, in a process of its own so that its time and memory can be measured.

    python run_splink.py DATA SET OUTPUT [--threads N] [--u-pairs N] [--scored]

writes OUTPUT/clusters.csv, OUTPUT/links.csv (pairs at or above the model's threshold) and OUTPUT/run.json.
`--scored` also writes every scored pair of weight -10 or more to OUTPUT/scored.parquet, for the oracle: not to be timed.
"""

import argparse
import json
import logging
from dataclasses import replace
from pathlib import Path

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator

import sets
from splink_model import Model
from splink_models import MODELS

LOWEST_WEIGHT = -10.0


def main() -> None:
    options = arguments()
    logging.getLogger("splink").setLevel(logging.ERROR)
    data_set = sets.load(options.data)[options.set]
    model = MODELS[options.set]
    if options.u_pairs:
        model = replace(model, u_pairs=options.u_pairs)
    options.output.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    connection.execute(f"SET threads TO {options.threads}")
    connection.execute(f"SET temp_directory TO '{options.output}/spill'")
    linker = train(connection, data_set, model)
    blocked = linker.inference.compute_blocked_pairs_for_predict()
    pairs = connection.execute(f"select count(*) from {blocked.physical_name}").fetchall()[0][0]
    if options.scored:
        scored = linker.inference.predict(threshold_match_weight=LOWEST_WEIGHT)
        write_links(connection, scored.physical_name, options.output / "scored.parquet", "parquet")
    predicted = linker.inference.predict(threshold_match_probability=model.threshold)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=model.threshold)
    write_links(connection, predicted.physical_name, options.output / "links.csv", "csv")
    write_clusters(connection, clusters.physical_name, options.output / "clusters.csv")
    (options.output / "run.json").write_text(json.dumps({"pairs_scored": pairs, "threshold": model.threshold}))


def train(connection: duckdb.DuckDBPyConnection, data_set: sets.DataSet, model: Model) -> Linker:
    """Reads the files, estimates the prior, u by random sampling and m by expectation maximisation."""
    read(connection, data_set)
    cells = "select row_number as unique_id, * exclude (row_number, record) from raw"
    connection.execute(f"create table standardised as select {model.columns} from ({cells})")
    settings = SettingsCreator(
        link_type=model.link_type,
        comparisons=model.comparisons,
        blocking_rules_to_generate_predictions=model.blocking_rules,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
        **({"probability_two_random_records_match": model.prior} if model.prior else {}),
        **model.extra,
    )
    linker = Linker(registered(connection, data_set, model), settings)
    training = linker.training
    if not model.prior:
        training.estimate_probability_two_random_records_match(model.deterministic_rules, recall=model.recall)
    training.estimate_u_using_random_sampling(max_pairs=model.u_pairs, seed=model.seed)
    for rule in model.em_rules:
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=model.em_without_term_frequencies, max_pairs=model.em_max_pairs
        )
    return linker


def read(connection: duckdb.DuckDBPyConnection, data_set: sets.DataSet) -> None:
    """Table `raw`: all columns as text, plus `row_number`, `origin` (the source) and `record` (the id)."""
    source = f'"{data_set.source}"' if data_set.source else "parse_filename(filename, true)"
    files = [str(path) for path in data_set.paths]
    drop = "filename" if data_set.source is None else f'filename, "{data_set.source}"'
    connection.execute(
        f"""create table raw as select row_number() over () as row_number, {source} as origin, "{data_set.id}" as record,
        * exclude ({drop}, "{data_set.id}") from read_csv({files}, header = true, all_varchar = true, nullstr = '', filename = true)"""
    )


def registered(connection: duckdb.DuckDBPyConnection, data_set: sets.DataSet, model: Model):
    api = DuckDBAPI(connection=connection)
    if model.link_type == "dedupe_only":
        return api.register(connection.sql("select * exclude (origin) from standardised"), dataset_display_name="people")
    names = [path.stem for path in data_set.paths]
    return [api.register(connection.sql(f"select * exclude (origin) from standardised where origin = '{name}'"), dataset_display_name=name) for name in names]


def write_links(connection: duckdb.DuckDBPyConnection, table: str, path: Path, file_format: str) -> None:
    connection.execute(
        f"""copy (select l.origin as source_a, l.record as id_a, r.origin as source_b, r.record as id_b,
        match_weight as weight, match_probability as probability from {table} p
        join raw l on l.row_number = p.unique_id_l join raw r on r.row_number = p.unique_id_r) to '{path}' (format {file_format})"""
    ).fetchall()


def write_clusters(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    connection.execute(
        f"""copy (select raw.origin as source, raw.record as id, cluster_id as cluster from {table} c
        join raw on raw.row_number = c.unique_id) to '{path}' (format csv, header)"""
    ).fetchall()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("set")
    parser.add_argument("output", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--u-pairs", type=float, help="random pairs for u, in place of the model's")
    parser.add_argument("--scored", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
