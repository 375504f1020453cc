## The frame of every page

title-page = { $title } – Dolen
title-failed = Error: { $title } – Dolen
skip-link = Skip to main content
language-label = Language
menu-label = Menu
menu-search = Find a person
menu-loads = Loads
menu-jobs = Jobs
menu-unlinkable = Unlinkable records
signed-in-as = Signed in as { $user }
sign-out = Sign out
footer-label = About this service
footer-note = Every record that is opened is written to the ledger: who, whom, when and why.
back = Back
back-to-search = Back to search
back-to-loads = Back to loads
error-word = Error
error-title = There is a problem
warning-word = Warning
not-known = Not known
all = All
number = { $value }

## Dates

date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
date-moment = { $day }, { $time } UTC
date-range = { $from } to { $to }
date-until = Until { $to }
date-not-known = Date not known
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
short-month-1 = Jan
short-month-2 = Feb
short-month-3 = Mar
short-month-4 = Apr
short-month-5 = May
short-month-6 = Jun
short-month-7 = Jul
short-month-8 = Aug
short-month-9 = Sep
short-month-10 = Oct
short-month-11 = Nov
short-month-12 = Dec

## Signing in

sign-in-title = Sign in
sign-in-ready = You have opened a sign-in link. It works once.
sign-in-how = Open the sign-in link that you were given, or enter the code at its end.
sign-in-code = Sign-in code
sign-in-code-hint = The code works once. You can paste it.
sign-in-button = Sign in
sign-in-refused = This sign-in code has been used already, has run out or is wrong. Ask the person who runs this service for another

## Search

search-title = Find a person
search-how = Enter an NHS number or an agency's reference. If you have neither, enter at least two of name, date of birth and postcode.
search-by-person = Name, date of birth and postcode
search-by-number = NHS number or reference
search-name = Name
search-name-hint = Given name, family name or both
search-birth-date-hint = For example, 31/3/1980, or only the year
search-postcode-hint = All of it or only the first part
search-nhs-number-hint = 10 digits, for example 999 123 4560
search-reference = Agency reference
search-reference-hint = The number of the person in an agency's own system
search-button = Search
search-nothing = Enter an NHS number, a reference, or two of name, date of birth and postcode
search-too-little = Enter one more: name, date of birth or postcode
search-birth-date-wrong = Enter a real date of birth, such as 31/3/1980
search-name-wrong = Enter a name with letters, at most 12 words
search-postcode-wrong = Enter a real postcode or its first part, such as NP20
search-nhs-number-wrong = Enter a valid NHS number: 10 digits

## Results

results-count =
    { $count ->
        [0] Nobody found
        [one] 1 person found
       *[other] { $count } people found
    }
results-none-advice = Check the spelling, try a former name, or search by postcode and date of birth. The person may not be known to any agency.
results-more = There are more people than are shown. Add a criterion to narrow the search.
results-choose = Choose by name, date of birth and address. You will be asked for your reason before the record opens.
results-known-to = Known to
results-similar = Similar people
results-similar-how = These do not match everything that you searched by, but come close. Check name, date of birth and address to see who it is.
results-similar-unasked = Similar people could not be looked for this time. Search again in a few minutes.
results-sure = How sure

## Reason

reason-title = Why do you need to open this record?
reason-what-happens = Your name, the record, the time and your reason are written to the ledger before anything is shown. The reason holds for 30 minutes for this person.
reason-purpose = Purpose
reason-detail = Details or case reference
reason-detail-hint = Needed for another purpose. Do not write the person's name.
reason-button = Open the record
reason-no-purpose = Select a purpose
reason-no-detail = Describe the other purpose in at least 10 letters
purpose-adult-safeguarding = Safeguarding an adult
purpose-child-safeguarding = Safeguarding a child
purpose-direct-care = Direct care or support
purpose-crime-prevention = Preventing crime or harm
purpose-emergency = Responding to an emergency
purpose-data-quality = Checking or mending the record
purpose-other = Another purpose

## The banner

