"""Dolen beside its peers: the same files, the same threads, one evaluator, one process after the other.

    python compare.py --data DATA --output OUTPUT [--sets NAME ...] [--peers NAME ...] [--runs N] [--dolen BINARY]

Writes OUTPUT/results.json after every engine and prints the table of `table.py` at the end. Results of sets and peers that are
already in OUTPUT/results.json are replaced, others stay.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import measure
import peers
import sets
import table


def main() -> None:
    options = arguments()
    known = sets.load(options.data)
    path = options.output / "results.json"
    results = json.loads(path.read_text()) if path.exists() else []
    for name in options.sets or known:
        for peer in options.peers:
            if not peers.fits(peer, known[name]):
                continue
            result = compare(peer, known[name], options)
            results = [old for old in results if (old["set"], old["peer"]) != (name, peer)] + [result]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(results, indent=1))
            print(f"{name} {peer}: {summary(result)}", flush=True)
    print(table.markdown(results, list(known)))


def compare(peer: str, data_set: sets.DataSet, options: argparse.Namespace) -> dict:
    output = options.output / peer / data_set.name
    engine = peers.Options(options.data, options.dolen, options.threads)
    environment = {"RAYON_NUM_THREADS": str(options.threads)}
    runs, partitions = [], set()
    for _ in range(options.runs):
        shutil.rmtree(output, ignore_errors=True)
        output.mkdir(parents=True)
        measured = measure.run(peers.command(peer, data_set, output, engine), output / "log.txt", environment, options.timeout)
        runs.append(measured)
        if measured.exit_code:
            return {"set": data_set.name, "peer": peer, "failed": failure(measured, output), "runs": [asdict(run) for run in runs]}
        quality = evaluated(data_set, output, options, [])
        partitions.add(quality.pop("partition"))
    result = {
        "set": data_set.name, "peer": peer, "report_only": data_set.report_only, "runs": [asdict(run) for run in runs],
        "wall_s": spread([run.wall_s for run in runs]), "cpu_s": spread([run.cpu_s for run in runs]),
        "peak_mb": spread([run.peak_mb for run in runs]), "same_clusters": len(partitions) == 1, "engine": said(peer, output),
        **quality,
    }
    again = peers.oracle_command(peer, data_set, output / "oracle", engine)
    if again and options.oracle:
        measure.run(again, output / "oracle" / "log.txt", environment, options.timeout)
        if (output / "oracle" / "scored.parquet").exists():
            result["oracle"] = evaluated(data_set, output / "oracle", options, ["--oracle"])
            shutil.rmtree(output / "oracle")
    return result


def failure(measured: measure.Measured, output: Path) -> str:
    if measured.exit_code == 124:
        return "timed out"
    last = [line for line in (output / "log.txt").read_text(errors="replace").splitlines() if line.strip()]
    return f"exit code {measured.exit_code}: {last[-1][:200] if last else 'no output'}"


def spread(values: list[float]) -> dict:
    return {"median": statistics.median(values), "low": min(values), "high": max(values)}


def said(peer: str, output: Path) -> dict:
    """What the engine told of its run: run.json, or Dolen's JSON at the end of its output."""
    if not peer.startswith("dolen"):
        return json.loads((output / "run.json").read_text())
    text = (output / "log.txt").read_text()
    return json.JSONDecoder().raw_decode(text[text.index("{\n") :])[0]


def evaluated(data_set: sets.DataSet, output: Path, options: argparse.Namespace, extra: list[str]) -> dict:
    """In a process of its own, so that this one stays small."""
    script = str(Path(__file__).with_name("evaluate.py"))
    done = subprocess.run([sys.executable, script, str(options.data), data_set.name, str(output), *extra], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def summary(result: dict) -> str:
    if "failed" in result:
        return result["failed"]
    score = result["clusters"]["pairwise"]
    return f"{result['wall_s']['median']:.1f} s, CPU {result['cpu_s']['median']:.1f} s, P {score['precision']:.4f} R {score['recall']:.4f} F1 {score['f1']:.4f}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that prepare.py made")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--sets", nargs="*", help="default: all of sets.toml")
    parser.add_argument("--peers", nargs="*", default=peers.PEERS, choices=peers.PEERS)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=3600, help="seconds for one run")
    parser.add_argument("--dolen", default="dolen", help="the program, built in release mode")
    parser.add_argument("--no-oracle", dest="oracle", action="store_false", help="without the run that writes every scored pair")
    return parser.parse_args()


if __name__ == "__main__":
    main()
