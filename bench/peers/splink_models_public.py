"""Splink models of the public data sets.

FEBRL 3 and 4, historical_50k and fake_1000: rules, comparisons, recalls and training of the demos in Splink's own
repository (docs/demos/examples/duckdb: febrl3, febrl4 "detailed", deduplicate_50k_synthetic, accuracy_analysis_from_labels_column).
FEBRL 1 and 2 use the one of FEBRL 3. RLdata: written for this comparison by the rules of Splink's tutorial.
"""

from dataclasses import replace

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import block_on

from splink_model import Model

FEBRL_3 = Model(
    columns="*",
    comparisons=[
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
    ],
    blocking_rules=[block_on(column) for column in ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")],
    deterministic_rules=[
        block_on("soc_sec_id"),
        block_on("given_name", "surname", "date_of_birth"),
        "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth",
    ],
    recall=0.9,
    em_rules=[block_on("date_of_birth"), block_on("postcode")],
    u_pairs=1e6,
    seed=2,
    em_without_term_frequencies=False,
    notes="demo febrl3",
)

FEBRL_4 = Model(
    columns="*",
    comparisons=[
        cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
    ],
    blocking_rules=[
        block_on("given_name", "surname"),
        "l.given_name = r.surname and l.surname = r.given_name",
        block_on("date_of_birth"),
        block_on("soc_sec_id"),
        block_on("state", "address_1"),
        block_on("street_number", "address_1"),
        block_on("postcode"),
    ],
    deterministic_rules=[block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")],
    recall=0.8,
    em_rules=[block_on("date_of_birth"), block_on("postcode")],
    u_pairs=1e6,
    link_type="link_only",
    notes="demo febrl4, detailed model",
)

HISTORICAL_50K = Model(
    columns="*, first_name || ' ' || surname as first_name_surname_concat",
    comparisons=[
        cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="first_name_surname_concat"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode_fake"),
        cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
        cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
    ],
    blocking_rules=[
        block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
        block_on("surname", "dob"),
        block_on("first_name", "dob"),
        block_on("postcode_fake", "first_name"),
        block_on("postcode_fake", "surname"),
        block_on("dob", "birth_place"),
        block_on("substr(postcode_fake,1,3)", "dob"),
        block_on("substr(postcode_fake,1,3)", "first_name"),
        block_on("substr(postcode_fake,1,3)", "surname"),
        block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
    ],
    deterministic_rules=[
        block_on("first_name", "surname", "dob"),
        block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
        block_on("dob", "postcode_fake"),
    ],
    recall=0.6,
    em_rules=[block_on("first_name", "surname"), block_on("dob")],
    notes="demo deduplicate_50k_synthetic",
)

FAKE_1000 = Model(
    columns="* replace (try_cast(dob as date) as dob)",
    comparisons=[
        cl.ForenameSurnameComparison("first_name", "surname"),
        cl.DateOfBirthComparison("dob", input_is_string=False),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        cl.EmailComparison("email"),
    ],
    blocking_rules=[block_on(column) for column in ("first_name", "surname", "dob", "email")],
    deterministic_rules=[
        "l.first_name = r.first_name and levenshtein(r.dob::VARCHAR, l.dob::VARCHAR) <= 1",
        "l.surname = r.surname and levenshtein(r.dob::VARCHAR, l.dob::VARCHAR) <= 1",
        "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
        "l.email = r.email",
    ],
    recall=0.7,
    em_rules=[block_on("dob"), block_on("email"), block_on("first_name", "surname")],
    u_pairs=1e6,
    seed=5,
    notes="demo accuracy_analysis_from_labels_column",
)


def one_letter_or_alike(column: str):
    """A name: the same (with term frequency), one letter wrong, alike, other."""
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            cll.NullLevel(column),
            cll.ExactMatchLevel(column).configure(tf_adjustment_column=column),
            cll.DamerauLevenshteinLevel(column, 1),
            cll.JaroWinklerLevel(column, 0.88),
            cll.ElseLevel(),
        ],
    )


