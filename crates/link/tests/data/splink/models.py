"""Models, the records that they score, and what Splink makes of both."""

import csv
import json
import logging
import pathlib
import random
import sys

import duckdb
import splink
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from record import HERE, connection, dump, fill, write
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule

VERSION = splink.__version__.split(".")[0]
SPLINK = "splink" + VERSION
EVERY_PAIR = CustomRule("1 = 1")
logging.getLogger("splink").setLevel(logging.ERROR)

COLUMNS = {
    "unique_id": "BIGINT",
    "source_dataset": "VARCHAR",
    "first_name": "VARCHAR",
    "surname": "VARCHAR",
    "full_name": "VARCHAR",
    "dob": "VARCHAR",
    "born": "DATE",
    "seen": "TIMESTAMP",
    "city": "VARCHAR",
    "email": "VARCHAR",
    "postcode": "VARCHAR",
    "lat": "DOUBLE",
    "long": "DOUBLE",
    "aliases": "VARCHAR[]",
    "income": "DOUBLE",
    "height": "BIGINT",
    "vector": "DOUBLE[3]",
}
WELSH = {"Robert": "Siôn", "Amelia": "Siân", "Noah": "Llŷr", "Evie": "Mabli"}
COUNT = 44
ZERO = 7e-7
FOR_SPLINK_4 = ["certain", "names", "adjusted", "extremes", "no_else", "blocked"]


def records(path: str) -> list[list]:
    """Records of fake_1000.csv, with columns added for what it lacks."""
    draw = random.Random(13)
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[:COUNT]
    found = []
    for row in rows:
        text = {key: value or None for key, value in row.items()}
        person = random.Random(int(row["cluster"]))
        place = (round(person.uniform(51, 53), 4), round(person.uniform(-5, -1), 4))
        first, last, dob = text["first_name"], text["surname"], text["dob"]
        if draw.random() < 0.25:
            first = WELSH.get(first, first)
        if draw.random() < 0.05:
            first, last = last, first
        is_far = draw.random() < 0.3
        postcode = f"{person.choice(['CF', 'SA', 'LL'])}{person.randint(1, 30)} {person.randint(1, 9)}{draw.choice(['AB', 'AB', 'CD'])}"
        height = person.randint(150, 195) + draw.choice([0, 0, 1, 5])
        vector = [round(person.gauss(0, 1) + draw.gauss(0, 0.2), 3) for _ in range(3)]
        names = [name for name in (first, last, person.choice(["Bob", "Jo", "Sam"])) if name]
        found.append(
            [
                int(row["unique_id"]),
                draw.choice(["council", "health"]),
                first,
                last,
                f"{first} {last}" if first and last else None,
                draw.choice([dob, dob, dob, dob.replace("-", "/"), None]) if dob else None,
                dob if draw.random() < 0.9 else None,
                f"{dob} {person.randint(0, 9):02d}:{draw.randint(0, 59):02d}:00",
                text["city"],
                text["email"],
                postcode if draw.random() < 0.85 else None,
                None if draw.random() < 0.1 else round(place[0] + (draw.gauss(0, 0.05) if is_far else 0), 4),
                round(place[1], 4),
                draw.choice([names, names[:1], [], None]),
                round(person.uniform(15000, 60000) * draw.choice([1, 1.05, 1.2]), 2),
                height if draw.random() < 0.9 else None,
                vector,
            ]
        )
    return found


def filled(comparison, seed: int):
    """The comparison with m and u of its own."""
    draw = random.Random(seed)
    count = comparison.num_non_null_levels
    m = sorted((draw.random() for _ in range(count)), reverse=True)
    u = sorted(draw.random() ** 3 for _ in range(count))
    m, u = [value / sum(m) for value in m], [max(value / sum(u), 1e-6) for value in u]
    return comparison.configure(m_probabilities=[round(v, 9) for v in m], u_probabilities=[round(v, 9) for v in u])


def level(made, **configuration):
    return made.configure(**configuration)


def named(name: str, comparison):
    """The comparison under another name: Splink mixes up two of one name."""
    return cl.CustomComparison(comparison.create_comparison_levels(), output_column_name=name)


