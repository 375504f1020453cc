"""The results as a markdown table.

    python table.py OUTPUT/results.json
"""

import json
import sys
from pathlib import Path

from peers import PEERS

HEAD = (
    "| data set | engine | wall s | CPU s | peak MB | pairs scored | clusters P / R / F1 | B-cubed P / R | across sources P / R | links F1 | best F1, truth known | "
    "across: best R at P ≥ .999, truth known |\n|---|---|---:|---:|---:|---:|---|---|---|---|---|---|"
)


def markdown(results: list[dict], order: list[str]) -> str:
    place = {name: index for index, name in enumerate(order)}
    ranked = sorted(results, key=lambda result: (place.get(result["set"], len(order)), PEERS.index(result["peer"])))
    return "\n".join([HEAD, *(row(result) for result in ranked)])


def row(result: dict) -> str:
    start = [result["set"], result["peer"].replace("_", " ")]
    if "failed" in result:
        return cells([*start, *[""] * 4, result["failed"].partition(" (")[0].partition("exit code 1: ")[2] or result["failed"], *[""] * 5])
    clusters = result["clusters"]
    engine = result["engine"]
    oracle = result.get("oracle", {}).get("clusters", {})
    across = clusters.get("across_sources")
    return cells([
        *start,
        seconds(result["wall_s"]),
        seconds(result["cpu_s"]),
        f"{result['peak_mb']['median']:,.0f}",
        f"{engine['pairs_scored']:,}" if "pairs_scored" in engine else "-",
        triple(clusters["pairwise"]) + (" (refused, forced)" if engine.get("note") else ""),
        pair(clusters["b_cubed"]),
        pair(across) if across else "",
        rate(result["links"]["pairwise"]["f1"]) if "links" in result else "-",
        best_f1(oracle.get("all")),
        precise(oracle.get("across_sources")),
    ])


def cells(values: list[str]) -> str:
    return "| " + " | ".join(values) + " |"


def seconds(value: dict) -> str:
    """The median, and lowest to highest where there were several runs."""
    text = f"{value['median']:.1f}"
    return text if value["low"] == value["high"] else f"{text} ({value['low']:.1f}-{value['high']:.1f})"


def rate(value: float) -> str:
    return f"{value:.4f}".lstrip("0")


def triple(score: dict) -> str:
    return " / ".join(rate(score[name]) for name in ("precision", "recall", "f1"))


def pair(score: dict) -> str:
    return " / ".join(rate(score[name]) for name in ("precision", "recall"))


def best_f1(curve: dict | None) -> str:
    return rate(curve["best_f1"]["f1"]) if curve and curve["best_f1"] else ""


def precise(curve: dict | None) -> str:
    best = curve and curve["best_recall_at_precision_0.999"]
    return rate(best["recall"]) if best else ""


def main() -> None:
    results = json.loads(Path(sys.argv[1]).read_text())
    import tomllib

    print(markdown(results, list(tomllib.loads(Path(__file__).with_name("sets.toml").read_text()))))


if __name__ == "__main__":
    main()
