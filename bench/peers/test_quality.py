"""The evaluator against plain counting over all pairs: `python -m unittest` in this folder."""

import itertools
import unittest

import numpy as np

import quality


def random_records(seed: int, count: int = 60):
    rng = np.random.default_rng(seed)
    return rng.integers(0, 25, count), rng.integers(0, 22, count), rng.integers(0, 3, count)


def counted(cluster, person, source, only_across: bool):
    pairs = [(a, b) for a, b in itertools.combinations(range(len(person)), 2) if not only_across or source[a] != source[b]]
    found = {pair for pair in pairs if cluster[pair[0]] == cluster[pair[1]]}
    true = {pair for pair in pairs if person[pair[0]] == person[pair[1]]}
    return len(found & true), len(found), len(true)


class Clusters(unittest.TestCase):
    def test_pairs_are_those_of_plain_counting(self):
        for seed in range(20):
            cluster, person, source = random_records(seed)
            result = quality.of_clusters(cluster, person, source)
            for name, only_across in (("pairwise", False), ("across_sources", True)):
                got = result[name]
                self.assertEqual((got["right"], got["found"], got["true"]), counted(cluster, person, source, only_across))

    def test_b_cubed_is_the_mean_over_records(self):
        cluster, person, source = random_records(7)
        same = lambda values, a: {b for b in range(len(person)) if values[b] == values[a]}
        shares = [(len(same(cluster, a) & same(person, a)) / len(same(cluster, a)), len(same(cluster, a) & same(person, a)) / len(same(person, a))) for a in range(len(person))]
        got = quality.of_clusters(cluster, person, source)["b_cubed"]
        self.assertAlmostEqual(got["precision"], float(np.mean([share[0] for share in shares])))
        self.assertAlmostEqual(got["recall"], float(np.mean([share[1] for share in shares])))


class Curve(unittest.TestCase):
    def test_every_threshold_gives_the_components_of_the_links_above_it(self):
        for seed in range(10):
            _, person, source = random_records(seed, 40)
            rng = np.random.default_rng(seed + 100)
            left, right = rng.integers(0, 40, 60), rng.integers(0, 40, 60)
            left, right = left[left != right], right[left != right]
            weight = rng.integers(0, 8, len(left)).astype(float)
            order = np.argsort(-weight, kind="stable")
            steps = quality.component_counts(left[order].tolist(), right[order].tolist(), weight[order].tolist(), person.tolist(), source.tolist())
            for threshold, got in steps:
                cluster = components(40, [(a, b) for a, b, w in zip(left, right, weight) if w >= threshold])
                self.assertEqual(got[:2], counted(cluster, person, source, False)[:2])
                self.assertEqual(got[2:], counted(cluster, person, source, True)[:2])


def components(count: int, links: list) -> list[int]:
    label = list(range(count))
    for a, b in links:
        old, new = label[b], label[a]
        label = [new if value == old else value for value in label]
    return label


if __name__ == "__main__":
    unittest.main()
