## The frame of every page

title-page = { $title } – Dolen
title-failed = Gwall: { $title } – Dolen
skip-link = Neidio i'r prif gynnwys
language-label = Iaith
menu-label = Dewislen
menu-search = Dod o hyd i berson
menu-loads = Llwythi
menu-jobs = Tasgau
menu-unlinkable = Cofnodion na ellir eu cysylltu
signed-in-as = Wedi mewngofnodi fel { $user }
sign-out = Allgofnodi
footer-label = Ynghylch y gwasanaeth hwn
footer-note = Caiff pob cofnod a agorir ei nodi yn y cyfriflyfr: pwy, am bwy, pryd a pham.
back = Yn ôl
back-to-search = Yn ôl i'r chwiliad
back-to-loads = Yn ôl i'r llwythi
error-word = Gwall
error-title = Mae problem
warning-word = Rhybudd
not-known = Anhysbys
all = Pob un
number = { $value }

## Dates

date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
date-moment = { $day }, { $time } UTC
date-range = { $from } i { $to }
date-until = Hyd at { $to }
date-not-known = Dyddiad anhysbys
month-1 = Ionawr
month-2 = Chwefror
month-3 = Mawrth
month-4 = Ebrill
month-5 = Mai
month-6 = Mehefin
month-7 = Gorffennaf
month-8 = Awst
month-9 = Medi
month-10 = Hydref
month-11 = Tachwedd
month-12 = Rhagfyr
short-month-1 = Ion
short-month-2 = Chwe
short-month-3 = Maw
short-month-4 = Ebr
short-month-5 = Mai
short-month-6 = Meh
short-month-7 = Gor
short-month-8 = Awst
short-month-9 = Medi
short-month-10 = Hyd
short-month-11 = Tach
short-month-12 = Rhag

## Signing in

sign-in-title = Mewngofnodi
sign-in-ready = Rydych wedi agor dolen mewngofnodi. Mae'n gweithio unwaith.
sign-in-how = Agorwch y ddolen mewngofnodi a roddwyd i chi, neu rhowch y cod sydd ar ei diwedd.
sign-in-code = Cod mewngofnodi
sign-in-code-hint = Mae'r cod yn gweithio unwaith. Gallwch ei ludo.
sign-in-button = Mewngofnodi
sign-in-refused = Mae'r cod mewngofnodi hwn wedi'i ddefnyddio'n barod, wedi dod i ben neu'n anghywir. Gofynnwch i'r sawl sy'n rhedeg y gwasanaeth am un arall

## Search

search-title = Dod o hyd i berson
search-how = Rhowch rif GIG neu gyfeirnod asiantaeth. Os nad yw'r naill na'r llall gennych, rhowch o leiaf ddau o'r canlynol: enw, dyddiad geni a chod post.
search-by-person = Enw, dyddiad geni a chod post
search-by-number = Rhif GIG neu gyfeirnod
search-name = Enw
search-name-hint = Enw cyntaf, cyfenw neu'r ddau
search-birth-date-hint = Er enghraifft, 31/3/1980, neu'r flwyddyn yn unig
search-postcode-hint = Y cyfan neu'r rhan gyntaf yn unig
search-nhs-number-hint = 10 digid, er enghraifft 999 123 4560
search-reference = Cyfeirnod asiantaeth
search-reference-hint = Rhif y person yn system yr asiantaeth ei hun
search-button = Chwilio
search-nothing = Rhowch rif GIG, cyfeirnod, neu ddau o'r canlynol: enw, dyddiad geni a chod post
search-too-little = Rhowch un arall: enw, dyddiad geni neu god post
search-birth-date-wrong = Rhowch ddyddiad geni go iawn, fel 31/3/1980
search-name-wrong = Rhowch enw â llythrennau, 12 gair ar y mwyaf
search-postcode-wrong = Rhowch god post go iawn neu ei ran gyntaf, fel NP20
search-nhs-number-wrong = Rhowch rif GIG dilys: 10 digid

## Results

results-count =
    { $count ->
        [zero] Ni chanfuwyd neb
        [one] Canfuwyd un person
        [two] Canfuwyd dau berson
        [few] Canfuwyd tri pherson
        [many] Canfuwyd chwe pherson
       *[other] Canfuwyd { $count } o bobl
    }
