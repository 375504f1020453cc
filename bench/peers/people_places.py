"""Homes: an index into them gives number, street, town and postcode; about 17 homes share a postcode."""

import numpy as np

FIRST = "Acacia Albert Alma Beech Belmont Bridge Cedar Chapel Chestnut Church Clarence Coronation Derwent Dover Elm Exeter Fern George Glebe Grange Grove Harcourt Hawthorn Heath Holly Ivy Jubilee Keats Kent King Laburnum Lime Mafeking Maple Market Meadow Mill Milton Nelson Northgate Oak Orchard Osborne Park Pine Poplar Priory Quarry Queen Rose Rowan Ruskin Shelley Sidney Station Sycamore Tennyson Trinity Union Vale Victoria Walnut Wesley Willow York".split()
KINDS = ["Road", "Street", "Avenue", "Close", "Lane", "Drive", "Gardens", "Terrace", "Crescent"]
TOWNS = "Ashcombe Barrowby Calderwick Dunmere Eastleach Fenbridge Garside Holmfield Ickleton Kirkhaven Langmoor Marlstead Netherby Oxhey Pentwick Quainsby Rushden Stanmoor Tarnbrook Ulverley".split()
AREAS = ["AX", "BW", "CK", "DM", "EH", "FK", "GZ", "HM", "IQ", "KV", "LM", "MT", "NB", "OX", "PW", "QY", "RU", "SZ", "TB", "UL"]
HOMES_A_POSTCODE = 17


def scattered(index: np.ndarray, salt: int) -> np.ndarray:
    """Always the same number for the same index, without the pattern of the index."""
    mixed = (index.astype(np.uint64) + np.uint64(salt)) * np.uint64(0x9E3779B97F4A7C15)
    return ((mixed ^ (mixed >> np.uint64(29))) >> np.uint64(11)).astype(np.int64)


def town_of(index: np.ndarray) -> np.ndarray:
    return scattered(index // 2500, 3) % len(TOWNS)


def addresses(index: np.ndarray) -> np.ndarray:
    street = index // (HOMES_A_POSTCODE * 3)
    names = np.array([f"{first} {kind}" for kind in KINDS for first in FIRST], dtype=object)
    number = (index % (HOMES_A_POSTCODE * 3) + 1).astype(str).astype(object)
    flat = scattered(index, 5) % 9 == 0
    door = np.where(flat, "Flat " + (1 + scattered(index, 6) % 6).astype(str).astype(object) + ", ", "")
    town = np.array(TOWNS, dtype=object)[town_of(index)]
    return door + number + " " + names[scattered(street, 9) % len(names)] + ", " + town


def postcodes(index: np.ndarray) -> np.ndarray:
    unit = index // HOMES_A_POSTCODE
    letters = np.array(list("ABDEFGHJLNPQRSTUWXYZ"), dtype=object)
    area = np.array(AREAS, dtype=object)[town_of(index)]
    district = (1 + index // 2500 % 60).astype(str).astype(object)
    sector = (index // 500 % 9 + 1).astype(str).astype(object)
    return area + district + " " + sector + letters[unit % 20] + letters[unit // 20 % 20]
