"""Records what Splink and DuckDB say, for the tests of this crate to hold themselves against.

Recorded with Splink 5.0.0 and 4.0.17, DuckDB 2.0.1 and 1.5.6, sqlglot 30.30.0, Python 3.11. Each command writes a file
beside this one, named after what wrote it:

    python record.py settings      the JSON of every constructor of Splink's libraries (once with each Splink)
    python record.py similarity    similarity functions (once with each DuckDB)
    python record.py functions     functions of one value
    python record.py conditions    every condition of those constructors over tables of awkward values (each DuckDB)
    python record.py letters       small letters and capitals
    python record.py scores CSV    scores of models over records of fake_1000.csv of splink_datasets (MIT licence)
    python record.py accept FILE [MODEL]   loads settings that this crate wrote, and says whether Splink scores as with the
                                           recorded model; without one, writes the scores
"""

import itertools
import json
import pathlib
import sys

import duckdb
import functions
import texts

HERE = pathlib.Path(__file__).parent
DUCKDB = "duckdb" + duckdb.__version__.split(".")[0]
SIMILARITIES = "levenshtein damerau_levenshtein jaro_similarity jaro_winkler_similarity jaccard hamming".split()


def connection() -> duckdb.DuckDBPyConnection:
    found = duckdb.connect()
    # Splink writes lambdas with an arrow, which DuckDB 2 only reads when told to.
    if DUCKDB == "duckdb2":
        found.execute("set lambda_syntax = 'ENABLE_SINGLE_ARROW'")
    found.execute("set timezone = 'UTC'")
    return found


def write(name: str, text: str) -> None:
    (HERE / name).write_text(text, encoding="utf-8", newline="\n")


def dump(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def similarity() -> None:
    db = connection()
    lines = []
    for left, right in texts.pairs():
        row = [left, right]
        for function in SIMILARITIES:
            try:
                row.append(repr(db.execute(f"select {function}(?, ?)", [left, right]).fetchone()[0]))
            except duckdb.Error:
                row.append("!")
        lines.append("\t".join(row) + "\n")
    write(f"similarity_{DUCKDB}.tsv", "".join(lines))


def letters() -> None:
    sql = "select i, lower(chr(i::int)), upper(chr(i::int)) from range(1, 1114112) t(i) where i not between 55296 and 57343"
    rows = connection().sql(sql).fetchall()
    changed = [row for row in rows if not chr(row[0]) == row[1] == row[2]]
    write("letters.tsv", "".join(f"{i:x}\t{ord(low):x}\t{ord(high):x}\n" for i, low, high in changed))


def functions_of_one_value() -> None:
    db = connection()
    found = []
    for sql, kind, values in functions.cases():
        db.execute(f"create or replace table t (i int, v {kind})")
        db.executemany("insert into t values (?, ?)", list(enumerate(values)))
        try:
            rows = db.execute(f"select ({sql})::varchar from t order by i").fetchall()
            found.append({"sql": sql, "type": kind, "values": values, "expected": [row[0] for row in rows]})
        except duckdb.Error as fault:
            print("left out:", sql, str(fault).splitlines()[0])
    lines = ",\n".join(dump(case) for case in found)
    write(f"functions_{DUCKDB}.json", f"[\n{lines}\n]\n")


def outcomes(db: duckdb.DuckDBPyConnection, columns: dict, sql: str, rows: int) -> str:
    """`t`, `f`, `n` for null or `!` for an error, for every pair of rows."""
    sides = ", ".join(f'{side}."{name}" as "{name}_{side}"' for name in columns for side in "lr")
    pairs = f"select l.i as il, r.i as ir, {sides} from t l, t r"
    letter = f"case when c then 't' when not c then 'f' else 'n' end"
    try:
        found = db.execute(f"select {letter} from (select il, ir, ({sql}) as c from ({pairs})) order by il, ir").fetchall()
        return "".join(row[0] for row in found)
    except duckdb.Error:
        found = []
        for pair in range(rows * rows):
            where = f"where il = {pair // rows} and ir = {pair % rows}"
            try:
                one = db.execute(f"select {letter} from (select ({sql}) as c from (select * from ({pairs}) {where}))")
                found.append(one.fetchone()[0])
            except duckdb.Error:
                found.append("!")
        return "".join(found)


def shortened(letters: str) -> str:
    """Runs of one letter as the letter and how many: `ttf` is `t2f`."""
    runs = [(letter, len(list(run))) for letter, run in itertools.groupby(letters)]
    return "".join(letter + (str(count) if count > 1 else "") for letter, count in runs)


def fill(db: duckdb.DuckDBPyConnection, columns: dict, rows: list) -> None:
    names = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    db.execute(f"create or replace table t (i int, {names})")
    marks = ", ".join("?" for _ in range(len(columns) + 1))
    db.executemany(f"insert into t values ({marks})", [[i, *row] for i, row in enumerate(rows)])


def conditions() -> None:
    import constructors
    import tables

    db = connection()
    found = {}
    for table, (columns, rows) in tables.TABLES.items():
        rows = rows()
        fill(db, columns, rows)
        sqls = [make().get_comparison_level("duckdb").sql_condition for make in constructors.LEVELS.get(table, [])]
        for make in constructors.COMPARISONS.get(table, []):
            sqls += [level.sql_condition for level in make().get_comparison("duckdb").comparison_levels]
        sqls = [sql for sql in dict.fromkeys(sqls) if sql != "ELSE"]
        cases = [{"sql": " ".join(sql.split()), "outcomes": shortened(outcomes(db, columns, sql, len(rows)))} for sql in sqls]
        found[table] = {"columns": list(columns.items()), "rows": rows, "cases": cases}
    parts = []
    for table, part in found.items():
        cases = ",\n".join(dump(case) for case in part["cases"])
        head = f'"columns":{dump(part["columns"])},\n"rows":{dump(part["rows"])}'
        parts.append(f'"{table}":{{{head},\n"cases":[\n{cases}\n]}}')
    write(f"conditions_{DUCKDB}.json", "{\n" + ",\n".join(parts) + "\n}\n")


def main() -> None:
    command, *rest = sys.argv[1:]
    if command in ("settings", "scores", "accept"):
        import models

        {"settings": models.settings, "scores": models.scores, "accept": models.accept}[command](*rest)
        return
    commands = {"similarity": similarity, "letters": letters, "functions": functions_of_one_value, "conditions": conditions}
    commands[command]()


if __name__ == "__main__":
    main()
