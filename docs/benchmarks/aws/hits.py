"""Turns the results of JMH into lines of the table."""
import csv
import sys

for path, threads in zip(sys.argv[1:], (1, 8)):
    score = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            score[row["Benchmark"].rsplit("CachedGet.", 1)[1]] = float(row["Score"])
    ours, theirs = score["ours"], score["theirs"]
    if threads == 1:
        print(f"| cached get, 1 thread | ns | {1000 / ours:.1f} | {1000 / theirs:.0f} | ≤ 50 and ≤ 1/5 |")
        norm = "gc.alloc.rate.norm"
        own, other = (next(v for k, v in score.items() if k.startswith(who) and k.endswith(norm)) for who in ("ours", "theirs"))
        print(f"| cached get, 1 thread | bytes allocated | {own:.2f} | {other:.0f} | 0 |")
    else:
        print(f"| cached get, 8 threads | million/s in total | {ours:.1f} | {theirs:.1f} | ≥ 20 times |")
        print(f"| cached get, 8 threads | times theirs | {ours / theirs:.0f} | 1 | ≥ 20 |")