banner-label = Person
banner-born = Born
banner-died = Died
banner-age = { $date } ({ $years }y)
banner-gender = Gender
banner-nhs-number = NHS No.
banner-language = Language
banner-dead = Deceased
name-not-known = Name not known

## The single view

person-title = Single view
person-seen = Seen on { $at }. Consultation { $number } in the ledger.
on-this-page = On this page
source = Source
as-at = as at { $date }
source-where =
    { $count ->
        [one] Show where
       *[other] Show where ({ $count })
    }
source-place = { $file }, { $place }; agreement { $agreement }
source-title = { $organisation }, reference { $reference }
source-load = Report of this load
source-true-on = True on
place-row = row { $row }
place-part-row = { $part }, row { $row }
place-column = { $at }, column { $column }
place-file = the whole file
reference = Reference
involved-title = Who is involved now
involved-title-then = Who was involved then
involved-none = No agency has recorded an involvement.
involved-open = Open
involved-closed = Closed
indicators-title = Current indicators
indicators-title-then = Indicators that were current then
indicators-none = No indicator counts as current.
indicator = Indicator
role = Part
indicator-evidence = First and last evidence
indicator-events =
    { $count ->
        [one] 1 event
       *[other] { $count } events
    }
indicator-expires = Counts until
indicator-no-expiry = No end
domain-adult = Adult social care
domain-child = Children
domain-health = Health
domain-police = Police and community safety
domain-other = Housing, money and communication
sensitivity-high = Handle with care
sensitivity-highest = Highly sensitive
role-subject = About this person
role-victim = Victim
role-perpetrator = Recorded as perpetrator
role-carer = Carer
role-parent = Parent
role-household = Lives in the household
timeline-title = Timeline
kind = Kind
kind-circumstance = Circumstance
kind-event = Event
kind-service = Service
kind-risk = Risk
timeline-filter = Show
timeline-count =
    { $total ->
        [0] Nothing is recorded.
        [one] { $shown } of 1 entry shown, newest first.
       *[other] { $shown } of { $total } entries shown, newest first.
    }
addresses-title = Addresses
addresses-none = No address is recorded.
addresses-caption = Addresses, present ones first
address-state = Status
address-current = Present
address-former = Former
household-title = Household
household-not-known = Where this person lives is not known well enough to form a household.
household-alone = Nobody else is recorded at this residence.
household-many =
    { $count ->
        [one] 1 person is recorded at this residence.
       *[other] { $count } people are recorded at this residence. It is treated as a home of many, and they are not listed as a household.
    }
household-others =
    { $count ->
        [one] 1 other person is recorded at this residence.
       *[other] { $count } other people are recorded at this residence.
    }
household-born = born { $date }
household-opening = Opening another person's record asks for a reason of its own.
values-title = What is known, and why
values-caption = Each item with the value chosen and every other value recorded
item = Item
value = Value
value-why = Why this value
value-also = Also recorded:
why-all-agree = All sources agree
why-only-value = The only value recorded
why-trusted-source = From the most trusted source
why-most-sources = Most sources agree
why-newest = The newest value
why-most-complete = The most complete value
why-first-published = The first published; nothing else told them apart
sources-title = Source records
sources-how =
    { $count ->
        [one] This view is made from 1 record.
       *[other] This view is made from { $count } records.
    }
evidence-title = Why they are one person
evidence-single = This view is made from one source record, so there is nothing to compare.
evidence-many =
    { $records ->
        [one] 1 record is joined.
       *[other] { $records } records are joined.
    }
evidence-sure =
    { $records ->
        [one] 1 record is joined.
       *[other] { $records } records are joined. The weakest link that holds them together weighs { $bits } bits: { $strength }.
    }
