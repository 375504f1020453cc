"""Quality of clusters and links against the truth: pairwise and B-cubed, over all pairs and over those across sources.

Recall counts every true pair, so what an engine's blocking never saw is missed like any other. Input: arrays of whole
numbers, one entry a record: `cluster`, `person` (the truth) and `source`.
"""

from collections import Counter

import numpy as np


def pairs(groups: np.ndarray) -> int:
    """Pairs of records with the same value."""
    counts = np.unique(groups, return_counts=True)[1].astype(np.int64)
    return int((counts * (counts - 1) // 2).sum())


def joined(*columns: np.ndarray) -> np.ndarray:
    """One whole number for each combination of the columns."""
    key = columns[0].astype(np.int64)
    for column in columns[1:]:
        key = np.unique(key, return_inverse=True)[1].astype(np.int64) * (int(column.max()) + 1) + column
    return key


def across(groups: np.ndarray, source: np.ndarray) -> int:
    """Pairs with the same value whose sources differ."""
    return pairs(groups) - pairs(joined(groups, source))


def scores(right: int, found: int, true: int) -> dict:
    precision = right / found if found else 1.0
    recall = right / true if true else 1.0
    total = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / total if total else 0.0, "right": right, "found": found, "true": true}


def of_clusters(cluster: np.ndarray, person: np.ndarray, source: np.ndarray) -> dict:
    both = joined(cluster, person)
    size = np.unique(cluster, return_counts=True)[1]
    result = {
        "pairwise": scores(pairs(both), pairs(cluster), pairs(person)),
        "b_cubed": b_cubed(cluster, person, both),
        "clusters": len(size),
        "largest_cluster": int(size.max()),
    }
    if len(np.unique(source)) > 1:
        result["across_sources"] = scores(across(both, source), across(cluster, source), across(person, source))
    return result


def b_cubed(cluster: np.ndarray, person: np.ndarray, both: np.ndarray) -> dict:
    """Mean over records of the part of a record's cluster that is its person, and of its person that is in its cluster."""
    def size_of(groups):
        _, inverse, counts = np.unique(groups, return_inverse=True, return_counts=True)
        return counts[inverse]

    shared = size_of(both)
    precision = float((shared / size_of(cluster)).mean())
    recall = float((shared / size_of(person)).mean())
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


def of_links(left: np.ndarray, right: np.ndarray, person: np.ndarray, source: np.ndarray) -> dict:
    """Pairs as the engine gave them, without what follows from two links together."""
    same = person[left] == person[right]
    result = {"pairwise": scores(int(same.sum()), len(left), pairs(person))}
    if len(np.unique(source)) > 1:
        differ = source[left] != source[right]
        result["across_sources"] = scores(int((same & differ).sum()), int(differ.sum()), across(person, source))
    return result


def link_curve(left, right, weight, person, source) -> dict:
    """Best over all thresholds, chosen with the truth known, over the links themselves."""
    order = np.argsort(-weight, kind="stable")
    same = (person[left] == person[right])[order]
    ends = np.flatnonzero(np.append(np.diff(weight[order]) != 0, True))
    right_count = np.cumsum(same)[ends]
    found = ends + 1
    return best(zip(weight[order][ends].tolist(), right_count.tolist(), found.tolist()), pairs(person))


def best(points, true: int) -> dict:
    """`points`: threshold, right, found. The best F1, and the best recall at a precision of 0.999 or more."""
    best_f1, precise = None, None
    for threshold, right, found in points:
        point = {"threshold": threshold, **scores(right, found, true)}
        if best_f1 is None or point["f1"] > best_f1["f1"]:
            best_f1 = point
        if point["precision"] >= 0.999 and (precise is None or point["recall"] > precise["recall"]):
            precise = point
    return {"best_f1": best_f1, "best_recall_at_precision_0.999": precise}


def cluster_curve(left, right, weight, person, source) -> dict:
    """Best over all thresholds of connected components, chosen with the truth known; all pairs, and those across sources."""
    order = np.argsort(-weight, kind="stable")
    points, across_points = [], []
    for threshold, counts in component_counts(left[order].tolist(), right[order].tolist(), weight[order].tolist(), person.tolist(), source.tolist()):
        points.append((threshold, counts[0], counts[1]))
        across_points.append((threshold, counts[2], counts[3]))
    result = {"all": best(points, pairs(person))}
    if len(np.unique(source)) > 1:
        result["across_sources"] = best(across_points, across(person, source))
    return result


def component_counts(left, right, weight, person, source):
    """Links in falling order of weight are joined one by one; yields, after each weight, right and found pairs, all and across sources."""
    parent = list(range(len(person)))
    members = [None] * len(person)
    counts = [0, 0, 0, 0]

    def root(at):
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def held(at):
        if members[at] is None:
            members[at] = (Counter([person[at]]), Counter([source[at]]), Counter([(person[at], source[at])]), [1])
        return members[at]

    for index, (a, b) in enumerate(zip(left, right)):
        a, b = root(a), root(b)
        if a != b:
            if held(a)[3][0] < held(b)[3][0]:
                a, b = b, a
            large, small = members[a], members[b]
            found = large[3][0] * small[3][0]
            right_pairs = common(small[0], large[0])
            counts[0] += right_pairs
            counts[1] += found
            counts[2] += right_pairs - common(small[2], large[2])
            counts[3] += found - common(small[1], large[1])
            for into, out in zip(large[:3], small[:3]):
                into.update(out)
            large[3][0] += small[3][0]
            parent[b] = a
            members[b] = None
        if index + 1 == len(weight) or weight[index + 1] != weight[index]:
            yield weight[index], tuple(counts)


def common(small: Counter, large: Counter) -> int:
    return sum(count * large[key] for key, count in small.items() if key in large)
