"""How a clerk, a form or a scanner spoils one value. Every function takes text and a whole number that decides where."""

NEIGHBOURS = {
    "a": "qsz", "b": "vhn", "c": "xdv", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok", "j": "hku", "k": "jli", "l": "ko",
    "m": "nj", "n": "bmh", "o": "ipl", "p": "o", "q": "wa", "r": "etf", "s": "adw", "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs",
    "y": "tuh", "z": "xa", "0": "9", "1": "2", "2": "13", "3": "24", "4": "35", "5": "46", "6": "57", "7": "68", "8": "79", "9": "80",
}
SOUNDS = [("ph", "f"), ("ie", "y"), ("ey", "y"), ("ck", "k"), ("c", "k"), ("ai", "ay"), ("ea", "ee"), ("ou", "u"), ("th", "t"), ("ll", "l"), ("nn", "n"),
          ("tt", "t"), ("ss", "s"), ("gh", "g"), ("wh", "w"), ("z", "s"), ("kh", "k"), ("w", "v"), ("oo", "u"), ("ei", "ie"), ("y", "i"), ("l", "ll"), ("n", "nn")]
SHORT_FORMS = dict(pair.split(":") for pair in (
    "William:Bill Robert:Bob Richard:Rick James:Jim John:Jack Thomas:Tom Michael:Mike David:Dave Stephen:Steve Christopher:Chris Andrew:Andy Anthony:Tony "
    "Matthew:Matt Daniel:Dan Joseph:Joe Edward:Ted Charles:Charlie George:Georgie Peter:Pete Kenneth:Ken Nicholas:Nick Benjamin:Ben Samuel:Sam Alexander:Alex "
    "Timothy:Tim Gregory:Greg Jonathan:Jon Philip:Phil Patrick:Paddy Frederick:Fred Gerald:Gerry Leonard:Len Terence:Terry Raymond:Ray Ronald:Ron Donald:Don "
    "Elizabeth:Liz Margaret:Maggie Katherine:Kate Catherine:Cathy Susan:Sue Jennifer:Jenny Patricia:Pat Barbara:Babs Deborah:Debbie Christine:Chris Rebecca:Becky "
    "Victoria:Vicky Alexandra:Alex Samantha:Sam Jacqueline:Jackie Pamela:Pam Dorothy:Dot Kimberley:Kim Abigail:Abby Charlotte:Lottie Eleanor:Ellie Amanda:Mandy "
    "Theresa:Terri Frances:Fran Gillian:Gill Josephine:Jo Joanne:Jo Natalie:Nat Geraldine:Gerry Valerie:Val Zachary:Zac Joshua:Josh Nathan:Nat Harold:Harry"
).split())
STREET_WORDS = {"Road": "Rd", "Street": "St", "Avenue": "Ave", "Close": "Cl", "Drive": "Dr", "Lane": "La", "Crescent": "Cres", "Gardens": "Gdns", "Terrace": "Terr"}


def keyboard(text: str, where: int) -> str:
    """A neighbouring key in the place of the right one."""
    if not text:
        return text
    at = where % len(text)
    near = NEIGHBOURS.get(text[at].lower())
    if not near:
        return transposed(text, where)
    key = near[where // 7 % len(near)]
    return text[:at] + (key.upper() if text[at].isupper() else key) + text[at + 1 :]


def transposed(text: str, where: int) -> str:
    if len(text) < 3:
        return text
    at = 1 + where % (len(text) - 2)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def dropped(text: str, where: int) -> str:
    if len(text) < 3:
        return text
    at = 1 + where % (len(text) - 1)
    return text[:at] + text[at + 1 :]


def doubled(text: str, where: int) -> str:
    if len(text) < 2:
        return text
    at = 1 + where % (len(text) - 1)
    return text[: at + 1] + text[at] + text[at + 1 :]


def by_ear(text: str, where: int) -> str:
    """Another spelling of the same sound; a keyboard error where no rule fits."""
    fitting = [(heard, written) for heard, written in SOUNDS if heard in text[1:].lower()]
    if not fitting:
        return keyboard(text, where)
    heard, written = fitting[where % len(fitting)]
    at = text.lower().index(heard, 1)
    return text[:at] + written + text[at + len(heard) :]


def short_form(text: str, where: int) -> str:
    return SHORT_FORMS.get(text) or by_ear(text, where)


def initial(text: str, _where: int) -> str:
    return text[:1]


def day_month_swapped(text: str, where: int) -> str:
    """1980-03-09 as 1980-09-03; where the day is above twelve, one digit is wrong instead."""
    if text[8:] > "12" or text[5:7] == text[8:]:
        return digit_wrong(text, where)
    return f"{text[:4]}-{text[8:]}-{text[5:7]}"


def digit_wrong(text: str, where: int) -> str:
    """One digit of day, month or year replaced so that the date stays a date."""
    choice = where % 3
    if choice == 0:
        return f"{text[:8]}{1 + (int(text[8:]) + where // 3 % 9) % 28:02d}"
    if choice == 1:
        return f"{text[:5]}{1 + (int(text[5:7]) + where // 3 % 5) % 12:02d}{text[7:]}"
    return f"{int(text[:4]) + (-10, -1, 1, 10)[where // 3 % 4]:04d}{text[4:]}"


def first_of_january(text: str, _where: int) -> str:
    return f"{text[:4]}-01-01"


def abbreviated(text: str, where: int) -> str:
    for word, short in STREET_WORDS.items():
        if word in text:
            return text.replace(word, short)
    return keyboard(text, where)


def number_lost(text: str, _where: int) -> str:
    head, _, rest = text.partition(" ")
    return rest if head[:1].isdigit() else text


def misread(text: str, where: int) -> str:
    """Letters and digits of the same shape taken for each other, as in postcodes."""
    for shape, other in (("O", "0"), ("0", "O"), ("I", "1"), ("1", "I"), ("S", "5"), ("5", "S"))[where % 6 :]:
        if shape in text:
            return text.replace(shape, other, 1)
    return keyboard(text, where)


def lost(_text: str, _where: int) -> str:
    return ""