def models() -> dict:
    """Settings by name."""
    draw_seeds = iter(range(100, 200))
    f = lambda comparison: filled(comparison, next(draw_seeds))
    names = [
        f(cl.NameComparison("first_name")),
        f(cl.NameComparison("surname", jaro_winkler_thresholds=[0.95, 0.85, 0.7])),
        f(cl.DateOfBirthComparison("dob", input_is_string=True)),
        f(cl.ExactMatch("city").configure(term_frequency_adjustments=True)),
        f(cl.EmailComparison("email")),
    ]
    adjusted = [
        cl.CustomComparison(
            [
                cll.NullLevel("surname"),
                level(cll.ExactMatchLevel("surname"), m_probability=0.8, u_probability=0.01, tf_adjustment_column="surname", tf_adjustment_weight=0.5),
                level(cll.LevenshteinLevel("surname", 1), m_probability=0.1, u_probability=0.02, tf_adjustment_column="surname", tf_minimum_u_value=0.03),
                level(cll.JaroWinklerLevel("surname", 0.8), m_probability=0.06, u_probability=0.07, tf_adjustment_column="city", disable_tf_exact_match_detection=True),
                level(cll.ElseLevel(), m_probability=0.04, u_probability=0.9),
            ],
            output_column_name="surname",
        ),
        f(cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="full_name")),
        f(cl.PostcodeComparison("postcode", invalid_postcodes_as_null=True)),
    ]
    lists = [
        f(cl.ArrayIntersectAtSizes("aliases", [2, 1])),
        f(named("nearest_alias", cl.PairwiseStringDistanceFunctionAtThresholds("aliases", "jaro_winkler", [0.9, 0.7]))),
        f(cl.CosineSimilarityAtThresholds("vector", [0.95, 0.5])),
        f(cl.DistanceInKMAtThresholds("lat", "long", [1, 10, 100])),
        cl.CustomComparison(
            [
                cll.NullLevel("income"),
                level(cll.PercentageDifferenceLevel("income", 0.01), m_probability=0.7, u_probability=0.05),
                level(cll.PercentageDifferenceLevel("income", 0.1), m_probability=0.2, u_probability=0.15),
                level(cll.ElseLevel(), m_probability=0.1, u_probability=0.8),
            ],
            output_column_name="income",
        ),
        cl.CustomComparison(
            [
                cll.NullLevel("height"),
                level(cll.And(cll.AbsoluteDifferenceLevel("height", 1), cll.Not(cll.NullLevel("city"))), m_probability=0.7, u_probability=0.2),
                level(cll.Or(cll.AbsoluteDifferenceLevel("height", 5), cll.ExactMatchLevel("city")), m_probability=0.2, u_probability=0.3),
                level(cll.ElseLevel(), m_probability=0.1, u_probability=0.5),
            ],
            output_column_name="height",
        ),
    ]
    thresholds = [
        f(cl.LevenshteinAtThresholds("first_name", [1, 3])),
        f(cl.DamerauLevenshteinAtThresholds("surname", [1, 2])),
        f(cl.JaroAtThresholds("city", [0.9, 0.7])),
        f(cl.JaroWinklerAtThresholds("email", [0.9, 0.8])),
        f(cl.JaccardAtThresholds("full_name", [0.9, 0.6])),
        f(cl.DistanceFunctionAtThresholds("dob", "levenshtein", [1, 2], False)),
    ]
    times = [
        f(cl.DateOfBirthComparison("born", input_is_string=False)),
        f(cl.AbsoluteTimeDifferenceAtThresholds("seen", input_is_string=False, metrics=["minute", "day"], thresholds=[30, 1])),
        f(cl.AbsoluteDateDifferenceAtThresholds("dob", input_is_string=True, metrics=["day", "month"], thresholds=[1, 1], invalid_dates_as_null=False)),
        cl.CustomComparison(
            [
                cll.NullLevel("first_name"),
                level(cll.ColumnsReversedLevel("first_name", "surname"), m_probability=0.2, u_probability=0.001),
                level(cll.LiteralMatchLevel("city", "London", "string", "left"), m_probability=0.3, u_probability=0.4),
                level(cll.ElseLevel(), m_probability=0.5, u_probability=0.6),
            ],
            output_column_name="one_sided",
        ),
    ]
    untrained = [cl.NameComparison("first_name"), cl.ExactMatch("city"), cl.LevenshteinAtThresholds("surname", [1, 2, 3])]
    extremes = [
        cl.CustomComparison(
            [
                cll.NullLevel(column),
                level(cll.ExactMatchLevel(column), m_probability=1.0, u_probability=least),
                level(cll.ElseLevel(), m_probability=least, u_probability=1.0),
            ],
            output_column_name=column,
        )
        for column, least in [("first_name", 1e-290), ("surname", 1e-200), ("dob", 1e-150), ("city", 1e-100)]
    ]
    no_else = [
        cl.CustomComparison(
            [cll.NullLevel("city"), level(cll.ExactMatchLevel("city"), m_probability=0.5, u_probability=0.1), level(cll.JaroLevel("city", 0.5), m_probability=0.4, u_probability=0.2)],
            output_column_name="city",
        ),
        f(cl.ExactMatch("surname").configure(term_frequency_adjustments=True)),
    ]
    rules = [block_on("surname"), block_on("first_name", "substr(dob, 1, 4)"), CustomRule("l.city = r.city and levenshtein(l.surname, r.surname) < 3"), block_on("aliases", arrays_to_explode=["aliases"])]
    certain = [
        cl.CustomComparison(
            [
                cll.NullLevel(column),
                level(cll.ExactMatchLevel(column), m_probability=1.0, u_probability=ZERO),
                level(cll.JaroLevel(column, 0.6), m_probability=0.3, u_probability=0.4),
                level(cll.ElseLevel(), m_probability=ZERO, u_probability=1.0),
            ],
            output_column_name=column,
        )
        for column in ["first_name", "surname"]
    ]
    # Splink 5 takes no probability of 0.
    of_four = {"certain": ("dedupe_only", certain, [EVERY_PAIR], 0.1)} if VERSION == "4" else {}
    found = of_four | {
        "names": ("dedupe_only", names, [EVERY_PAIR], 0.01),
        "adjusted": ("link_and_dedupe", adjusted, [EVERY_PAIR], 0.003),
        "lists": ("dedupe_only", lists, [EVERY_PAIR], 0.02),
        "thresholds": ("link_only", thresholds, [EVERY_PAIR], 1e-6),
        "times": ("dedupe_only", times, [EVERY_PAIR], 0.3),
        "untrained": ("dedupe_only", untrained, [EVERY_PAIR], 0.0001),
        "extremes": ("dedupe_only", extremes, [EVERY_PAIR], 0.5),
        "no_else": ("dedupe_only", no_else, [EVERY_PAIR], 0.1),
        "blocked": ("dedupe_only", names, rules, 0.01),
    }
    # The two differ in arithmetic and not in conditions.
    return found if VERSION == "5" else {name: found[name] for name in FOR_SPLINK_4}


