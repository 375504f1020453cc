"""Splink models of the sets with several agencies: written for this comparison by Splink's tutorial and guides.

Many strict blocking rules rather than few loose ones, term frequencies, u from ten million random pairs, two or three trainings by
expectation maximisation on rules that leave few pairs, the prior from deterministic rules.
"""

import splink.comparison_library as cl
from splink import block_on

from splink_comparisons import date_of_birth, full_name, home, middle_name, number, same_or_not, street
from splink_model import Model

LETTERS = "nullif(regexp_replace(lower(strip_accents({0})), '[^a-z]', '', 'g'), '')"


def letters(column: str) -> str:
    """Small letters only, without accents."""
    return LETTERS.format(column)


def valid_date(column: str) -> str:
    return f"case when {column} ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' then {column} end"


REGION = Model(
    columns=f"""unique_id, origin,
        {letters("forename")} as forename, {letters("family_name")} as surname, {letters("split_part(middle_names, ' ', 1)")} as middle,
        {letters("forename")} || ' ' || {letters("family_name")} as full_name,
        list_filter(list_transform(string_split(concat_ws(' ', forename, middle_names, alias), ' '), lambda name: {letters("name")}), lambda name: length(name) > 1) as forenames,
        list_filter([{letters("family_name")}, {letters("former_family_name")}], lambda name: name is not null) as surnames,
        {valid_date("birth_date")} as dob, lower(sex) as sex, nullif(regexp_replace(nhs_number, '[^0-9]', '', 'g'), '') as nhs_number,
        nullif(regexp_replace(lower(strip_accents(address)), '[^a-z0-9 ]', '', 'g'), '') as address, upper(postcode) as postcode,
        upper(previous_postcode) as former_postcode,
        nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 10), '') as phone, lower(email) as email""",
    comparisons=[
        full_name("forename", "surname", "full_name", "forenames", "surnames"),
        middle_name("middle"),
        date_of_birth("dob", 0.003),
        cl.ExactMatch("sex"),
        home("address", "postcode", ["phone"], "former_postcode"),
        same_or_not("nhs_number"),
        same_or_not("email"),
    ],
    blocking_rules=[
        block_on("nhs_number"),
        block_on("surname", "dob"),
        block_on("forename", "dob"),
        block_on("dob", "postcode"),
        block_on("forename", "surname", "substr(dob,1,4)"),
        block_on("forename", "surname", "postcode"),
        block_on("forename", "phone"),
        block_on("email"),
        block_on("forename", "substr(dob,1,4)", "postcode"),
        block_on("surname", "substr(forename,1,1)", "postcode"),
        block_on("substr(forename,1,2)", "substr(surname,1,3)", "substr(dob,1,7)"),
        block_on("surname", "substr(forename,1,2)", "substr(dob,6,5)"),
        block_on("phone", "substr(dob,1,4)"),
    ],
    deterministic_rules=[block_on("nhs_number"), block_on("forename", "surname", "dob"), block_on("forename", "surname", "postcode"), block_on("forename", "phone", "dob")],
    recall=0.8,
    u_pairs=1e7,
    em_rules=[block_on("dob", "postcode"), block_on("forename", "surname", "sex"), block_on("nhs_number")],
)