results-none-advice = Gwiriwch y sillafu, rhowch gynnig ar enw blaenorol, neu chwiliwch yn ôl cod post a dyddiad geni. Efallai nad yw'r person yn hysbys i unrhyw asiantaeth.
results-more = Mae mwy o bobl nag a ddangosir. Ychwanegwch faen prawf i gyfyngu'r chwiliad.
results-choose = Dewiswch yn ôl enw, dyddiad geni a chyfeiriad. Gofynnir i chi am eich rheswm cyn i'r cofnod agor.
results-known-to = Yn hysbys i
results-similar = Pobl debyg
results-similar-how = Nid yw'r rhain yn cyfateb i bopeth y buoch yn chwilio amdano, ond maent yn debyg iawn iddo. Gwiriwch pwy ydynt yn ôl enw, dyddiad geni a chyfeiriad.
results-similar-unasked = Nid oedd modd chwilio am bobl debyg y tro hwn. Chwiliwch eto ymhen ychydig funudau.
results-sure = Pa mor sicr

## Reason

reason-title = Pam mae angen i chi agor y cofnod hwn?
reason-what-happens = Caiff eich enw, y cofnod, yr amser a'ch rheswm eu nodi yn y cyfriflyfr cyn i unrhyw beth gael ei ddangos. Mae'r rheswm yn parhau am 30 munud ar gyfer y person hwn.
reason-purpose = Diben
reason-detail = Manylion neu gyfeirnod achos
reason-detail-hint = Mae angen hyn ar gyfer diben arall. Peidiwch ag ysgrifennu enw'r person.
reason-button = Agor y cofnod
reason-no-purpose = Dewiswch ddiben
reason-no-detail = Disgrifiwch y diben arall mewn o leiaf 10 llythyren
purpose-adult-safeguarding = Diogelu oedolyn
purpose-child-safeguarding = Diogelu plentyn
purpose-direct-care = Gofal neu gymorth uniongyrchol
purpose-crime-prevention = Atal trosedd neu niwed
purpose-emergency = Ymateb i argyfwng
purpose-data-quality = Gwirio neu gywiro'r cofnod
purpose-other = Diben arall

## The banner

banner-label = Person
banner-born = Ganed
banner-died = Bu farw
banner-age = { $date } ({ $years } oed)
banner-gender = Rhywedd
banner-nhs-number = Rhif GIG
banner-language = Iaith
banner-dead = Wedi marw
name-not-known = Enw anhysbys

## The single view

person-title = Un olwg
person-seen = Gwelwyd ar { $at }. Ymgynghoriad { $number } yn y cyfriflyfr.
on-this-page = Ar y dudalen hon
source = Ffynhonnell
as-at = ar { $date }
source-where =
    { $count ->
        [zero] Dangos ble
        [one] Dangos ble
        [two] Dangos ble ({ $count })
        [few] Dangos ble ({ $count })
        [many] Dangos ble ({ $count })
       *[other] Dangos ble ({ $count })
    }
source-place = { $file }, { $place }; cytundeb { $agreement }
source-title = { $organisation }, cyfeirnod { $reference }
source-load = Adroddiad y llwyth hwn
source-true-on = Yn gywir ar
place-row = rhes { $row }
place-part-row = { $part }, rhes { $row }
place-column = { $at }, colofn { $column }
place-file = y ffeil gyfan
reference = Cyfeirnod
involved-title = Pwy sy'n ymwneud â'r person nawr
involved-title-then = Pwy oedd yn ymwneud â'r person bryd hynny
involved-none = Nid oes unrhyw asiantaeth wedi cofnodi ymwneud.
involved-open = Agored
involved-closed = Wedi cau
indicators-title = Dangosyddion cyfredol
indicators-title-then = Dangosyddion a oedd yn gyfredol bryd hynny
indicators-none = Nid oes unrhyw ddangosydd yn cyfrif fel un cyfredol.
indicator = Dangosydd
role = Rhan
indicator-evidence = Tystiolaeth gyntaf ac olaf
indicator-events =
    { $count ->
        [zero] { $count } digwyddiad
        [one] { $count } digwyddiad
        [two] { $count } ddigwyddiad
        [few] { $count } digwyddiad
        [many] { $count } digwyddiad
       *[other] { $count } digwyddiad
    }
indicator-expires = Yn cyfrif tan
indicator-no-expiry = Dim diwedd
domain-adult = Gofal cymdeithasol i oedolion
domain-child = Plant
domain-health = Iechyd
domain-police = Yr heddlu a diogelwch cymunedol
domain-other = Tai, arian a chyfathrebu
sensitivity-high = Trin yn ofalus
sensitivity-highest = Sensitif iawn
role-subject = Ynghylch y person hwn
role-victim = Dioddefwr
role-perpetrator = Wedi'i gofnodi fel cyflawnwr
role-carer = Gofalwr
role-parent = Rhiant
role-household = Yn byw yn yr aelwyd
timeline-title = Llinell amser
kind = Math
kind-circumstance = Amgylchiad
kind-event = Digwyddiad
kind-service = Gwasanaeth
kind-risk = Risg
timeline-filter = Dangos
timeline-count =
    { $total ->
        [zero] Nid oes dim wedi'i gofnodi.
        [one] Dangosir { $shown } o 1 cofnod, y diweddaraf yn gyntaf.
        [two] Dangosir { $shown } o 2 gofnod, y diweddaraf yn gyntaf.
        [few] Dangosir { $shown } o 3 chofnod, y diweddaraf yn gyntaf.
        [many] Dangosir { $shown } o 6 chofnod, y diweddaraf yn gyntaf.
       *[other] Dangosir { $shown } o { $total } cofnod, y diweddaraf yn gyntaf.
    }
