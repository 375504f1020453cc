"""Writes the files beside this one: with pyarrow 26.0.1 and DuckDB 2.0.1, Python 3.11. They hold invented values of every
type of which text can be made, and one column of which none can."""

import datetime
import decimal
import pathlib

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet

HERE = pathlib.Path(__file__).parent


def table() -> pa.Table:
    day, moment = datetime.date, datetime.datetime
    return pa.table(
        {
            "id": pa.array([1, 2, None], pa.int64()),
            "name": pa.array(["Siân", "", None]),
            "large": pa.array(["a", "b", "c"], pa.large_string()),
            "view": pa.array(["short", "a text of more than twelve bytes", None], pa.string_view()),
            "town": pa.array(["Barri", "Barri", None]).dictionary_encode(),
            "born": pa.array([day(1975, 3, 4), day(1066, 10, 14), None]),
            "seen": pa.array([moment(1975, 3, 4), moment(2020, 1, 2, 13, 5), None], pa.timestamp("us")),
            "told": pa.array([moment(2020, 1, 2, 13, 5, 0, 500000), None, None], pa.timestamp("ns", tz="UTC")),
            "share": pa.array([0.5, 1975.0, float("nan")], pa.float64()),
            "sum": pa.array([decimal.Decimal("12.50"), decimal.Decimal("-0.05"), None], pa.decimal128(9, 2)),
            "alive": pa.array([True, False, None]),
            "aliases": pa.array([["Jac", None, "Jack"], [], None], pa.list_(pa.string())),
            "bytes": pa.array([b"Si\xc3\xa2n", b"Si\xe2n", None], pa.binary()),
        }
    )


def write_parquet(name: str, data: pa.Table, **options) -> None:
    parquet.write_table(data, HERE / name, write_statistics=False, store_schema=False, **options)


def write_arrow(name: str, data: pa.Table, compression: str | None, start) -> None:
    with start(HERE / name, data.schema, options=pa.ipc.IpcWriteOptions(compression=compression)) as writer:
        for batch in data.to_batches(max_chunksize=2):
            writer.write_batch(batch)


def main() -> None:
    data = table()
    write_parquet("types_zstd.parquet", data, compression="zstd", row_group_size=2)
    short = data.select(["id", "name"])
    for compression in ["none", "snappy", "gzip", "lz4"]:
        write_parquet(f"{compression}.parquet", short, compression=compression)
    write_parquet("pages_v2.parquet", short, compression="snappy", data_page_version="2.0")
    write_parquet("nested.parquet", pa.table({"a": ["x"], "inner": [{"p": 1}]}))
    write_arrow("types_lz4.arrow", data, "lz4", pa.ipc.new_file)
    write_arrow("types_zstd.arrows", data, "zstd", pa.ipc.new_stream)
    write_arrow("short.arrow", short, None, pa.ipc.new_file)
    rows = """values (1, 'Siân', date '1975-03-04', 12.50::decimal(9, 2), ['Jac', 'Jack'], timestamp '2020-01-02 13:05:00'),
        (2, null, null, null, null, null)"""
    query = f"select * from ({rows}) people (id, name, born, sum, aliases, seen)"
    duckdb.sql(f"copy ({query}) to '{HERE / 'duckdb.parquet'}' (format parquet)")


main()
