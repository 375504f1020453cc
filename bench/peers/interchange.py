"""One Splink model run by Splink and by Dolen over the same records: the same pairs, scores and clusters?

    python interchange.py DATA SET OUTPUT --dolen DOLEN [--threads N]

trains the model of SET with Splink, saves it as JSON, predicts and clusters at the model's threshold, lets
`dolen link --spec` do the same from the saved model and the records as Parquet, and prints how the two differ.
"""

import argparse
import json
import logging
import resource
import subprocess
import time
from pathlib import Path

import duckdb

import sets
from run_splink import train
from splink_models import MODELS


def main() -> None:
    options = arguments()
    logging.getLogger("splink").setLevel(logging.ERROR)
    data_set, model = sets.load(options.data)[options.set], MODELS[options.set]
    output = options.output
    output.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    connection.execute(f"set threads to {options.threads}")
    linker = train(connection, data_set, model)
    linker.misc.save_model_to_json(str(output / "model.json"), overwrite=True)
    # Records stand as they were given to Splink; Dolen takes each source from its column.
    connection.execute(f"copy (select * exclude (origin), origin as source_dataset from standardised) to '{output}/records.parquet'").fetchall()
    blocked = linker.inference.compute_blocked_pairs_for_predict()
    one = lambda query: connection.execute(query).fetchall()[0][0]
    pairs = one(f"select count(*) from {blocked.physical_name}")
    splink_time = -time.perf_counter()
    predicted = linker.inference.predict(threshold_match_probability=model.threshold)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=model.threshold)
    splink_time += time.perf_counter()
    by_dolen = [options.dolen, "link", output / "records.parquet", "--spec", output / "model.json", "--json"]
    by_dolen += ["--threshold", str(model.threshold)]
    by_dolen += ["--links", output / "links.parquet", "--clusters", output / "clusters.parquet"]
    told = json.loads(subprocess.run([str(part) for part in by_dolen], check=True, capture_output=True, text=True).stdout)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    connection.execute(
        f"""create table both_links as select p.match_probability as splink, d.probability as dolen,
        p.match_weight as splink_weight, d.weight as dolen_weight from {predicted.physical_name} p full join
        (select id_a::bigint as one, id_b::bigint as other, weight, probability from '{output}/links.parquet') d
        on least(p.unique_id_l, p.unique_id_r) = least(one, other) and greatest(p.unique_id_l, p.unique_id_r) = greatest(one, other)"""
    ).fetchall()
    connection.execute(
        f"""create table both_clusters as select s.cluster_id as splink, d.cluster as dolen
        from {clusters.physical_name} s full join '{output}/clusters.parquet' d on s.unique_id = d.id::bigint"""
    ).fetchall()
    sides = "select splink, dolen from both_clusters group by all"
    print(json.dumps({
        "records": told["records"],
        "pairs": {"splink": pairs, "dolen": told["pairs_scored"]},
        "pairs_near_threshold": told["pairs_near_threshold"],
        "links": {
            "splink": one("select count(splink) from both_links"),
            "dolen": one("select count(dolen) from both_links"),
            "both": one("select count(*) from both_links where splink is not null and dolen is not null"),
        },
        "furthest_probability": one("select max(abs(splink - dolen)) from both_links"),
        "furthest_weight": one("select max(abs(splink_weight - dolen_weight)) from both_links"),
        "clusters": {
            "splink": one("select count(distinct splink) from both_clusters"),
            "dolen": one("select count(distinct dolen) from both_clusters"),
            # As many combinations as clusters on either side: the clusters are the same.
            "combinations": one(f"select count(*) from ({sides})"),
        },
        "seconds": {"splink": round(splink_time, 2), "dolen": round(told["seconds"], 2)},
        "dolen_cpu_seconds": round(used.ru_utime + used.ru_stime, 2),
        "dolen_memory_mb": round(told["peak_memory_mb"]),
    }, indent=2))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("set")
    parser.add_argument("output", type=Path)
    parser.add_argument("--dolen", default="dolen")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