addresses-title = Cyfeiriadau
addresses-none = Nid oes cyfeiriad wedi'i gofnodi.
addresses-caption = Cyfeiriadau, y rhai presennol yn gyntaf
address-state = Statws
address-current = Presennol
address-former = Blaenorol
household-title = Aelwyd
household-not-known = Nid yw'n ddigon hysbys ble mae'r person hwn yn byw i ffurfio aelwyd.
household-alone = Nid oes neb arall wedi'i gofnodi yn y breswylfa hon.
household-many =
    { $count ->
        [zero] Nid oes neb wedi'i gofnodi yn y breswylfa hon.
        [one] Mae 1 person wedi'i gofnodi yn y breswylfa hon.
        [two] Mae 2 berson wedi'u cofnodi yn y breswylfa hon. Caiff ei thrin fel cartref i lawer, ac nid ydynt wedi'u rhestru fel aelwyd.
        [few] Mae 3 pherson wedi'u cofnodi yn y breswylfa hon. Caiff ei thrin fel cartref i lawer, ac nid ydynt wedi'u rhestru fel aelwyd.
        [many] Mae 6 pherson wedi'u cofnodi yn y breswylfa hon. Caiff ei thrin fel cartref i lawer, ac nid ydynt wedi'u rhestru fel aelwyd.
       *[other] Mae { $count } o bobl wedi'u cofnodi yn y breswylfa hon. Caiff ei thrin fel cartref i lawer, ac nid ydynt wedi'u rhestru fel aelwyd.
    }
household-others =
    { $count ->
        [zero] Nid oes neb arall wedi'i gofnodi yn y breswylfa hon.
        [one] Mae 1 person arall wedi'i gofnodi yn y breswylfa hon.
        [two] Mae 2 berson arall wedi'u cofnodi yn y breswylfa hon.
        [few] Mae 3 pherson arall wedi'u cofnodi yn y breswylfa hon.
        [many] Mae 6 pherson arall wedi'u cofnodi yn y breswylfa hon.
       *[other] Mae { $count } o bobl eraill wedi'u cofnodi yn y breswylfa hon.
    }
household-born = ganed { $date }
household-opening = Mae agor cofnod person arall yn gofyn am reswm ar wahân.
values-title = Yr hyn sy'n hysbys, a pham
values-caption = Pob eitem gyda'r gwerth a ddewiswyd a phob gwerth arall a gofnodwyd
item = Eitem
value = Gwerth
value-why = Pam y gwerth hwn
value-also = Cofnodwyd hefyd:
why-all-agree = Mae pob ffynhonnell yn cytuno
why-only-value = Yr unig werth a gofnodwyd
why-trusted-source = O'r ffynhonnell fwyaf dibynadwy
why-most-sources = Mae'r rhan fwyaf o ffynonellau'n cytuno
why-newest = Y gwerth diweddaraf
why-most-complete = Y gwerth mwyaf cyflawn
why-first-published = Y cyntaf a gyhoeddwyd; nid oedd dim arall yn gwahaniaethu rhyngddynt
sources-title = Cofnodion ffynhonnell
sources-how =
    { $count ->
        [zero] Nid yw'r olwg hon wedi'i gwneud o unrhyw gofnod.
        [one] Mae'r olwg hon wedi'i gwneud o 1 cofnod.
        [two] Mae'r olwg hon wedi'i gwneud o 2 gofnod.
        [few] Mae'r olwg hon wedi'i gwneud o 3 chofnod.
        [many] Mae'r olwg hon wedi'i gwneud o 6 chofnod.
       *[other] Mae'r olwg hon wedi'i gwneud o { $count } cofnod.
    }
evidence-title = Pam maent yn un person
evidence-single = Mae'r olwg hon wedi'i gwneud o un cofnod ffynhonnell, felly nid oes dim i'w gymharu.
evidence-many =
    { $records ->
        [zero] Nid oes cofnod wedi'i gysylltu.
        [one] Mae 1 cofnod wedi'i gysylltu.
        [two] Mae 2 gofnod wedi'u cysylltu.
        [few] Mae 3 chofnod wedi'u cysylltu.
        [many] Mae 6 chofnod wedi'u cysylltu.
       *[other] Mae { $records } cofnod wedi'u cysylltu.
    }
