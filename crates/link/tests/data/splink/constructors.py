"""Every constructor of Splink's libraries, with the table that its conditions are tried on."""

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import ColumnExpression, block_on
from splink.blocking_rule_library import And, CustomRule, Not

name = ColumnExpression("name")

LEVELS = {
    "names": [
        lambda: cll.NullLevel("name"),
        lambda: cll.NullLevel("name", valid_string_pattern="^[A-Z][a-z]+$"),
        lambda: cll.ExactMatchLevel("name"),
        lambda: cll.ExactMatchLevel("other name"),
        lambda: cll.ExactMatchLevel(name.lower()),
        lambda: cll.ExactMatchLevel(name.lower().substr(1, 3)),
        lambda: cll.ExactMatchLevel(name.substr(2, 2)),
        lambda: cll.ExactMatchLevel(name.nullif("")),
        lambda: cll.ExactMatchLevel(name.cast_to_string()),
        lambda: cll.ExactMatchLevel(name.regex_extract(r"(\w)(\w)", 2)),
        lambda: cll.ExactMatchLevel(name.regex_extract(r"[a-zà-ü]+$")),
        lambda: cll.ExactMatchLevel("upper(name) || name"),
        lambda: cll.LiteralMatchLevel("name", "male", "string"),
        lambda: cll.LiteralMatchLevel("name", "O''Neil", "string", "left"),
        lambda: cll.LiteralMatchLevel("other name", "Rees", "string", "right"),
        lambda: cll.ColumnsReversedLevel("name", "other name"),
        lambda: cll.ColumnsReversedLevel("name", "other name", symmetrical=True),
        lambda: cll.LevenshteinLevel("name", 1),
        lambda: cll.LevenshteinLevel(name.lower(), 3),
        lambda: cll.DamerauLevenshteinLevel("name", 1),
        lambda: cll.JaroLevel("name", 0.8),
        lambda: cll.JaroWinklerLevel("name", 0.9),
        lambda: cll.JaroWinklerLevel("name", 1),
        lambda: cll.JaroWinklerLevel("name", 0.7),
        lambda: cll.DistanceFunctionLevel("name", "levenshtein", 2, higher_is_more_similar=False),
        lambda: cll.DistanceFunctionLevel("name", "jaro_similarity", 0.75),
        lambda: cll.And(cll.ExactMatchLevel("name"), cll.Not(cll.NullLevel("other name"))),
        lambda: cll.Or(cll.LevenshteinLevel("name", 1), cll.JaroLevel("other name", 0.5)),
        lambda: cll.Not(cll.Or(cll.ExactMatchLevel("name"), cll.ExactMatchLevel("other name"))),
        lambda: cll.CustomLevel("substr(name_l, 1, 1) = substr(name_r, 1, 1) and name_l <> name_r"),
    ],
    "filled_names": [lambda: cll.JaccardLevel("name", 0.6), lambda: cll.JaccardLevel("other name", 0.9)],
    "same_length": [lambda: cll.DistanceFunctionLevel("name", "hamming", 2, higher_is_more_similar=False)],
    "dates": [
        lambda: cll.AbsoluteDateDifferenceLevel("born", input_is_string=True, threshold=1, metric="month"),
        lambda: cll.AbsoluteDateDifferenceLevel("born", input_is_string=True, threshold=10, metric="year"),
        lambda: cll.AbsoluteDateDifferenceLevel("born", input_is_string=True, threshold=1, metric="day", datetime_format="%d/%m/%Y"),
        lambda: cll.AbsoluteTimeDifferenceLevel("born", input_is_string=True, threshold=30, metric="second"),
        lambda: cll.ExactMatchLevel(ColumnExpression("born").try_parse_date()),
        lambda: cll.ExactMatchLevel(ColumnExpression("born").try_parse_timestamp("%Y-%m-%d %H:%M:%S")),
        lambda: cll.NullLevel(ColumnExpression("born").try_parse_date()),
    ],
    "days": [
        lambda: cll.AbsoluteDateDifferenceLevel("born", input_is_string=False, threshold=31, metric="day"),
        lambda: cll.AbsoluteTimeDifferenceLevel("seen", input_is_string=False, threshold=1, metric="hour"),
        lambda: cll.LiteralMatchLevel("born", "1971-06-24", "date", "left"),
        lambda: cll.ExactMatchLevel(ColumnExpression("born").cast_to_string().substr(1, 4)),
        lambda: cll.LevenshteinLevel(ColumnExpression("seen").cast_to_string(), 1),
    ],
    "numbers": [
        lambda: cll.PercentageDifferenceLevel("whole", 0.1),
        lambda: cll.PercentageDifferenceLevel("broken", 0.05),
        lambda: cll.PercentageDifferenceLevel("single", 0.5),
        lambda: cll.AbsoluteDifferenceLevel("whole", 5),
        lambda: cll.AbsoluteDifferenceLevel("broken", 5.5),
        lambda: cll.AbsoluteDifferenceLevel("single", 1.7),
        lambda: cll.LiteralMatchLevel("whole", "5", "int"),
        lambda: cll.LiteralMatchLevel("broken", "5.5", "float", "left"),
        lambda: cll.LiteralMatchLevel("single", "5.5", "float", "right"),
        lambda: cll.ExactMatchLevel("single"),
        lambda: cll.ExactMatchLevel(ColumnExpression("broken").cast_to_string()),
    ],
    "texts_of_numbers": [lambda: cll.LiteralMatchLevel("number", "5", "int", "left")],
    "points": [
        lambda: cll.DistanceInKMLevel("lat", "long", 1),
        lambda: cll.DistanceInKMLevel("lat", "long", 0.1),
        lambda: cll.DistanceInKMLevel("lat", "long", 1000),
        lambda: cll.DistanceInKMLevel("lat", "long", 10, not_null=True),
    ],
    "structs": [
        lambda: cll.ExactMatchLevel("place['lat']"),
        lambda: cll.DistanceInKMLevel("place['lat']", "place['long']", 100, not_null=True),
    ],
    "lists": [
        lambda: cll.ArrayIntersectLevel("names"),
        lambda: cll.ArrayIntersectLevel("names", 2),
        lambda: cll.ArraySubsetLevel("names"),
        lambda: cll.ArraySubsetLevel("names", empty_is_subset=True),
        lambda: cll.PairwiseStringDistanceFunctionLevel("names", "levenshtein", 1),
        lambda: cll.PairwiseStringDistanceFunctionLevel("names", "damerau_levenshtein", 2),
        lambda: cll.PairwiseStringDistanceFunctionLevel("names", "jaro_winkler", 0.88),
        lambda: cll.PairwiseStringDistanceFunctionLevel("names", "jaro", 0.7),
        lambda: cll.ExactMatchLevel("names"),
        lambda: cll.ExactMatchLevel("names[1]"),
        lambda: cll.ExactMatchLevel(ColumnExpression("names").access_extreme_array_element("first")),
        lambda: cll.ExactMatchLevel(ColumnExpression("names").access_extreme_array_element("last")),
    ],
    "vectors": [lambda: cll.CosineSimilarityLevel("vector", 0.9), lambda: cll.CosineSimilarityLevel("single", 0.7)],
    "zero_vectors": [lambda: cll.CosineSimilarityLevel("vector", 0.9)],
}

