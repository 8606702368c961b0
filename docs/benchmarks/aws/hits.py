"""Turns the results of JMH into lines of the table: the slice that other load disturbed least."""
import json
import sys

ALLOCATED = "gc.alloc.rate.norm"

for path, threads in zip(sys.argv[1:], (1, 8)):
    best, median, allocated = {}, {}, {}
    with open(path) as file:
        for benchmark in json.load(file):
            who = benchmark["benchmark"].rsplit(".", 1)[1]
            slices = sorted(benchmark["primaryMetric"]["rawData"][0])
            best[who], median[who] = slices[-1], slices[len(slices) // 2]
            metrics = benchmark["secondaryMetrics"]
            allocated[who] = next(m["score"] for name, m in metrics.items() if name.endswith(ALLOCATED))
    if threads == 1:
        print(f"| cached get, 1 thread | ns, best slice / median | {1000 / best['ours']:.1f} / {1000 / median['ours']:.1f} "
              f"| {1000 / best['theirs']:.0f} / {1000 / median['theirs']:.0f} | ≤ 50 and ≤ 1/5 |")
        print(f"| cached get, 1 thread | part of theirs | {best['theirs'] / best['ours']:.3f} | 1 | ≤ 0.2 |")
        print(f"| cached get, 1 thread | bytes allocated | {allocated['ours']:.2f} | {allocated['theirs']:.0f} | 0 |")
    else:
        print(f"| cached get, 8 threads | million/s in total, best slice / median | {best['ours']:.1f} / {median['ours']:.1f} "
              f"| {best['theirs']:.1f} / {median['theirs']:.1f} | |")
        print(f"| cached get, 8 threads | times theirs, best slice / median | {best['ours'] / best['theirs']:.0f} "
              f"/ {median['ours'] / median['theirs']:.0f} | 1 | ≥ 20 |")