evidence-sure =
    { $records ->
        [zero] Nid oes cofnod wedi'i gysylltu.
        [one] Mae 1 cofnod wedi'i gysylltu.
        [two] Mae 2 gofnod wedi'u cysylltu. Mae'r cysylltiad sy'n eu dal ynghyd yn pwyso { $bits } did: { $strength }.
        [few] Mae 3 chofnod wedi'u cysylltu. Mae'r cysylltiad gwannaf sy'n eu dal ynghyd yn pwyso { $bits } did: { $strength }.
        [many] Mae 6 chofnod wedi'u cysylltu. Mae'r cysylltiad gwannaf sy'n eu dal ynghyd yn pwyso { $bits } did: { $strength }.
       *[other] Mae { $records } cofnod wedi'u cysylltu. Mae'r cysylltiad gwannaf sy'n eu dal ynghyd yn pwyso { $bits } did: { $strength }.
    }
evidence-how = Mae pob cymhariaeth yn ychwanegu neu'n tynnu pwysau. Mae un did yn dyblu'r ods bod dau gofnod yn perthyn i un person.
evidence-near = Cofnodion a ddaeth yn agos
evidence-near-how = Cadwyd y parau hyn ar wahân neu maent yn aros am benderfyniad.
evidence-other-record = cofnod person arall
evidence-start = Man cychwyn
evidence-start-level = Anaml y mae dau gofnod ar hap yn un person
pair-title = { $left } a { $right }
pair-sum = Cyfanswm { $bits } did, tebygolrwydd { $probability }: { $strength }.
pair-caption = Fesul cymhariaeth
judged-same = Penderfynodd stiward mai'r un person ydynt.
judged-different = Penderfynodd stiward mai pobl wahanol ydynt.
judged-unscored = Penderfynodd stiward fod { $left } a { $right } yn un person. Ychydig arall sy'n dweud hynny.
compared = Cymharwyd
compared-level = Canlyniad
compared-strength = Beth mae'n ei ddweud
compared-bits = Didau
compared-name = Enw
compared-place = Ble maent yn byw
compared-prior = Unrhyw ddau gofnod
level-exact = Yr un fath
level-missing = Ar goll yn un neu'r ddau
level-different = Gwahanol
level-day-month-exchanged = Y dydd a'r mis wedi'u cyfnewid
level-one-digit = Un digid yn wahanol, neu ddau wedi'u cyfnewid
level-as-far-as-known = Yr un fath hyd y gwyddys
level-year-off = Yr un dydd a mis, y flwyddyn ychydig yn wahanol
level-year-and-month = Yr un flwyddyn a mis
level-same-year = Yr un flwyddyn
level-one-shared = Un yn gyffredin
level-none-shared = Dim un yn gyffredin
level-same-local-part = Yr un fath cyn yr @
level-similar-local-part = Tebyg cyn yr @
level-part-of-double-name = Rhan o enw dwbl yr un fath
level-former-name = Yr un fath ag enw blaenorol neu enw arall
level-a-letter = Llythyren neu ddwy yn wahanol
level-similar-sound = Tebyg, neu'n swnio'n debyg
level-all-given-names = Pob enw cyntaf yr un fath
level-first-name = Y cyntaf o'r enwau yr un fath
level-variant = Ffurf arall ar yr enw
level-another-name = Yr un fath ag enw canol neu enw arall
level-initial = Y llythyren gyntaf yn cyfateb
level-exchanged-names = Wedi'i gyfnewid â'r cyfenw
level-same-verified = Yr un fath, ac wedi'i wirio
level-different-verified = Gwahanol, a'r ddau wedi'u gwirio
level-same-uprn = Yr un UPRN
level-same-address = Yr un cyfeiriad
level-same-postcode = Yr un cod post
level-former-address = Yr un fath â chyfeiriad blaenorol
level-same-street = Yr un stryd, neu god post bron yr un fath
level-within-100-m = O fewn 100 metr
level-within-1-km = O fewn 1 cilometr
level-within-10-km = O fewn 10 cilometr
level-same-district = Yr un ardal cod post
level-word-in-common = Tebyg, neu air yn gyffredin
level-spelt-nearly = Wedi'i sillafu bron yr un fath
level-spelt-similarly = Wedi'i sillafu'n debyg
level-most-words = Y rhan fwyaf o'r geiriau yr un fath
level-some-words = Rhai geiriau yr un fath
level-one-slip = Un llithriad
level-slip-unusual = Llithriad nad yw'n rhoi enw arferol
level-first-name-others-differ = Y cyntaf o'r enwau yr un fath, y lleill yn wahanol
level-near-others-differ = Yn agos, a'r enwau cyntaf eraill yn wahanol
level-other-order = Yr un enwau cyntaf mewn trefn arall
level-same-grown = Yr un fath, rhywun sydd wedi tyfu'n oedolyn
level-before-comparing = Cyn cymharu
level-household = Mae pobl o'r un aelwyd yn cytuno ar y rhain hefyd
frequency-rare = { $bits } oherwydd bod y gwerth yn brin
frequency-common = { $bits } oherwydd bod y gwerth yn gyffredin
strength-very-strong-for = tystiolaeth gref iawn o blaid un person
strength-strong-for = tystiolaeth gref o blaid un person
strength-some-for = peth tystiolaeth o blaid un person
strength-little = yn dweud ychydig
strength-some-against = peth tystiolaeth yn erbyn
strength-strong-against = tystiolaeth gref yn erbyn