def parts_of_date(year: str, month: str, day: str):
    """A date of birth in three columns: which one of them differs."""
    same = {part: f'"{part}_l" = "{part}_r"' for part in (year, month, day)}
    return cl.CustomComparison(
        output_column_name="dob",
        comparison_levels=[
            cll.NullLevel(year),
            cll.CustomLevel(f"{same[year]} and {same[month]} and {same[day]}"),
            cll.CustomLevel(f"{same[month]} and {same[day]}"),
            cll.CustomLevel(f"{same[year]} and {same[day]}"),
            cll.CustomLevel(f"{same[year]} and {same[month]}"),
            cll.ElseLevel(),
        ],
    )


RLDATA = Model(
    columns="unique_id, origin, fname_c1, lname_c1, \"by\", bm, bd, \"by\" || '-' || lpad(bm, 2, '0') || '-' || lpad(bd, 2, '0') as dob",
    comparisons=[
        one_letter_or_alike("fname_c1"),
        one_letter_or_alike("lname_c1"),
        parts_of_date("by", "bm", "bd"),
    ],
    blocking_rules=[
        block_on("fname_c1", "lname_c1"),
        block_on("dob"),
        block_on("lname_c1", "by"),
        block_on("fname_c1", "by", "bm"),
        block_on("fname_c1", "by", "bd"),
        block_on("fname_c1", "bm", "bd"),
        block_on("lname_c1", "bm", "bd"),
        block_on("substr(fname_c1,1,3)", "substr(lname_c1,1,3)", "by"),
        block_on("substr(fname_c1,1,3)", "by", "bd"),
        block_on("substr(lname_c1,1,3)", "by", "bd"),
    ],
    deterministic_rules=[block_on("fname_c1", "lname_c1", "by"), block_on("fname_c1", "dob"), block_on("lname_c1", "dob")],
    recall=0.9,
    em_rules=[block_on("lname_c1"), block_on("fname_c1")],
)

RLDATA_NAMED = replace(
    RLDATA,
    columns="""unique_id, origin, given_name as fname_c1, surname as lname_c1, split_part(date_of_birth, '-', 1) as "by",
        split_part(date_of_birth, '-', 2) as bm, split_part(date_of_birth, '-', 3) as bd, date_of_birth as dob""",
)

UNION_ARMY = Model(
    columns="""unique_id, origin, first_name, last_name, left(middle_name, 1) as middle,
        try_cast(birth_year as integer) as birth_year, birth_place""",
    comparisons=[
        cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("last_name").configure(term_frequency_adjustments=True),
        cl.ExactMatch("middle").configure(term_frequency_adjustments=True),
        cl.CustomComparison(
            output_column_name="birth_year",
            comparison_levels=[
                cll.NullLevel("birth_year"),
                *[cll.CustomLevel(f"abs(birth_year_l - birth_year_r) <= {years}", label_for_charts=f"{years} years") for years in (0, 1, 2, 4, 8)],
                cll.ElseLevel(),
            ],
        ),
        cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
    ],
    blocking_rules=[
        block_on("first_name", "last_name"),
        block_on("last_name", "birth_year"),
        block_on("last_name", "middle"),
        block_on("last_name", "birth_place"),
        block_on("first_name", "substr(last_name,1,3)", "birth_place"),
        block_on("substr(first_name,1,1)", "substr(last_name,1,4)", "middle"),
        block_on("substr(first_name,1,2)", "substr(last_name,1,3)", "birth_year"),
        block_on("first_name", "middle", "birth_year"),
    ],
    deterministic_rules=[block_on("first_name", "last_name", "middle", "birth_place"), block_on("first_name", "last_name", "birth_year", "birth_place")],
    recall=0.5,
    em_rules=[block_on("first_name", "last_name"), block_on("last_name", "birth_year"), block_on("first_name", "middle", "birth_year")],
    link_type="link_only",
)

MODELS = {
    "febrl1": FEBRL_3, "febrl2": FEBRL_3, "febrl3": FEBRL_3, "febrl4": FEBRL_4, "historical_50k": HISTORICAL_50K,
    "fake_1000": FAKE_1000, "union_army": UNION_ARMY, "rldata500": RLDATA, "rldata10000": RLDATA,
    "rldata500_named": RLDATA_NAMED, "rldata10000_named": RLDATA_NAMED,
}
