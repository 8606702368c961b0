#!/usr/bin/env bash
# Times whole processes of the packaged command against ansible-vault and prints a table of medians
# and ratios. The machine should be idle.
#
#   startup.sh [RUNS]        from anywhere, after: mvn -DskipTests package
set -euo pipefail

runs=${1:-21}
here=$(cd "$(dirname "$0")" && pwd)
secrets=$here/../../secrets-cli/target/secrets/bin/secrets
[[ -x $secrets ]] || { echo "build it first: mvn -DskipTests package" >&2; exit 2; }
command -v ansible-vault >/dev/null || { echo "ansible-vault is not installed" >&2; exit 2; }

export XDG_CACHE_HOME
XDG_CACHE_HOME=$(mktemp -d)
trap 'rm -rf "$XDG_CACHE_HOME"' EXIT
unset SECRETS_NO_CACHE
cd "$here/../quickstart/sample"

# The first start makes the class archive in the background; what is timed is every later one.
"$secrets" version >/dev/null
for _ in $(seq 300); do
  compgen -G "$XDG_CACHE_HOME/secrets/*.jsa" >/dev/null && break
  sleep 0.2
done
compgen -G "$XDG_CACHE_HOME/secrets/*.jsa" >/dev/null || echo "note: no class archive was made" >&2

# The commands take turns, since a machine that others use too is faster in one minute than in the next.
names=() limits=() lines=()
row() {
  names+=("$1") limits+=("$2")
  lines+=("$(printf '%q ' "${@:3}")")
}
view=(ansible-vault view --vault-password-file deploy/.vault_pass deploy/vars/prod.yml)
row 'ansible-vault --version' '' ansible-vault --version
row 'secrets version' '<=0.33' "$secrets" version
row 'secrets run -e dev -- true' '<=0.50' "$secrets" run -e dev -- true
row 'secrets get of an ansible-vault file' '' "$secrets" get file:deploy/vars/prod.yml
row 'ansible-vault view of the same' '' "${view[@]}"
row 'secrets version, without the archive' '' env SECRETS_NO_CACHE=1 "$secrets" version
row 'secrets run, without the archive' '' env SECRETS_NO_CACHE=1 "$secrets" run -e dev -- true

TIMEFORMAT=%R
for ((round = 0; round <= runs; round++)); do # the first one warms the disk's cache
  for i in "${!lines[@]}"; do
    { time eval "${lines[i]}" >/dev/null 2>&1; } 2>>"$XDG_CACHE_HOME/$round-$i"
  done
done

median() {
  cat "$XDG_CACHE_HOME"/[1-9]*-"$1" | tr , . | sort -n |
    awk '{ t[NR] = $1 } END { printf "%.1f", t[int((NR + 1) / 2)] * 1000 }'
}

base=$(median 0)
printf '| %-38s | %7s | %5s | %-6s |\n' command 'ms' ratio target
printf '| %s | %s: | %s: | %s |\n' -------------------------------------- ------ ---- ------
for i in "${!lines[@]}"; do
  awk -v n="${names[i]}" -v l="${limits[i]}" -v v="$(median "$i")" -v b="$base" \
    'BEGIN { printf "| %-38s | %7.1f | %5.2f | %-6s |\n", n, v, v / b, l }'
done