known-title = Beth oedd yn hysbys a phryd
known-how = Dewiswch ddiwrnod i weld beth a wyddai'r hyb am y person hwn ar ei ddiwedd. Fe'i cofnodir yn y cyfriflyfr fel pob ymgynghoriad arall.
known-day = Diwrnod
known-button = Dangos beth oedd yn hysbys
known-banner = Dyma beth oedd yn hysbys ar ddiwedd { $day } (UTC).
known-banner-how = Ni ddangosir yr hyn a ddaeth yn ddiweddarach.
known-now = Dangos beth sy'n hysbys nawr
known-caption =
    { $count ->
        [zero] Dim ffeithiau a oedd yn hysbys erbyn hynny
        [one] 1 ffaith a oedd yn hysbys erbyn hynny
        [two] { $count } ffaith a oedd yn hysbys erbyn hynny
        [few] { $count } ffaith a oedd yn hysbys erbyn hynny
        [many] { $count } ffaith a oedd yn hysbys erbyn hynny
       *[other] { $count } ffaith a oedd yn hysbys erbyn hynny
    }
known-so = Roedd hyn yn wir
known-to-hub = Gwyddai'r hyb
known-since = O { $from }

## Fields of a person

field-title = Teitl
field-given-names = Enwau cyntaf
field-family-name = Cyfenw
field-former-family-name = Cyfenw blaenorol
field-alias = Enw arall
field-birth-date = Dyddiad geni
field-death-date = Dyddiad marw
field-sex = Rhywedd
field-nhs-number = Rhif GIG
field-nhs-number-status = Gwiriad y rhif GIG
field-ethnicity = Ethnigrwydd
field-preferred-language = Dewis iaith
field-uprn = UPRN
field-address = Cyfeiriad
field-postcode = Cod post
field-previous-address = Cyfeiriad blaenorol
field-previous-postcode = Cod post blaenorol
field-phone = Ffôn
field-email = E-bost
field-lead-worker = Gweithiwr arweiniol
field-team = Tîm
field-team-phone = Ffôn y tîm
field-involved-since = Yn ymwneud ers
field-involved-until = Yn ymwneud tan
field-last-contact = Cyswllt diwethaf
field-as-at = Ar
sex-female = Benyw
sex-male = Gwryw
sex-other = Arall
nhs-status-traced = Wedi'i olrhain
nhs-status-untraced = Heb ei olrhain
nhs-status-absent = Dim rhif
language-english = Saesneg
language-welsh = Cymraeg
ethnicity-white = Unrhyw gefndir gwyn
ethnicity-gypsy-or-traveller = Sipsi neu Deithiwr Gwyddelig
ethnicity-white-and-black-caribbean = Gwyn a Du Caribïaidd
ethnicity-white-and-black-african = Gwyn a Du Affricanaidd
ethnicity-white-and-asian = Gwyn ac Asiaidd
ethnicity-other-mixed = Unrhyw gefndir cymysg arall
ethnicity-indian = Indiaidd
ethnicity-pakistani = Pacistanaidd
ethnicity-bangladeshi = Bangladeshaidd
ethnicity-other-asian = Unrhyw gefndir Asiaidd arall
ethnicity-black-caribbean = Du Caribïaidd
ethnicity-black-african = Du Affricanaidd
ethnicity-other-black = Unrhyw gefndir Du arall
ethnicity-chinese = Tsieineaidd
ethnicity-arab = Arabaidd
ethnicity-other = Unrhyw grŵp ethnig arall
ethnicity-not-stated = Heb ei nodi

## Jobs