PEOPLE = Model(
    columns=f"""unique_id, origin,
        {letters("forename")} as forename, {letters("surname")} as surname, {letters("middle_name")} as middle,
        {letters("forename")} || ' ' || {letters("surname")} as full_name,
        list_filter([{letters("forename")}, {letters("middle_name")}], lambda name: length(name) > 1) as forenames,
        {valid_date("date_of_birth")} as dob, lower(sex) as sex, nhs_number,
        nullif(regexp_replace(lower(address), '[^a-z0-9 ]', '', 'g'), '') as address, upper(postcode) as postcode,
        nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 10), '0000000000') as phone, lower(email) as email""",
    comparisons=[
        full_name("forename", "surname", "full_name", "forenames"),
        middle_name("middle"),
        date_of_birth("dob", 0.003),
        cl.ExactMatch("sex"),
        home("address", "postcode", ["phone", "email"]),
        same_or_not("nhs_number"),
    ],
    blocking_rules=[
        block_on("nhs_number"),
        block_on("surname", "dob"),
        block_on("forename", "dob"),
        block_on("dob", "postcode"),
        block_on("forename", "surname"),
        block_on("forename", "phone"),
        block_on("email"),
        block_on("forename", "substr(dob,1,4)", "postcode"),
        block_on("surname", "substr(forename,1,1)", "postcode"),
        block_on("substr(forename,1,2)", "substr(surname,1,3)", "substr(dob,1,7)"),
        block_on("surname", "substr(forename,1,2)", "substr(dob,6,5)"),
        block_on("phone", "substr(dob,1,4)"),
        block_on("dob", "substr(surname,1,2)"),
        block_on("address", "postcode", "substr(forename,1,1)"),
        "l.forename = r.surname and l.surname = r.forename",
    ],
    deterministic_rules=[block_on("nhs_number"), block_on("forename", "surname", "dob"), block_on("forename", "surname", "postcode"), block_on("email", "forename")],
    recall=0.7,
    em_rules=[block_on("dob", "postcode"), block_on("forename", "surname", "middle")],
)

def american(ssn: bool) -> Model:
    """The pseudopeople sets: the demo `pseudopeople-acs` widened to eight sources, with or without the social security number."""
    columns = f"""unique_id, origin,
        {letters("first_name")} as forename, {letters("last_name")} as surname, {letters("middle_name")} as middle,
        {letters("first_name")} || ' ' || {letters("last_name")} as full_name,
        list_filter([{letters("first_name")}, {letters("middle_name")}], lambda name: length(name) > 1) as forenames,
        {valid_date("date_of_birth")} as dob, case when lower(sex) in ('male', 'female') then lower(sex) end as sex,
        street_number, {letters("street_name")} as street, nullif(concat_ws(' ', street_number, {letters("street_name")}, unit_number), '') as address"""
    rules = [
        block_on("forename", "surname", "middle"),
        block_on("surname", "dob"),
        block_on("forename", "dob"),
        block_on("forename", "surname", "substr(dob,1,4)"),
        block_on("forename", "surname", "street"),
        block_on("forename", "address"),
        block_on("address", "dob"),
        block_on("surname", "street_number", "substr(forename,1,1)"),
        block_on("substr(forename,1,2)", "substr(surname,1,3)", "substr(dob,1,7)"),
        block_on("forename", "middle", "substr(dob,1,7)"),
        block_on("surname", "middle", "substr(dob,6,5)"),
        block_on("street", "substr(surname,1,2)", "substr(forename,1,2)"),
    ]
    comparisons = [
        full_name("forename", "surname", "full_name", "forenames"),
        middle_name("middle"),
        date_of_birth("dob", 0.003),
        cl.ExactMatch("sex"),
        street("address", "street", "street_number"),
    ]
    deterministic = [block_on("forename", "surname", "dob"), block_on("forename", "surname", "address")]
    if not ssn:
        return Model(columns, comparisons, [block_on("forename", "surname"), *rules], deterministic, recall=0.6, em_rules=AMERICAN_EM)
    return Model(
        f"{columns}, ssn", [*comparisons, number("ssn")], [block_on("ssn"), block_on("forename", "surname"), *rules],
        [block_on("ssn", "surname"), *deterministic], recall=0.8, em_rules=AMERICAN_EM,
    )


AMERICAN_EM = [block_on("dob", "sex"), block_on("forename", "surname", "middle")]

MODELS = {
    "region_1": REGION, "region_1_seed_7": REGION, "region_4": REGION,
    "pseudopeople": american(True), "pseudopeople_no_ssn": american(False),
    "people_200k": PEOPLE, "people_1m": PEOPLE, "people_3m": PEOPLE,
}