evidence-how = Each comparison adds or takes away weight. One bit doubles the odds that two records are of one person.
evidence-near = Records that came near
evidence-near-how = These pairs were kept apart or wait for a decision.
evidence-other-record = another person's record
evidence-start = Starting point
evidence-start-level = Two records taken at random are seldom one person
pair-title = { $left } and { $right }
pair-sum = Total { $bits } bits, probability { $probability }: { $strength }.
pair-caption = Comparison by comparison
judged-same = A steward decided that they are the same person.
judged-different = A steward decided that they are different people.
judged-unscored = A steward decided that { $left } and { $right } are the same person. Little else speaks for it.
compared = Compared
compared-level = Outcome
compared-strength = What it says
compared-bits = Bits
compared-name = Name
compared-place = Where they live
compared-prior = Any two records
level-exact = The same
level-missing = Missing in one or both
level-different = Different
level-day-month-exchanged = Day and month exchanged
level-one-digit = One digit differs, or two are exchanged
level-as-far-as-known = The same as far as it is known
level-year-off = Same day and month, the year a little off
level-year-and-month = Same year and month
level-same-year = Same year
level-one-shared = One in common
level-none-shared = None in common
level-same-local-part = The same before the @
level-similar-local-part = Similar before the @
level-part-of-double-name = Part of a double name is the same
level-former-name = The same as a former or other name
level-a-letter = A letter or so differs
level-similar-sound = Similar, or sounds alike
level-all-given-names = All given names are the same
level-first-name = The first of the names is the same
level-variant = Another form of the name
level-another-name = The same as a middle name or other name
level-initial = The initial agrees
level-exchanged-names = Exchanged with the family name
level-same-verified = The same, and verified
level-different-verified = Different, and both verified
level-same-uprn = Same UPRN
level-same-address = Same address
level-same-postcode = Same postcode
level-former-address = The same as a former address
level-same-street = Same street, or nearly the same postcode
level-within-100-m = Within 100 metres
level-within-1-km = Within 1 kilometre
level-within-10-km = Within 10 kilometres
level-same-district = Same postcode district
level-word-in-common = Similar, or a word in common
level-spelt-nearly = Spelt nearly the same
level-spelt-similarly = Spelt similarly
level-most-words = Most words the same
level-some-words = Some words the same
level-one-slip = One slip
level-slip-unusual = A slip that gives no usual name
level-first-name-others-differ = The first of the names is the same, the others differ
level-near-others-differ = Near, and the other given names differ
level-other-order = The same given names in another order
level-same-grown = The same, of somebody grown up
level-before-comparing = Before comparing
level-household = People of one household agree on these too
frequency-rare = { $bits } because the value is rare
frequency-common = { $bits } because the value is common
strength-very-strong-for = very strong evidence for one person
strength-strong-for = strong evidence for one person
strength-some-for = some evidence for one person
strength-little = says little
strength-some-against = some evidence against
strength-strong-against = strong evidence against

known-title = What was known when
known-how = Choose a day to see what the hub knew of this person at its end. It is entered in the ledger like any other look.
known-day = Day
known-button = Show what was known
known-banner = This is what was known at the end of { $day } (UTC).
known-banner-how = What came later is not shown.
known-now = Show what is known now
known-caption =
    { $count ->
        [one] 1 fact that was known by then
       *[other] { $count } facts that were known by then
    }
known-so = It was so
known-to-hub = The hub knew
known-since = From { $from }

## Fields of a person

field-title = Title
field-given-names = Given names
field-family-name = Family name
field-former-family-name = Former family name
field-alias = Other name
field-birth-date = Date of birth
field-death-date = Date of death
field-sex = Gender
field-nhs-number = NHS number
field-nhs-number-status = NHS number check
field-ethnicity = Ethnicity
field-preferred-language = Preferred language
field-uprn = UPRN
field-address = Address
field-postcode = Postcode
field-previous-address = Former address
field-previous-postcode = Former postcode
field-phone = Telephone
field-email = Email
field-lead-worker = Lead worker
field-team = Team
field-team-phone = Team telephone
field-involved-since = Involved since
field-involved-until = Involved until
field-last-contact = Last contact
field-as-at = As at
sex-female = Female
sex-male = Male
sex-other = Other
nhs-status-traced = Traced
nhs-status-untraced = Not traced
nhs-status-absent = No number
language-english = English
language-welsh = Welsh
ethnicity-white = Any white background
ethnicity-gypsy-or-traveller = Gypsy or Irish Traveller
ethnicity-white-and-black-caribbean = White and Black Caribbean
ethnicity-white-and-black-african = White and Black African
ethnicity-white-and-asian = White and Asian
ethnicity-other-mixed = Any other mixed background
ethnicity-indian = Indian
ethnicity-pakistani = Pakistani
ethnicity-bangladeshi = Bangladeshi
ethnicity-other-asian = Any other Asian background
ethnicity-black-caribbean = Black Caribbean
ethnicity-black-african = Black African
ethnicity-other-black = Any other Black background
ethnicity-chinese = Chinese
ethnicity-arab = Arab
ethnicity-other = Any other ethnic group
ethnicity-not-stated = Not stated