jobs-title = Tasgau
jobs-how = Gwaith sy'n cymryd mwy o amser na thudalen yw tasg: darllen ffeil, neu baru pobl. Mae'n mynd ymlaen pan fydd gweinydd yn stopio ac yn ailddechrau. Mae'r dudalen hon yn dangos sut oedd pethau pan agoroch chi hi.
jobs-none = Nid oes dim wedi'i ofyn eto.
jobs-caption =
    { $count ->
        [one] 1 tasg
       *[other] { $count } tasg, y diweddaraf yn gyntaf
    }
job = Tasg
job-load = Darllen llwyth { $number }
job-load-gone = Darllen llwyth
job-match = Paru pobl
job-waiting = Yn aros
job-working = Wrthi
job-ending = Yn cael ei gorffen
job-done = Wedi'i gwneud
job-failed = Wedi methu
job-cancelled = Wedi'i gorffen yn gynnar
job-share = { $share }% wedi'i wneud
job-again = Rhoddir cynnig arall arni ar { $at }.
job-mend = Beth i'w wneud: { $mend }
job-asked = Gofynnwyd amdani
job-ended = Daeth i ben
job-act = Camau
job-cancel = Ei gorffen
job-retry = Rhoi cynnig arall nawr

## Loads

loads-title = Llwythi
loads-how = Un ffeil gan asiantaeth yw pob llwyth. Mae ei adroddiad yn dweud beth a gyhoeddwyd, beth na chyhoeddwyd, a beth ddylai'r asiantaeth ei gywiro.
loads-none = Nid oes dim wedi'i lwytho eto.
loads-caption =
    { $count ->
        [zero] Dim llwyth
        [one] 1 llwyth
        [two] 2 lwyth, y diweddaraf yn gyntaf
        [few] 3 llwyth, y diweddaraf yn gyntaf
        [many] 6 llwyth, y diweddaraf yn gyntaf
       *[other] { $count } llwyth, y diweddaraf yn gyntaf
    }
load-number = Llwyth
load-title = Llwyth { $number }
load-file-title = Llwyth { $number } o { $feed }
organisation = Sefydliad
feed = Ffrwd
file = Ffeil
landed-at = Derbyniwyd ar
state = Statws
received = Rhesi a dderbyniwyd
published = Rhesi a gyhoeddwyd
publishable = Rhesi y gellir eu cyhoeddi
rows-waiting = { $count } yn aros
quarantined = Rhesi mewn cwarantin
records = Cofnodion ffynhonnell
attributes = Priodoleddau
unlinkable = Rhesi na ellir eu cysylltu
absent = Cofnodion nad ydynt yn y ffeil mwyach
state-landed = Yn cael ei ddarllen
state-held = Wedi'i ddal
state-published = Cyhoeddwyd
state-rejected = Gwrthodwyd
state-discarded = Hepgorwyd
load-counts = Cyfrif am bob rhes
load-account = { $published } wedi'u cyhoeddi + { $quarantined } mewn cwarantin = { $received } wedi'u derbyn.
load-account-not-published = { $published } y gellir eu cyhoeddi + { $quarantined } mewn cwarantin = { $received } wedi'u derbyn.
agreement = Cytundeb
format = Fformat
size = Maint
fingerprint = SHA-256 y ffeil
totals-rows = Rhesi cyfanswm a wiriwyd
load-mend = Beth ddylai'r asiantaeth ei gywiro
load-no-rules = Ni thorrwyd unrhyw reol.
load-rules-caption = Rheolau a dorrwyd, y gwaethaf yn gyntaf
rule = Rheol
rule-severity = Beth mae'n ei wneud
rule-mend = Beth i'w wneud
rule-where =
    { $count ->
        [zero] Dim lle
        [one] 1 lle
        [two] Y 2 le cyntaf
        [few] Y 3 lle cyntaf
        [many] Y 6 lle cyntaf
       *[other] Y { $count } lle cyntaf
    }
cases = Achosion
last-time = Y tro diwethaf
this-time = Y tro hwn
change = Newid
load-changes = Newidiadau o gymharu â'r tro diwethaf
load-first = Nid oes llwyth cynharach o'r ffrwd hon i gymharu ag ef.
load-measures-caption = Rhesi, a'r gyfran o bob colofn sydd wedi'i llenwi
measure = Mesur
measure-filled = Wedi'i llenwi: { $column }
percentage-points = { $amount } pwynt
rows = Rhesi
load-drift = Sut mae'r pennawd yn wahanol i'r contract
load-dropped =
    { $count ->
        [zero] Dim colofn wedi'i hepgor
        [one] 1 golofn wedi'i hepgor
        [two] 2 golofn wedi'u hepgor
        [few] 3 colofn wedi'u hepgor
        [many] 6 cholofn wedi'u hepgor
       *[other] { $count } colofn wedi'u hepgor
    }
