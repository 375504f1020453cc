"""The Python Record Linkage Toolkit on FEBRL, in a process of its own so that its time and memory can be measured.

    python run_recordlinkage.py DATA SET OUTPUT [--threads N]

As its guides for linking and deduplication do it: blocks on five keys, comparisons by method of the field, and the unsupervised ECM
classifier. Its own threshold is a probability of one half; clusters are connected components. Writes OUTPUT/clusters.csv,
OUTPUT/links.csv and OUTPUT/run.json.
"""

import argparse
import json
from pathlib import Path

import pandas as pd
import recordlinkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

import sets

BLOCKS = [["given_name"], ["surname"], ["date_of_birth"], ["soc_sec_id"], ["postcode"]]
SIMILAR = {"given_name": 0.85, "surname": 0.85, "address_1": 0.85, "suburb": 0.85}
EXACT = ["date_of_birth", "soc_sec_id", "postcode", "state", "street_number"]


def main() -> None:
    options = arguments()
    data_set = sets.load(options.data)[options.set]
    frames = [read(path, data_set.id) for path in data_set.paths]
    pairs = candidates(frames)
    vectors = compare().compute(pairs, *frames)
    classifier = recordlinkage.ECMClassifier()
    matches = classifier.fit_predict(vectors)
    probability = classifier.prob(vectors).loc[matches]
    options.output.mkdir(parents=True, exist_ok=True)
    links = pd.DataFrame({
        "source_a": data_set.paths[0].stem, "id_a": matches.get_level_values(0), "source_b": data_set.paths[-1].stem,
        "id_b": matches.get_level_values(1), "probability": probability.to_numpy(),
    })
    links.to_csv(options.output / "links.csv", index=False)
    clusters(frames, data_set, links).to_csv(options.output / "clusters.csv", index=False)
    (options.output / "run.json").write_text(json.dumps({"pairs_scored": len(pairs), "threshold": 0.5}))


def read(path: Path, identifier: str) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, index_col=identifier)


def candidates(frames: list[pd.DataFrame]) -> pd.MultiIndex:
    indexer = recordlinkage.Index()
    for keys in BLOCKS:
        indexer.block(keys)
    return indexer.index(*frames)


def compare() -> recordlinkage.Compare:
    """In one process: at this size its second one costs more than it brings."""
    comparing = recordlinkage.Compare()
    for column, threshold in SIMILAR.items():
        comparing.string(column, column, method="jarowinkler", threshold=threshold, label=column)
    for column in EXACT:
        comparing.exact(column, column, label=column)
    return comparing


def clusters(frames: list[pd.DataFrame], data_set: sets.DataSet, links: pd.DataFrame) -> pd.DataFrame:
    rows = pd.concat([pd.DataFrame({"source": path.stem, "id": frame.index}) for path, frame in zip(data_set.paths, frames)], ignore_index=True)
    place = {key: at for at, key in enumerate(zip(rows["source"], rows["id"]))}
    left = [place[key] for key in zip(links["source_a"], links["id_a"])]
    right = [place[key] for key in zip(links["source_b"], links["id_b"])]
    graph = coo_matrix(([1] * len(left), (left, right)), shape=(len(rows), len(rows)))
    return rows.assign(cluster=connected_components(graph, directed=False)[1])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("set")
    parser.add_argument("output", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