## Jobs

jobs-title = Jobs
jobs-how = A job is work that takes longer than a page: reading a file, or matching people. It goes on when a server stops and starts again. This page shows how things were when you opened it.
jobs-none = Nothing has been asked for yet.
jobs-caption =
    { $count ->
        [one] 1 job
       *[other] { $count } jobs, newest first
    }
job = Job
job-load = Reading load { $number }
job-load-gone = Reading a load
job-match = Matching people
job-waiting = Waiting
job-working = At work
job-ending = Being ended
job-done = Done
job-failed = Failed
job-cancelled = Ended
job-share = { $share }% done
job-again = It is tried again on { $at }.
job-mend = What to do: { $mend }
job-asked = Asked for
job-ended = Ended
job-act = Actions
job-cancel = End it
job-retry = Try again now

## Loads

loads-title = Loads
loads-how = Each load is one file of an agency. Its report tells what was published, what was not, and what the agency should mend.
loads-none = Nothing has been loaded yet.
loads-caption =
    { $count ->
        [one] 1 load
       *[other] { $count } loads, newest first
    }
load-number = Load
load-title = Load { $number }
load-file-title = Load { $number } of { $feed }
organisation = Organisation
feed = Feed
file = File
landed-at = Received on
state = Status
received = Rows received
published = Rows published
publishable = Rows that can be published
rows-waiting = { $count } waiting
quarantined = Rows in quarantine
records = Source records
attributes = Attributes
unlinkable = Unlinkable rows
absent = Records no longer in the file
state-landed = Being read
state-held = Held
state-published = Published
state-rejected = Refused
state-discarded = Discarded
load-counts = Every row accounted for
load-account = { $published } published + { $quarantined } in quarantine = { $received } received.
load-account-not-published = { $published } can be published + { $quarantined } in quarantine = { $received } received.
agreement = Agreement
format = Format
size = Size
fingerprint = SHA-256 of the file
totals-rows = Totals rows checked
load-mend = What the agency should mend
load-no-rules = No rule was broken.
load-rules-caption = Rules broken, worst first
rule = Rule
rule-severity = What it does
rule-mend = What to do
rule-where =
    { $count ->
        [one] 1 place
       *[other] The first { $count } places
    }
cases = Cases
last-time = Last time
this-time = This time
change = Change
load-changes = Changes against last time
load-first = There is no earlier load of this feed to compare with.
load-measures-caption = Rows, and the share of each column that is filled
measure = Measure
measure-filled = Filled: { $column }
percentage-points = { $amount } points
rows = Rows
load-drift = How the header differs from the contract
load-dropped =
    { $count ->
        [one] 1 column dropped
       *[other] { $count } columns dropped
    }
load-dropped-why = The contract does not list these columns, so they were dropped before anything was stored.
load-quarantine = Quarantine
load-quarantine-none = No row is in quarantine.
load-quarantine-how =
    { $count ->
        [one] 1 problem kept a row from being published. No value is shown: look it up in the file.
       *[other] { $count } problems that kept rows from being published are listed, at most the first 1,000. No value is shown: look them up in the file.
    }