load-dropped-why = Nid yw'r contract yn rhestru'r colofnau hyn, felly cawsant eu hepgor cyn i unrhyw beth gael ei storio.
load-quarantine = Cwarantin
load-quarantine-none = Nid oes rhes mewn cwarantin.
load-quarantine-how =
    { $count ->
        [zero] Ni rwystrodd unrhyw broblem res rhag cael ei chyhoeddi.
        [one] Rhwystrodd 1 broblem res rhag cael ei chyhoeddi. Ni ddangosir unrhyw werth: chwiliwch amdano yn y ffeil.
        [two] Rhestrir 2 broblem a rwystrodd resi rhag cael eu cyhoeddi. Ni ddangosir unrhyw werth: chwiliwch amdanynt yn y ffeil.
        [few] Rhestrir 3 problem a rwystrodd resi rhag cael eu cyhoeddi. Ni ddangosir unrhyw werth: chwiliwch amdanynt yn y ffeil.
        [many] Rhestrir 6 phroblem a rwystrodd resi rhag cael eu cyhoeddi. Ni ddangosir unrhyw werth: chwiliwch amdanynt yn y ffeil.
       *[other] Rhestrir { $count } o broblemau a rwystrodd resi rhag cael eu cyhoeddi, y 1,000 cyntaf ar y mwyaf. Ni ddangosir unrhyw werth: chwiliwch amdanynt yn y ffeil.
    }
load-quarantine-caption = Problemau, yn nhrefn y ffeil
load-keep = Yr adroddiad hwn fel ffeil
place = Lle
column = Colofn
value-shape = Ffurf y gwerth
severity-note = Nodyn
severity-warning = Rhybudd
severity-row-reject = Rhes heb ei chyhoeddi
severity-file-reject = Ffeil wedi'i gwrthod
class-empty = Gwag
class-digits = Digidau
class-letters = Llythrennau
class-mixed = Llythrennau a digidau
class-date = Fel dyddiad
class-placeholder = Gair am anhysbys
class-other = Arall
unlinkable-title = Cofnodion na ellir eu cysylltu
unlinkable-how = Cyhoeddwyd y rhesi hyn, ond nid oes ynddynt ddigon i adnabod neb. Nid ydynt yn ffurfio person, ac maent yma i'w hasiantaeth eu cwblhau.
unlinkable-none = Nid oes yr un.
unlinkable-caption =
    { $count ->
        [zero] Dim rhes
        [one] 1 rhes
        [two] 2 res
        [few] 3 rhes
        [many] 6 rhes
       *[other] { $count } rhes
    }

## When something is wrong

fault-not-found = Heb ddod o hyd i'r dudalen
fault-not-found-text = Gwiriwch y cyfeiriad. Efallai fod y cofnod wedi'i gysylltu ag un arall, neu fod y chwiliad wedi dod i ben: chwiliwch eto.
fault-forbidden = Ni ellir derbyn y ffurflen hon
fault-forbidden-text = Ni chafodd ei hanfon o dudalen yn eich sesiwn bresennol. Ewch yn ôl i'r dudalen, llwythwch hi eto ac anfonwch y ffurflen unwaith eto.
fault-bad-request = Ni ellir darllen hwn
fault-bad-request-text = Nid oes gan yr hyn a anfonwyd ffurf y ffurflen hon. Ewch yn ôl a rhowch gynnig arall arni.
fault-too-large = Mae hwn yn rhy fawr
fault-too-large-text = Mae'r hyn a anfonwyd yn fwy nag unrhyw ffurflen yn y gwasanaeth hwn.
fault-not-known-then = Nid oedd dim yn hysbys bryd hynny
fault-not-known-then-text = Ar y diwrnod hwnnw nid oedd gan yr hyb gofnod o'r person hwn: nid oedd yr un wedi cyrraedd eto, neu nid oedd yr un yn cael ei anfon mwyach.
fault-look-back = Ni ellir edrych yn ôl i'r diwrnod hwn
fault-look-back-text = Dewiswch ddiwrnod cyfan nad yw yn y dyfodol. Ewch yn ôl a rhowch gynnig arall arni.
fault-timeout = Cymerodd hyn ormod o amser
fault-timeout-text = Ni newidiwyd dim. Rhowch gynnig arall arni mewn munud.
fault-unavailable = Ni all y gwasanaeth hwn ateb ar hyn o bryd
fault-unavailable-text = Ni ellir cyrraedd cronfa ddata'r hyb, neu mae'n brysur, neu nid oes lle ynddi. Nid oes dim wedi'i adael ar ei hanner. Rhowch gynnig arall arni mewn munud, ac os bydd yn parhau dywedwch wrth y sawl sy'n rhedeg y gwasanaeth.
fault-ours = Mae rhywbeth o'i le ar y gwasanaeth hwn
fault-ours-text = Nid chi sydd ar fai. Rhowch gynnig arall arni, ac os bydd yn digwydd eto dywedwch wrth y sawl sy'n rhedeg y gwasanaeth.
fault-request = Rhowch y rhif hwn iddynt:
fault-to-start = Mynd i'r dechrau

