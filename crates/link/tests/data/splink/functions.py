"""Functions of one value, each over a list of values."""

WORDS = [None, "", "a", "Siân", "  Rhys ap Rhys ", "héllo wörld", "O'Neil-Smith", "日本語", "ΑΣ Straße", "a.b@c.d", "12 High St", "\u00a0x\t"]
PLACES = [-12, -6, -5, -2, -1, 0, 1, 2, 5, 6, 12]
NUMBERS = [None, 0, 1, -1, 1.5, 0.1, 1e-5, 1e-4, 123456789.123, 1e15, 1e16, 1.2345678901234568e17, 1e22, -2.5e-7, 1 / 3, 5e-324, 100.0]
SINGLES = [0.1, 1.5, 12345679.0, 1e7, 1e15, 1e16, 3.4e38, 1e-5, -0.25]
DATES = [None, "1970-01-01", "1969-12-31", "2000-02-29", "0044-03-15", "9999-12-31", "1900-03-01"]
TIMES = [None, "1970-01-01 00:00:00", "1969-12-31 23:59:59.5", "2000-02-29 01:02:03.000001", "2024-12-31 23:00:00"]

STRPTIME = {
    "%Y-%m-%d": "2001-02-03|2001-2-3| 2001-02-03 |2001-02-30|01-02-03|2001-02-03x||2001-02-029|20010203|0000-01-01|\t2001-02-03\n",
    "%d/%m/%Y": "03/02/2001|3/2/2001|31/04/2001|29/02/2000|2001-02-03|3 /2/2001",
    "%d %b %Y": "3 Feb 2001|03 FEB 2001|3  feb   2001|3 February 2001|3 Feb 01|29 Feb 2001",
    "%A, %B %d %Y": "Saturday, February 3 2001|monday, february 3 2001|Sat, February 3 2001",
    "%a %h %d": "Sat Feb 3|sat feb 03|Feb 3",
    "%Y-%m-%dT%H:%M:%SZ": "2001-02-03T10:11:12Z|2001-02-03T10:11:12|2001-02-03T1:1:1Z|2001-02-03T24:00:00Z|2001-02-03T23:59:59Z",
    "%Y-%m-%d %I:%M %p": "2001-02-03 11:59 PM|2001-02-03 12:00 AM|2001-02-03 12:00 pm|2001-02-03 13:00 pm|2001-02-03 1:05 am",
    "%y%m%d": "010203|690203|680203|0102|1x0203",
    "%Y%j": "2001034|2001366|2000366|2001000|2001367|200134",
    "%H:%M:%S.%f": "10:11:12.5|10:11:12.123456|10:11:12.1234567|10:11:12.000001",
    "%H:%M:%S.%g": "10:11:12.5|10:11:12.123",
    "%Y-%m-%d%z": "2001-02-03+01|2001-02-03-0130|2001-02-03+01:30|2001-02-03+1|2001-02-03",
    "%x %X": "2001-02-03 10:11:12|2001-02-03",
    "%%%-d.%-m.%Y": "%3.2.2001|3.2.2001",
    "é %Y": "é 2001|e 2001",
}

TEXT_FUNCTIONS = [
    "lower({})",
    "upper({})",
    "trim({})",
    "ltrim({})",
    "rtrim({})",
    "length({})",
    "reverse({})",
    "replace({}, 'R', 'rr')",
    "replace({}, '', 'x')",
    "{} || 'x'",
    "concat({}, 'x', NULL)",
    "coalesce({}, 'none')",
    "nullif({}, 'a')",
    "{}[1]",
    "{}[-1]",
    "regexp_extract({}, '[a-z]+', 0)",
    "regexp_extract({}, '([A-Z])(\\w*)', 2)",
    "regexp_extract({}, '(x)?', 1)",
    "regexp_extract({}, '(?i)SI(Â)N', 1)",
    "regexp_extract({}, '\\b\\w+$')",
    "regexp_extract({}, '^\\s*[^@]+', 0)",
    "regexp_extract({}, '[[:punct:]]', 0)",
    "least({}, 'b')",
    "greatest({}, 'b')",
    "case when {} = 'a' then 'one' when {} is null then 'none' else 'many' end",
]


def cases() -> list[tuple[str, str, list]]:
    """SQL over the column `v`, its type, its values."""
    found = [(sql.replace("{}", "v"), "VARCHAR", WORDS) for sql in TEXT_FUNCTIONS]
    found += [(f"left(v, {place})", "VARCHAR", WORDS) for place in PLACES]
    found += [(f"right(v, {place})", "VARCHAR", WORDS) for place in PLACES]
    found += [(f"substr(v, {place})", "VARCHAR", WORDS) for place in PLACES]
    found += [(f"substring(v, {place}, {span})", "VARCHAR", WORDS) for place in PLACES for span in [-3, -1, 0, 1, 2, 3, 9]]
    for format, texts in STRPTIME.items():
        # The text of a time with an offset depends on the session's time zone.
        if "%z" not in format:
            found.append((f"try_strptime(v, '{format}')", "VARCHAR", texts.split("|")))
        found.append((f"epoch(try_strptime(v, '{format}'))", "VARCHAR", texts.split("|")))
    found += [(sql, "DOUBLE", NUMBERS) for sql in ["v", "abs(v)", "v / 3", "v - 1", "-v", "radians(v)", "cast(v as float)"]]
    found += [(sql, "FLOAT", SINGLES) for sql in ["v", "v / 2", "v * 2", "v - 0.1", "abs(v)"]]
    found += [(sql, "BIGINT", [None, 0, 7, -7, 2**53 + 1]) for sql in ["v", "abs(v)", "v / 2", "v - 1", "v * 3", "-v"]]
    dates = ["v", "epoch(v)", "year(v)", "month(v)", "day(v)"]
    found += [(sql, "DATE", DATES) for sql in dates]
    found += [(sql, "TIMESTAMP", TIMES) for sql in dates]
    for part in ["year", "month", "day", "hour", "minute", "second"]:
        found.append((f"date_diff('{part}', v, timestamp '2000-03-01 00:30:00')", "TIMESTAMP", TIMES))
    texts = ["2000-01-01", "2000/1/1", " 2000-01-01", "2000-01-01 10:00", "2000-13-01", "x", "", "2000-01-01T10:00:00Z", "2000-01-01 10:00:00.25+01"]
    found += [(f"try_cast(v as {kind})", "VARCHAR", texts) for kind in ["date", "timestamp"]]
    numbers = ["5", " 5 ", "5.4", "5.5", "-2.5", "1e3", "", "x"]
    found += [(f"try_cast(v as {kind})", "VARCHAR", numbers) for kind in ["bigint", "double"]]
    return found
