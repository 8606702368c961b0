"""Times whole processes, ours and awscli in turns: wall and processor seconds, least and median."""
import os
import statistics
import subprocess
import sys
import time

rounds, ours, aws = int(sys.argv[1]), sys.argv[2], sys.argv[3]
commands = {
    "ours": [ours, "get", "aws:prod/db"],
    "theirs": [aws, "secretsmanager", "get-secret-value", "--secret-id", "prod/db"],
}
wall = {name: [] for name in commands}
cpu = {name: [] for name in commands}
for _ in range(rounds):
    for name, command in commands.items():
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        wall[name].append(time.monotonic() - start)
        cpu[name].append(used.ru_utime + used.ru_stime)
        assert status == 0, name


def told(seconds):
    return f"{min(seconds):.2f} / {statistics.median(seconds):.2f}"


print(f"| cold get, a process | wall s, least / median | {told(wall['ours'])} | {told(wall['theirs'])} | ≤ 1 |")
print(f"| cold get, a process | processor s, least / median | {told(cpu['ours'])} | {told(cpu['theirs'])} | ≤ 0.8 |")
ratios = [statistics.median(m["ours"]) / statistics.median(m["theirs"]) for m in (wall, cpu)]
print(f"| cold get, a process | part of theirs, wall and processor | {ratios[0]:.2f}, {ratios[1]:.2f} | 1 | ≤ 1, ≤ 0.8 |")