def linker(link_type: str, settings, rows: list[list]) -> Linker:
    """A linker over the records: one table where sources do not count, else one a source."""
    db = connection()
    api = DuckDBAPI(connection=db)
    if link_type == "dedupe_only":
        parts = {"people": rows}
    else:
        parts = {source: [row for row in rows if row[1] == source] for source in ("council", "health")}
    tables = []
    for source, part in parts.items():
        fill(db, COLUMNS, part)
        db.execute(f"create table {source} as select * exclude (i) from t")
        tables.append(source)
    if VERSION == "4":
        return Linker(tables if len(tables) > 1 else tables[0], settings, db_api=api)
    registered = [api.register(table, dataset_display_name=f"{table}_of_splink") for table in tables]
    return Linker(registered if len(registered) > 1 else registered[0], settings)


def predicted(made: Linker) -> list[tuple]:
    found = made.inference.predict()
    rows = found.as_duckdbpyrelation()
    columns = "unique_id_l, unique_id_r, match_weight, match_probability, match_key"
    return made._db_api._con.sql(f"select {columns} from rows order by unique_id_l, unique_id_r").fetchall()


def settings_of(link_type: str, comparisons: list, rules: list, prior: float) -> SettingsCreator:
    return SettingsCreator(
        link_type=link_type,
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules,
        probability_two_random_records_match=prior,
        linker_uid="recorded",
    )


