"""Comparisons of Splink for rows of several agencies about people, composed of Splink's own levels.

They follow Splink's library (ForenameSurnameComparison, DateOfBirthComparison, PostcodeComparison, EmailComparison) and its guides:
similarity computed once a pair, term frequencies on exact levels, values of one place in one comparison because they depend on each other.
"""

import splink.comparison_level_library as cll
import splink.comparison_library as cl


def both(column: str, test: str = "=") -> str:
    return f'"{column}_l" {test} "{column}_r"'


def similar(column: str, threshold: float) -> str:
    return f'jaro_winkler_similarity("{column}_l", "{column}_r") >= {threshold}'


def full_name(forename: str, surname: str, full: str, forenames: str | None = None, surnames: str | None = None):
    """Forename and surname together; `forenames` and `surnames` are list columns of all those a row tells of."""
    sentinel = f'jaro_winkler_similarity("{forename}_l", "{forename}_r") = -100 OR jaro_winkler_similarity("{surname}_l", "{surname}_r") = -100'
    nothing = f'("{forename}_l" IS NULL OR "{forename}_r" IS NULL) AND ("{surname}_l" IS NULL OR "{surname}_r" IS NULL)'
    levels = [
        cll.CustomLevel(f"{sentinel} OR ({nothing})", label_for_charts="null").configure(is_null_level=True),
        cll.ExactMatchLevel(full).configure(tf_adjustment_column=full),
        cll.ColumnsReversedLevel(forename, surname, symmetrical=True),
    ]
    if surnames:
        levels.append(cll.CustomLevel(f'{both(forename)} AND list_has_any("{surnames}_l", "{surnames}_r")', label_for_charts="forename, and a surname held by both"))
    if forenames:
        levels.append(cll.CustomLevel(f'{both(surname)} AND list_has_any("{forenames}_l", "{forenames}_r")', label_for_charts="surname, and a forename held by both"))
    levels += [
        cll.CustomLevel(f"{both(surname)} AND {similar(forename, 0.9)}", label_for_charts="surname, forename > 0.9"),
        cll.CustomLevel(f"{both(forename)} AND {similar(surname, 0.9)}", label_for_charts="forename, surname > 0.9"),
        cll.CustomLevel(f"{similar(forename, 0.88)} AND {similar(surname, 0.88)}", label_for_charts="both > 0.88"),
        cll.CustomLevel(f'{both(surname)} AND left("{forename}_l", 1) = left("{forename}_r", 1)', label_for_charts="surname and first letter"),
        cll.ExactMatchLevel(forename).configure(tf_adjustment_column=forename),
        cll.ExactMatchLevel(surname).configure(tf_adjustment_column=surname),
        cll.ElseLevel(),
    ]
    return cl.CustomComparison(output_column_name="name", comparison_levels=levels)


def middle_name(column: str):
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            cll.NullLevel(column),
            cll.CustomLevel(f'{both(column)} AND length("{column}_l") > 1', label_for_charts="same"),
            cll.CustomLevel(f'left("{column}_l", 1) = left("{column}_r", 1)', label_for_charts="first letter"),
            cll.ElseLevel(),
        ],
    )


def date_of_birth(column: str, m_of_other: float):
    """The levels of DateOfBirthComparison on text `YYYY-MM-DD`, day and month exchanged besides; the last level's m by judgement.

    Expectation maximisation sees parents and children of one name and address, takes them for one person, and finds far too high an m.
    """
    year = f'left("{column}_l", 4) = left("{column}_r", 4)'
    turned = f'substr("{column}_l", 6, 2) = right("{column}_r", 2) AND right("{column}_l", 2) = substr("{column}_r", 6, 2)'
    far = f'abs(left("{column}_l", 4)::int - left("{column}_r", 4)::int)'
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            cll.NullLevel(column),
            cll.ExactMatchLevel(column),
            cll.CustomLevel(f"{year} AND {turned}", label_for_charts="day and month exchanged"),
            cll.CustomLevel(f"{year} AND right(\"{column}_l\", 5) = '01-01' OR {year} AND right(\"{column}_r\", 5) = '01-01'", label_for_charts="only the year known"),
            cll.LevenshteinLevel(column, 1),
            cll.CustomLevel(f"{year}", label_for_charts="same year"),
            cll.CustomLevel(f'right("{column}_l", 5) = right("{column}_r", 5)', label_for_charts="same day and month"),
            cll.CustomLevel(f"{far} <= 10", label_for_charts="ten years"),
            cll.ElseLevel().configure(m_probability=m_of_other, fix_m_probability=True),
        ],
    )


def home(address: str, postcode: str, contacts: list[str], former: str | None = None):
    """Address, postcode, telephone (and electronic address) together.

    All of them say "the same household"; apart they would be counted again and again, and join its members. `former` is the column of the
    postcode before.
    """
    reached = " OR ".join(both(contact) for contact in contacts)
    same_address = f"{both(postcode)} AND {both(address)}"
    levels = [
        cll.CustomLevel(f'("{postcode}_l" IS NULL OR "{postcode}_r" IS NULL) AND coalesce(NOT ({reached}), true)', label_for_charts="null").configure(is_null_level=True),
        cll.CustomLevel(f"({reached}) AND {same_address}", label_for_charts="same address and contact"),
        cll.CustomLevel(reached, label_for_charts="same contact"),
        cll.CustomLevel(same_address, label_for_charts="same address"),
        cll.ExactMatchLevel(postcode),
    ]
    if former:
        crossed = f'"{postcode}_l" = "{former}_r" OR "{former}_l" = "{postcode}_r" OR {both(former)}'
        levels.append(cll.CustomLevel(crossed, label_for_charts="a postcode held by both"))
    levels += [
        cll.LevenshteinLevel(postcode, 1),
        cll.CustomLevel(f"split_part(\"{postcode}_l\", ' ', 1) = split_part(\"{postcode}_r\", ' ', 1)", label_for_charts="same district"),
        cll.ElseLevel(),
    ]
    return cl.CustomComparison(output_column_name="home", comparison_levels=levels)


def same_or_not(column: str):
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[cll.NullLevel(column), cll.ExactMatchLevel(column).configure(tf_adjustment_column=column), cll.ElseLevel()],
    )


def number(column: str):
    """An identifier: the same (with term frequency, for shared ones), one digit wrong, other."""
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            cll.NullLevel(column),
            cll.ExactMatchLevel(column).configure(tf_adjustment_column=column),
            cll.DamerauLevenshteinLevel(column, 1),
            cll.ElseLevel(),
        ],
    )


def street(address: str, name: str, house: str):
    """An address without a postcode."""
    return cl.CustomComparison(
        output_column_name="street",
        comparison_levels=[
            cll.CustomLevel(f'jaro_winkler_similarity("{name}_l", "{name}_r") = -100 OR "{address}_l" IS NULL OR "{address}_r" IS NULL', label_for_charts="null").configure(is_null_level=True),
            cll.ExactMatchLevel(address).configure(tf_adjustment_column=address),
            cll.CustomLevel(f"{both(house)} AND {similar(name, 0.85)}", label_for_charts="number, street alike"),
            cll.ExactMatchLevel(name).configure(tf_adjustment_column=name),
            cll.CustomLevel(similar(name, 0.92), label_for_charts="street alike"),
            cll.ElseLevel(),
        ],
    )
