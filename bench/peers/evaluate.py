"""One evaluator for every engine.

    python evaluate.py DATA SET OUTPUT [--oracle]

reads OUTPUT/clusters.csv (source,id,cluster) and, where present, OUTPUT/links.csv (source_a,id_a,source_b,id_b,...,probability)
or, for the oracle, OUTPUT/scored.parquet (the same columns with `weight`), and prints one JSON document.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd

import quality
import sets


def main() -> None:
    options = arguments()
    data_set = sets.load(options.data)[options.set]
    truth = truth_of(data_set)
    print(json.dumps(oracle(truth, options.output) if options.oracle else report(truth, options.output)))


def truth_of(data_set: sets.DataSet) -> pd.DataFrame:
    """Columns `person` and `source` as whole numbers, indexed by source and id, in the order of truth.csv."""
    frame = pd.read_csv(data_set.folder / "truth.csv", dtype=str, keep_default_na=False)
    if "source" not in frame:
        frame.insert(0, "source", Path(data_set.files[0]).stem)
    keys = pd.MultiIndex.from_frame(frame[["source", "id"]])
    if keys.has_duplicates:
        raise ValueError(f"{data_set.name}: truth.csv names a record twice")
    return pd.DataFrame({"person": pd.factorize(frame["cluster"])[0], "source": pd.factorize(frame["source"])[0]}, index=keys)


def positions(truth: pd.DataFrame, source: pd.Series, identifier: pd.Series, what: str) -> np.ndarray:
    found = truth.index.get_indexer(pd.MultiIndex.from_arrays([source, identifier]))
    if (found < 0).any():
        first = int(np.flatnonzero(found < 0)[0])
        raise ValueError(f"{what}: record {source.iloc[first]}/{identifier.iloc[first]} is not in truth.csv")
    return found


def report(truth: pd.DataFrame, output: Path) -> dict:
    clusters = pd.read_csv(output / "clusters.csv", dtype=str, keep_default_na=False)
    at = positions(truth, clusters["source"], clusters["id"], "clusters.csv")
    cluster = np.full(len(truth), -1, dtype=np.int64)
    cluster[at] = pd.factorize(clusters["cluster"])[0]
    alone = np.flatnonzero(cluster < 0)
    cluster[alone] = np.arange(len(alone)) + cluster.max() + 1
    person, source = truth["person"].to_numpy(), truth["source"].to_numpy()
    result = {"clusters": quality.of_clusters(cluster, person, source), "partition": partition(cluster)}
    if (output / "links.csv").exists():
        links = pd.read_csv(output / "links.csv", dtype=str, keep_default_na=False)
        left, right = ends(truth, links)
        result["links"] = quality.of_links(left, right, person, source)
        if "probability" in links:
            weight = links["probability" if "weight" not in links else "weight"].astype(float).to_numpy()
            result["links_best"] = quality.link_curve(left, right, weight, person, source)
            sure = links["probability"].astype(float).to_numpy() >= 0.95
            result["links_at_0.95"] = quality.of_links(left[sure], right[sure], person, source)
    return result


def partition(cluster: np.ndarray) -> str:
    """A digest of who is with whom, whatever the clusters are called and in whatever order they were written."""
    _, first, inverse = np.unique(cluster, return_index=True, return_inverse=True)
    return hashlib.sha256(first[inverse].astype("<i8").tobytes()).hexdigest()


def ends(truth: pd.DataFrame, links: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    return positions(truth, links["source_a"], links["id_a"], "links"), positions(truth, links["source_b"], links["id_b"], "links")


def oracle(truth: pd.DataFrame, output: Path) -> dict:
    """What the best of all thresholds would have given."""
    scored = pd.read_parquet(output / "scored.parquet")
    left, right = ends(truth, scored)
    weight = scored["weight"].to_numpy()
    person, source = truth["person"].to_numpy(), truth["source"].to_numpy()
    same = person[left] == person[right]
    return {
        "true_pairs_scored": int(same.sum()),
        "recall_of_scored": int(same.sum()) / quality.pairs(person),
        "links": quality.link_curve(left, right, weight, person, source),
        "clusters": quality.cluster_curve(left, right, weight, person, source),
    }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("set")
    parser.add_argument("output", type=Path)
    parser.add_argument("--oracle", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
