"""Small tables of awkward values. Every condition is tried on every pair of rows of its table."""

import random

from texts import ALPHABET, NAMES, slip


def names() -> list[list]:
    draw = random.Random(7)
    rows = [[None, None], [None, "Rees"], ["", ""], ["", "Rees"], ["male", "female"], ["Rees", "Owen"], ["Owen", "Rees"]]
    for name in NAMES:
        rows.append([name, draw.choice(NAMES)])
        rows.append([slip(name, draw), draw.choice([name, None, name.upper()])])
    return rows


def filled_names() -> list[list]:
    return [row for row in names() if all(row)] + [[None, "Rees"]]


def same_length() -> list[list]:
    draw = random.Random(8)
    rows = [["".join(draw.choice(ALPHABET[:8]) for _ in range(4))] for _ in range(40)]
    return [*rows, [None]]


def postcodes() -> list[list]:
    codes = "CF10 3AT,CF10 3AX,CF10 1AA,CF11 9AB,CF1 2AB,cf10 3at,SA1 1AA,SW1A 1AA,SW1A 2AA,W1A 0AX,M1 1AE,,CF10,CF10 3,"
    codes += "CF10  3AT,XX,1234,CF103AT,é10 3AT, CF10 3AT"
    draw = random.Random(9)
    rows = []
    for code in [None, *codes.split(",")]:
        place = (51.48, -3.18) if code and code.startswith("CF10 3") else (draw.uniform(50, 55), draw.uniform(-5, 1))
        rows.append([code, round(place[0], 4), round(place[1], 4)])
    rows += [["CF10 3AT", None, -3.18], ["CF10 3AT", 51.4805, -3.1801], ["LD1 5AA", -51.48, 176.82]]
    return rows


def emails() -> list[list]:
    texts = "rhys@x.org,rhys@y.org,rhys.owen@x.org,rhys.owens@y.org,RHYS@x.org,rhys,@x.org,rhys@,a@b@c,siân@x.cymru,"
    return [[None]] + [[text] for text in texts.split(",")]


def dates() -> list[list]:
    texts = (
        "1971-06-24,1971-05-24,1971-06-25,1971-6-24,1972-06-24,1971-07-24,1961-06-24,1981-06-25,2000-02-29,2001-02-29,"
        "1900-01-01,0001-01-01,9999-12-31,24/06/1971,06/24/1971,1971-06-24T10:00:00Z,1971-06-24T10:00:30Z,"
        "1971-06-24 10:00:00, 1971-06-24 ,1971-13-01,1971-06,,unknown,19710624,71-06-24"
    )
    return [[None]] + [[text] for text in texts.split(",")]


def days() -> list[list]:
    texts = "1971-06-24,1971-05-24,1971-06-25,1972-06-24,1971-07-24,1961-06-24,1981-06-25,2000-02-29,1900-01-01,0001-01-01"
    return [[None, None]] + [[text, text + " 10:00:00.5"] for text in texts.split(",")] + [["1971-06-24", "1971-06-24 09:59:59"]]


def numbers() -> list[list]:
    values = [0, 1, 5, 10, 11, 100, 105, 95, -5, -10, 1000000]
    rows = [[None, None, None]] + [[value, round(value * 1.1, 2), round(value / 3, 2)] for value in values]
    return rows + [[5, 5.0, 5.5], [7, 1e-9, 0.1], [12, 1.7, 1.7]]


def points() -> list[list]:
    draw = random.Random(10)
    rows = [[51.5, -0.12], [51.5, -0.12], [51.5001, -0.12], [0.0, 0.0], [90.0, 0.0], [-90.0, 0.0], [0.0, 180.0], [None, 1.0]]
    rows += [[None, None], [29.7517, -95.4054], [0.0, -180.0], [51, 0]]
    rows += [[round(51.5 + draw.gauss(0, 0.05), 6), round(-0.12 + draw.gauss(0, 0.05), 6)] for _ in range(25)]
    rows += [[round(draw.uniform(-90, 90), 6), round(draw.uniform(-180, 180), 6)] for _ in range(15)]
    return rows


def lists() -> list[list]:
    draw = random.Random(11)
    pool = ["Rhys", "Rhodri", "Owen", "Owain", "Siân", "Sian", "", "Huw"]
    rows = [[None], [[]], [[None]], [["Rhys", None]], [["Rhys", "Rhys"]], [["Rhys"]], [["Owain", "Rhys"]]]
    return rows + [[[draw.choice(pool) for _ in range(draw.randint(1, 4))]] for _ in range(25)]


def vectors() -> list[list]:
    draw = random.Random(12)
    rows = [[None, None]] + [[[float(n) for n in row]] * 2 for row in ([1, 2, 3], [1, 2, 4], [2, 4, 6], [-1, -2, -3], [1, 0, 0])]
    for _ in range(15):
        row = [round(draw.gauss(0, 1), 3) for _ in range(3)]
        rows.append([row, row])
    return rows


def zero_vectors() -> list[list]:
    return [[[0.0, 0.0, 0.0]], [[1.0, 2.0, 3.0]]]


def structs() -> list[list]:
    return [[None], [{"lat": 1.5, "long": 2.5}], [{"lat": 1.5, "long": None}], [{"lat": None, "long": 2.5}], [{"lat": 2.5, "long": 1.5}]]


def texts_of_numbers() -> list[list]:
    return [["5"], ["5.4"], [" 7 "], [None], ["5.0"]]


TABLES = {
    "names": ({"name": "VARCHAR", "other name": "VARCHAR"}, names),
    "filled_names": ({"name": "VARCHAR", "other name": "VARCHAR"}, filled_names),
    "same_length": ({"name": "VARCHAR"}, same_length),
    "postcodes": ({"postcode": "VARCHAR", "lat": "DOUBLE", "long": "DOUBLE"}, postcodes),
    "emails": ({"email": "VARCHAR"}, emails),
    "dates": ({"born": "VARCHAR"}, dates),
    "days": ({"born": "DATE", "seen": "TIMESTAMP"}, days),
    "numbers": ({"whole": "BIGINT", "broken": "DOUBLE", "single": "FLOAT"}, numbers),
    "points": ({"lat": "DOUBLE", "long": "DOUBLE"}, points),
    "lists": ({"names": "VARCHAR[]"}, lists),
    "vectors": ({"vector": "DOUBLE[3]", "single": "FLOAT[3]"}, vectors),
    "zero_vectors": ({"vector": "DOUBLE[3]"}, zero_vectors),
    "structs": ({"place": "STRUCT(lat DOUBLE, long DOUBLE)"}, structs),
    "texts_of_numbers": ({"number": "VARCHAR"}, texts_of_numbers),
}
