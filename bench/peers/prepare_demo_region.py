"""Dolen's own demo region: five agencies of an invented region, made by the program itself."""

import subprocess
from pathlib import Path

from csv_tables import read_text, write_set

SCALES = {"region_1": ("1", "1"), "region_1_seed_7": ("1", "7"), "region_4": ("4.3", "2")}


def demo_region(folder: Path, dolen: Path) -> None:
    for name, (scale, seed) in SCALES.items():
        flat = folder / name / "region.csv"
        flat.parent.mkdir(parents=True, exist_ok=True)
        command = [str(dolen), "demo", "--flat", str(flat), "--scale", scale, "--seed", seed, "--json"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        truth = flat.with_name("region.truth.csv")
        write_set(flat.parent, {"data.csv": read_text(flat)}, read_text(truth).rename(columns={"person": "cluster"}))
        flat.unlink()
        truth.unlink()
