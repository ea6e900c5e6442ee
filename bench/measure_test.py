#!/usr/bin/env python3
import unittest

from measure import Alternation, Figure, Round, alternate


def rounds(yardstick: list[float], ours: list[float]) -> list[Round]:
    pairs = zip(yardstick, yardstick[1:])
    return [Round({"rate": a}, {"ours": {"rate": rate}}, {"rate": b}) for rate, (a, b) in zip(ours, pairs)]


def disturbed(one: Round) -> Round:
    one.before |= {"seconds": 1.0, "server_waited_s": 0.0, "client_waited_s": 0.06}
    return one


class AlternationFigures(unittest.TestCase):
    def test_order_is_yardstick_subjects_yardstick(self):
        calls = []

        def measure(name):
            return lambda: calls.append(name) or {"rate": 1.0}

        alternate(2, measure("bare"), {"a": measure("a"), "b": measure("b")})
        self.assertEqual(calls, ["bare", "a", "b", "bare", "a", "b", "bare"])

    def test_steady_drift_cancels(self):
        result = Alternation(rounds([100, 200, 300], [75, 125]))
        self.assertEqual(result.ratios("ours", "rate"), [0.5, 0.5])

    def test_one_outlier_does_not_move_the_figure(self):
        result = Alternation(rounds([100, 100, 100, 100], [80, 10, 80]))
        figure = result.figure("scenario", "ours", "requests/s", "rate", least=0.8)
        self.assertEqual((figure.ratio, figure.ratio_range), (0.8, (0.1, 0.8)))
        self.assertFalse(figure.misses)

    def test_noise_is_the_yardstick_against_itself(self):
        result = Alternation(rounds([100, 100, 50], [1, 1]))
        self.assertEqual(result.noise("rate"), 0.5)  # the median of 0 and 1


class DisturbedRounds(unittest.TestCase):
    def test_they_are_left_out_where_three_others_remain(self):
        quiet = rounds([100] * 4, [80] * 3)
        result = Alternation([*quiet, disturbed(rounds([100, 100], [1])[0])])
        self.assertEqual(result.ratios("ours", "rate"), [0.8, 0.8, 0.8])
        self.assertEqual(result.remarks, [])

    def test_all_count_and_it_is_said_where_fewer_remain(self):
        quiet = rounds([100] * 3, [80] * 2)
        result = Alternation([*quiet, disturbed(rounds([100, 100], [1])[0])])
        self.assertEqual(len(result.ratios("ours", "rate")), 3)
        self.assertIn("only 2 of 3 rounds", result.remarks[0])

    def test_they_are_measured_again_at_most_once_each_on_average(self):
        measured = []
        noisy = {"rate": 1.0, "seconds": 1.0, "server_waited_s": 0.5}
        alternate(4, lambda: noisy, {"ours": lambda: measured.append(1) or noisy})
        self.assertEqual(len(measured), 8)


class Targets(unittest.TestCase):
    def figure(self, **target) -> Figure:
        return Figure("scenario", "ours", "KiB", value=2.5, yardstick=0.5, ratio=5.0, **target)

    def test_least(self):
        self.assertFalse(self.figure(least=5.0).misses)
        self.assertTrue(self.figure(least=5.1).misses)

    def test_most_of_the_value(self):
        self.assertFalse(self.figure(most=2.5, checks="value").misses)
        self.assertTrue(self.figure(most=2.4, checks="value").misses)

    def test_most_of_the_difference(self):
        result = Alternation(rounds([10, 20, 30], [20, 45]))  # 5 and 20 more than the yardstick
        figure = result.figure("scenario", "ours", "us", "rate", most=12.5, checks="difference")
        self.assertEqual((figure.difference, figure.target), (12.5, "<= 12.5 us more"))
        self.assertFalse(figure.misses)
        figure.most = 12.4
        self.assertTrue(figure.misses)

    def test_around_zero_there_is_no_ratio(self):
        figure = Alternation(rounds([0, 0, 0], [0.25, -0.5])).absolute_figure("scenario", "ours", "ms", "rate")
        self.assertEqual((figure.value, figure.yardstick, figure.difference), (-0.125, 0, -0.125))
        self.assertIsNone(figure.ratio)

    def test_without_target_nothing_misses(self):
        self.assertFalse(self.figure().misses)


if __name__ == "__main__":
    unittest.main()
