#!/usr/bin/env bash
# Plants values in a repository of 10,000 commits, and finds them with secrets scan and with git log -p | grep.
# Usage: scan.sh SECRETS, the path of bin/secrets. Needs git and python3.
set -euo pipefail
secrets=$(realpath "$1")
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"; git init -q .
mkdir -p deploy/files deploy/vars
for i in $(seq 20); do echo "TOKEN_$i=FAKE-value-$i-$(printf '%06d' $((i * 7919)))"; done > deploy/files/.env.prod
python3 - > stream <<'PY'
import random
random.seed(1)
values = [line.strip().split("=")[1] for line in open("deploy/files/.env.prod")]
leaks = sorted(random.sample(range(1, 10001), 100))
for commit in range(1, 10001):
    path = "src/f%d.txt" % (commit % 500)
    body = "\n".join("line %d %d" % (commit, random.random() * 1e9) for _ in range(40)) + "\n"
    if commit in leaks:
        path, body = "leak/%d.txt" % commit, "n %d\n" % commit + random.choice(values) + "\n"
    print("commit refs/heads/main\ncommitter T <t@example.invalid> %d +0000\ndata 1\nx" % (1700000000 + commit))
    print("M 644 inline %s\ndata %d\n%s" % (path, len(body), body))
PY
git fast-import --quiet < stream; git gc -q
cut -d= -f2 deploy/files/.env.prod > values
for round in 1 2; do
  echo "secrets scan --history"; ( time "$secrets" scan --history > found || true ) 2>&1 | grep -E 'real|user'
  grep -c '^leak/' found
  echo "git log -p | grep -F"; ( time git log --all -p | grep -cFf values ) 2>&1 | grep -E 'real|user|^[0-9]'
done