load-quarantine-caption = Problems, in the order of the file
load-keep = This report as a file
place = Place
column = Column
value-shape = Shape of the value
severity-note = Note
severity-warning = Warning
severity-row-reject = Row not published
severity-file-reject = File refused
class-empty = Empty
class-digits = Digits
class-letters = Letters
class-mixed = Letters and digits
class-date = Like a date
class-placeholder = A word for not known
class-other = Other
unlinkable-title = Unlinkable records
unlinkable-how = These rows were published, but hold too little to identify anyone. They form no person, and are here for their agency to complete.
unlinkable-none = There are none.
unlinkable-caption =
    { $count ->
        [one] 1 row
       *[other] { $count } rows
    }

## When something is wrong

fault-not-found = Page not found
fault-not-found-text = Check the address. The record may have been joined to another, or the search may have run out: search again.
fault-forbidden = This form cannot be accepted
fault-forbidden-text = It was not sent from a page of your present session. Go back to the page, load it again and send it once more.
fault-bad-request = This cannot be read
fault-bad-request-text = What was sent does not have the shape of this form. Go back and try again.
fault-too-large = This is too large
fault-too-large-text = What was sent is larger than any form of this service.
fault-not-known-then = Nothing was known then
fault-not-known-then-text = On that day the hub had no record of this person: none had come yet, or none was sent any more.
fault-look-back = This day cannot be looked back to
fault-look-back-text = Choose a whole day that is not ahead. Go back and try again.
fault-timeout = This took too long
fault-timeout-text = Nothing was changed. Try again in a moment.
fault-unavailable = This service cannot answer at the moment
fault-unavailable-text = The hub's database cannot be reached, is busy or has no room. Nothing is half done. Try again in a moment, and if it goes on tell the person who runs this service.
fault-ours = Something is wrong with this service
fault-ours-text = It is not your doing. Try again, and if it happens again tell the person who runs this service.
fault-request = Tell them this number:
fault-to-start = Go to the start

## Help, cookies, accessibility

help-title = Help
help-find-heading = Finding a person
help-find-criteria = An NHS number or an agency's own reference is enough. Without one, give at least two of name, date of birth and postcode.
help-find-choose = The results show no score. Choose by what you know of the person.
help-find-similar = Similar people may be listed below: a name may be spelt otherwise, or a date may differ. How much speaks for each is told in words.
help-reason-heading = Why you are asked for a reason
help-reason = A person has the right to know who looked at their record and why. The ledger keeps it, and a later change to it is found.
help-sure-heading = How sure the match is
help-sure = Records of several agencies are joined when what they hold speaks strongly enough for one person. Every value can be followed to its file, row and column.
help-sure-bits = The weight of evidence is given in bits: +1 doubles the odds, +10 multiplies them by about a thousand, and a minus sign speaks against.
help-load-heading = Loads and quarantine
help-load = No row is lost. A row is published, or it is in quarantine with its place in the file and the rule that it broke.
help-contact-heading = If you need more help
help-contact = Ask the person in your organisation who gave you the sign-in link.
cookies-title = Cookies
cookies-one = This service keeps one cookie in your browser: the mark of your session. Without it you could not stay signed in.
cookies-time = It goes when you sign out, after 30 minutes without use, and after 10 hours in any case.
cookies-none-other = Nothing is measured, and nothing is sent to anyone else.
accessibility-title = Accessibility
accessibility-aim = This service is made to meet the Web Content Accessibility Guidelines 2.2 at level AA.
accessibility-scope = Every page works with a keyboard, without JavaScript, on a phone, enlarged four times, and in English and Welsh.
accessibility-how-heading = Using this service
accessibility-how-keyboard = The first stop of the Tab key skips to the main content. On a narrow screen each row of a table becomes a list.
accessibility-how-time = You are signed out after 30 minutes without use. What you were looking at can be opened again.
accessibility-how-language = The switch at the top shows the same page in the other language.
accessibility-tested-heading = How it is tested
accessibility-tested = An automatic check runs on every page in both languages, at the width of a phone and of a desk. People who use assistive technology have not tested it yet.
accessibility-limits-heading = Known limits
accessibility-limits = What agencies wrote in one language is shown in that language.
accessibility-tell-heading = Telling us about a problem
accessibility-tell = Tell the person who gave you the sign-in link what you could not do, and on which page.