COMPARISONS = {
    "names": [
        lambda: cl.ExactMatch("name").configure(term_frequency_adjustments=True),
        lambda: cl.LevenshteinAtThresholds("name", [1, 2]),
        lambda: cl.DamerauLevenshteinAtThresholds("name", [1, 2]),
        lambda: cl.JaroAtThresholds("name", [0.9, 0.7]),
        lambda: cl.JaroWinklerAtThresholds("name", [0.9, 0.7]),
        lambda: cl.DistanceFunctionAtThresholds("name", "levenshtein", [1, 3], False),
        lambda: cl.NameComparison("name"),
        lambda: cl.NameComparison(name.lower(), jaro_winkler_thresholds=[0.95, 0.8]),
        lambda: cl.ForenameSurnameComparison("name", "other name"),
        lambda: cl.ForenameSurnameComparison("name", "other name", forename_surname_concat_col_name="name"),
        lambda: cl.CustomComparison(
            [cll.NullLevel("name"), cll.ExactMatchLevel("name"), cll.CustomLevel("levenshtein(name_l, name_r) < 4"), cll.ElseLevel()],
            output_column_name="custom",
        ),
    ],
    "filled_names": [lambda: cl.JaccardAtThresholds("name", [0.9, 0.7])],
    "postcodes": [
        lambda: cl.PostcodeComparison("postcode"),
        lambda: cl.PostcodeComparison("postcode", invalid_postcodes_as_null=True),
        lambda: cl.PostcodeComparison("postcode", lat_col="lat", long_col="long", km_thresholds=[1, 10, 100]),
    ],
    "emails": [lambda: cl.EmailComparison("email")],
    "dates": [
        lambda: cl.DateOfBirthComparison("born", input_is_string=True),
        lambda: cl.DateOfBirthComparison("born", input_is_string=True, invalid_dates_as_null=False),
        lambda: cl.AbsoluteTimeDifferenceAtThresholds("born", input_is_string=True, metrics=["second", "hour"], thresholds=[30, 2]),
        lambda: cl.AbsoluteDateDifferenceAtThresholds("born", input_is_string=True, metrics=["day", "year"], thresholds=[1, 1]),
    ],
    "days": [
        lambda: cl.DateOfBirthComparison("born", input_is_string=False),
        lambda: cl.AbsoluteTimeDifferenceAtThresholds("seen", input_is_string=False, metrics=["minute"], thresholds=[1]),
    ],
    "points": [lambda: cl.DistanceInKMAtThresholds("lat", "long", [0.5, 5, 50])],
    "lists": [
        lambda: cl.ArrayIntersectAtSizes("names", [2, 1]),
        lambda: cl.PairwiseStringDistanceFunctionAtThresholds("names", "jaro_winkler", [0.9, 0.7]),
        lambda: cl.NameComparison("names[1]", dmeta_col_name="names"),
    ],
    "vectors": [lambda: cl.CosineSimilarityAtThresholds("vector", [0.9, 0.5])],
}

RULES = {
    "names": [
        lambda: block_on("name"),
        lambda: block_on("other name", name.substr(1, 3)),
        lambda: block_on("substr(name, 1, 2)", "lower(name)"),
        lambda: block_on(name.regex_extract("^[A-Z]")),
        lambda: CustomRule("l.name = r.\"other name\" and levenshtein(l.name, r.name) < 5"),
        lambda: And(block_on("name"), Not(block_on("other name"))),
        lambda: Not(block_on("name")),
    ],
    "lists": [lambda: block_on("names[1]"), lambda: block_on("names", arrays_to_explode=["names"])],
    "structs": [lambda: block_on("place['lat']")],
    "dates": [lambda: block_on(ColumnExpression("born").try_parse_date())],
}