## Help, cookies, accessibility

help-title = Cymorth
help-find-heading = Dod o hyd i berson
help-find-criteria = Mae rhif GIG neu gyfeirnod asiantaeth yn ddigon. Heb un, rhowch o leiaf ddau o'r canlynol: enw, dyddiad geni a chod post.
help-find-choose = Nid yw'r canlyniadau'n dangos sgôr. Dewiswch yn ôl yr hyn a wyddoch am y person.
help-find-similar = Gellir rhestru pobl debyg oddi tanynt: gall enw fod wedi'i sillafu'n wahanol, neu gall dyddiad fod yn wahanol. Dywedir mewn geiriau faint sy'n siarad o blaid pob un.
help-reason-heading = Pam y gofynnir i chi am reswm
help-reason = Mae gan berson yr hawl i wybod pwy a edrychodd ar ei gofnod a pham. Mae'r cyfriflyfr yn cadw hyn, a chaiff unrhyw newid diweddarach iddo ei ganfod.
help-sure-heading = Pa mor sicr yw'r paru
help-sure = Caiff cofnodion sawl asiantaeth eu cysylltu pan fydd yr hyn sydd ynddynt yn siarad yn ddigon cryf o blaid un person. Gellir dilyn pob gwerth i'w ffeil, ei rhes a'i cholofn.
help-sure-bits = Rhoddir pwysau'r dystiolaeth mewn didau: mae +1 yn dyblu'r ods, mae +10 yn eu lluosi â thua mil, ac mae arwydd minws yn siarad yn erbyn.
help-load-heading = Llwythi a chwarantin
help-load = Ni chollir unrhyw res. Caiff rhes ei chyhoeddi, neu mae mewn cwarantin gyda'i lle yn y ffeil a'r rheol a dorrodd.
help-contact-heading = Os oes angen mwy o gymorth arnoch
help-contact = Gofynnwch i'r person yn eich sefydliad a roddodd y ddolen mewngofnodi i chi.
cookies-title = Cwcis
cookies-one = Mae'r gwasanaeth hwn yn cadw un cwci yn eich porwr: marc eich sesiwn. Hebddo ni allech aros wedi mewngofnodi.
cookies-time = Mae'n mynd pan fyddwch yn allgofnodi, ar ôl 30 munud heb ei ddefnyddio, ac ar ôl 10 awr beth bynnag.
cookies-none-other = Nid oes dim yn cael ei fesur, ac ni anfonir dim at neb arall.
accessibility-title = Hygyrchedd
accessibility-aim = Gwnaed y gwasanaeth hwn i fodloni Canllawiau Hygyrchedd Cynnwys y We 2.2 ar lefel AA.
accessibility-scope = Mae pob tudalen yn gweithio gyda bysellfwrdd, heb JavaScript, ar ffôn, wedi'i chwyddo bedair gwaith, ac yn Gymraeg a Saesneg.
accessibility-how-heading = Defnyddio'r gwasanaeth hwn
accessibility-how-keyboard = Mae gwasgu'r fysell Tab y tro cyntaf yn cynnig neidio i'r prif gynnwys. Ar sgrin gul mae pob rhes o dabl yn troi'n rhestr.
accessibility-how-time = Cewch eich allgofnodi ar ôl 30 munud heb ddefnydd. Gellir agor eto yr hyn yr oeddech yn edrych arno.
accessibility-how-language = Mae'r switsh ar y brig yn dangos yr un dudalen yn yr iaith arall.
accessibility-tested-heading = Sut y caiff ei brofi
accessibility-tested = Mae gwiriad awtomatig yn rhedeg ar bob tudalen yn y ddwy iaith, ar led ffôn a lled desg. Nid yw pobl sy'n defnyddio technoleg gynorthwyol wedi'i brofi eto.
accessibility-limits-heading = Cyfyngiadau hysbys
accessibility-limits = Dangosir yr hyn a ysgrifennodd asiantaethau mewn un iaith yn yr iaith honno.
accessibility-tell-heading = Dweud wrthym am broblem
accessibility-tell = Dywedwch wrth y person a roddodd y ddolen mewngofnodi i chi beth na allech ei wneud, ac ar ba dudalen.