def with_zeros(made: Linker, model: dict) -> None:
    """Turns what stands for 0 into it. Splink 4 comes to such probabilities in training; it does not save them."""
    for comparison, saved in zip(made._settings_obj.comparisons, model["comparisons"], strict=True):
        for level, saved_level in zip(comparison.comparison_levels, saved["comparison_levels"], strict=True):
            for key in ("m_probability", "u_probability"):
                if saved_level.get(key) == ZERO:
                    setattr(level, "_" + key, 0.0)
                    saved_level[key] = 0.0


def shown(number: float | None) -> float | str | None:
    """Twelve digits; what JSON has no number for as a text."""
    if number is None:
        return None
    short = float(f"{number:.12g}")
    return short if abs(short) != float("inf") else str(short)


def table(pairs: list[tuple]) -> str:
    """Pairs with their scores, a line each."""
    rows = [[left, right, shown(weight), chance if chance is None else round(chance, 9), int(key)] for left, right, weight, chance, key in pairs]
    lines = "\n".join(dump(row)[1:-1] for row in rows)
    return f"left,right,match_weight,match_probability,match_key\n{lines}\n"


def scores(path: str) -> None:
    rows = records(path)
    write("records.json", '{"columns":' + dump(list(COLUMNS.items())) + ',\n"rows":[\n' + ",\n".join(map(dump, rows)) + "\n]}\n")
    parts = []
    for name, (link_type, *rest) in models().items():
        made = linker(link_type, settings_of(link_type, *rest), rows)
        model = made.misc.save_model_to_json()
        with_zeros(made, model)
        pairs = predicted(made)
        model_path = HERE / "models" / f"{name}_{SPLINK}.json"
        model_path.parent.mkdir(exist_ok=True)
        model_path.write_text(json.dumps(model, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
        write(f"models/{name}_{SPLINK}.csv", table(pairs))
        parts.append(f"{name}: {len(pairs)} pairs")
    print(", ".join(parts))


def settings() -> None:
    import constructors

    found = {}
    for dialect in ["duckdb", "spark", "sqlite", "postgres"] + (["athena"] if VERSION == "4" else []):
        sqls: dict[str, list[str]] = {}

        def keep(name: str, make) -> None:
            try:
                sqls.setdefault(name, []).extend(make())
            except (NotImplementedError, ValueError):
                # Splink has no such constructor in this dialect.
                pass

        for makes in constructors.LEVELS.values():
            for make in makes:
                keep(type(make()).__name__, lambda: [make().get_comparison_level(dialect).sql_condition])
        for makes in constructors.COMPARISONS.values():
            for make in makes:
                keep(type(make()).__name__, lambda: [level.sql_condition for level in make().get_comparison(dialect).comparison_levels])
        rules = []
        for makes in constructors.RULES.values():
            for make in makes:
                try:
                    rules.append(make().create_blocking_rule_dict(dialect))
                except (NotImplementedError, ValueError):
                    pass
        conditions = {name: list(dict.fromkeys(" ".join(sql.split()) for sql in sqls)) for name, sqls in sqls.items()}
        found[dialect] = {"conditions": conditions, "rules": rules}
    write(f"constructors_{SPLINK}.json", json.dumps(found, indent=0, ensure_ascii=False) + "\n")


def accept(file: str, model: str | None = None) -> None:
    """Whether Splink, given the settings in a file, scores as it does given a recorded model; or, without one, its scores
    beside the file."""
    rows = json.loads((HERE / "records.json").read_text(encoding="utf-8"))["rows"]
    path = pathlib.Path(file)
    link_type = json.loads(path.read_text(encoding="utf-8"))["link_type"]
    found = predicted(linker(link_type, file, rows))
    versions = f"Splink {splink.__version__}, DuckDB {duckdb.__version__}"
    if model is None:
        write(path.with_suffix(".csv").relative_to(HERE).as_posix(), table(found))
        print(f"{versions}: {len(found)} pairs")
        return
    expected = (HERE / "models" / f"{model}_{SPLINK}.csv").read_text(encoding="utf-8").splitlines()[1:]
    differing = 0
    for line, (left, right, weight, *_) in zip(expected, found, strict=True):
        left_id, right_id, recorded, *_ = line.split(",")
        same = recorded == "null" if weight is None else abs(float(recorded.strip('"')) - weight) < 1e-9
        differing += int([left_id, right_id] != [str(left), str(right)] or not same)
    print(f"{versions}: {len(found)} pairs, {differing} of another weight")
    sys.exit(1 if differing else 0)
