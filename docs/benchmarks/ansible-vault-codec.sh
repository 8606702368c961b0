#!/usr/bin/env bash
# Measures the codec of Ansible Vault by itself, one thread and no file, beside what OpenSSL makes of
# the same primitives on this machine, and prints the second table of ansible-vault.md. Needs a package
# built before (mvn package), openssl, python3, and the network at the first run.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dist=$PWD/secrets-cli/target/secrets
mvn -q -B ${MAVEN_ARGS:-} -f docs/benchmarks/ansible-vault/pom.xml \
  dependency:copy-dependencies -DoutputDirectory="$work/harness" >&2
classpath="$dist/lib/*:$work/harness/*"
mkdir "$work/classes"
javac -cp "$classpath" -d "$work/classes" docs/benchmarks/ansible-vault/VaultCodec.java

"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$work/classes:$classpath" org.openjdk.jmh.Main VaultCodec \
  -rf json -rff "$work/results.json" > "$work/log" 2>&1 || { tail -20 "$work/log" >&2; exit 1; }

# speed OPTION...: thousands of bytes a second in pieces of 4 KB, as the codec feeds them
speed() {
  openssl speed -bytes 4096 -seconds 3 "$@" 2> /dev/null | tail -1 | grep -o '[0-9.]*k$' | tr -d k
}

python3 - "$work/results.json" "$(speed -evp aes-256-ctr)" "$(speed -hmac sha256)" << 'EOF'
import hashlib
import json
import sys
import time

MEGABYTES = 16
with open(sys.argv[1]) as file:
    results = {r["benchmark"].rsplit(".", 1)[1]: sorted(r["primaryMetric"]["rawData"][0]) for r in json.load(file)}
best = {name: slices[0] for name, slices in results.items()}
median = {name: slices[len(slices) // 2] for name, slices in results.items()}
aes, hmac = (float(speed) / 1000 for speed in sys.argv[2:])


def derivation():
    start = time.process_time()
    hashlib.pbkdf2_hmac("sha256", b"correct horse", bytes(32), 10000, 80)
    return 1000 * (time.process_time() - start)


theirs = sorted(derivation() for _ in range(41))
# Each pass takes both, and there are two of them.
bound = 1 / (2 / aes + 2 / hmac)
print("| work on one thread | unit | ours, best / median | OpenSSL |")
print("| --- | --- | --- | --- |")
print(f"| derivation of one key | ms | {best['derivation'] / 1000:.2f} / {median['derivation'] / 1000:.2f} "
      f"| {theirs[0]:.2f} / {theirs[20]:.2f} |")
for name in ("encode", "decode"):
    print(f"| {name} | MB/s | {MEGABYTES * 1e6 / best[name]:.0f} / {MEGABYTES * 1e6 / median[name]:.0f} "
          f"| {bound:.0f}: two passes of both below, without hex digits |")
print(f"| AES-256-CTR | MB/s | | {aes:.0f} |")
print(f"| HMAC-SHA-256 | MB/s | | {hmac:.0f} |")
EOF
