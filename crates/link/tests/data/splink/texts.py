"""Pairs of texts for the similarity functions: names with slips, other scripts, nothing at all, and long texts."""

import random

NAMES = (
    "Rhys Siân Llŷr Gwenllian Owain Ffion Iorwerth Angharad Robert Roberta Bob Rob Elizabeth Elisabeth Liz Jon John "
    "Johnathan Jonathan Katherine Catherine Kathryn Smith Smyth Schmidt O'Neil ONeill Mac-Donald McDonald Nguyễn Müller "
    "Mueller Straße Þórður Łukasz Zoë Chloë André Françoise İbrahim Ελένη Дмитрий 佐藤 鈴木一郎 محمد חיים आरव 🙂👩‍👩‍👧"
).split()
ALPHABET = "abcdeilmnorstuyéŵŷ-' AE1" + "日ß"


def slip(text: str, draw: random.Random) -> str:
    """One slip of the pen: a letter dropped, added, changed, or two exchanged."""
    place = draw.randrange(len(text) + 1)
    kind = draw.randrange(4)
    if kind == 0:
        return text[:place] + text[place + 1 :]
    if kind == 1:
        return text[:place] + draw.choice(ALPHABET) + text[place:]
    if kind == 2:
        return text[:place] + draw.choice(ALPHABET) + text[place + 1 :]
    return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]


def word(draw: random.Random, shortest: int, longest: int, letters: str) -> str:
    return "".join(draw.choice(letters) for _ in range(draw.randint(shortest, longest)))


def pairs() -> list[tuple[str, str]]:
    draw = random.Random(5)
    found = [("", ""), ("", "a"), ("a", ""), ("a", "a"), ("a", "b"), ("ca", "abc"), ("e\u0301", "é"), ("e\u0301", "e")]
    for name in NAMES:
        other = name
        for _ in range(4):
            other = slip(other, draw)
            found.append((name, other))
        found.append((name, draw.choice(NAMES)))
        found.append((name, name.lower()))
    for _ in range(500):
        found.append((word(draw, 0, 5, "abc"), word(draw, 0, 5, "abc")))
        found.append((word(draw, 0, 12, ALPHABET), word(draw, 0, 12, ALPHABET)))
    for shortest, longest, count in [(55, 75, 60), (110, 140, 24), (200, 300, 6)]:
        for _ in range(count):
            left = word(draw, shortest, longest, "abcdeé")
            right = left
            for _ in range(draw.randint(1, 40)):
                right = slip(right, draw)
            found.append((left, right))
            found.append((left, word(draw, 1, longest, "abcdeé")))
    return found
