#!/usr/bin/env bash
# Compares our ansible-vault with the real one, side by side in one run: wall time, CPU time and
# memory of whole processes. Needs ansible, ansible-vault, GNU time and a built distribution; with
# JAVA_HOME_25_X64 the first row is measured on that Java too. Usage:
#
#   docs/benchmarks/ansible-vault.sh [DISTRIBUTION] [FILES] [MEGABYTES]
set -euo pipefail

here=$(cd "$(dirname "$0")/../.." && pwd)
distribution=$(cd "${1:-$here/secrets-cli/target/secrets}" && pwd)
files=${2:-1000}
megabytes=${3:-100}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work/home LC_ALL=C.UTF-8 TIMEFORMAT='%R %U %S'
mkdir -p "$HOME" bin
ln -s "$distribution/bin/secrets" bin/ansible-vault
ours=$work/bin/ansible-vault
theirs=$(command -v ansible-vault)
echo old > old
echo new > new

# fill DIRECTORY: so many files of 1 KB, the same for both tools
fill() {
  mkdir -p "$1"
  for number in $(seq "$files"); do
    head -c 750 /dev/urandom | base64 -w 76 | head -c 1000 > "$1/$number.yml"
  done
}

# measure NAME TOOL COMMAND...: a line of wall, CPU and memory
measure() {
  local name=$1 tool=$2
  shift 2
  # shellcheck disable=SC2016
  /usr/bin/time -f '%e %U %S %M' -o time "$@" > out 2> err || { cat err >&2; exit 1; }
  read -r wall user system memory < time
  printf '%s\t%s\t%s\t%s\t%s\n' "$name" "$tool" "$wall" \
    "$(awk "BEGIN { print $user + $system }")" "$((memory / 1024))" >> results
}

fill plain
echo text > one
cp one one.ours && cp one one.theirs
"$theirs" encrypt --vault-password-file old one.ours one.theirs 2> /dev/null
# await NUMBER: the class archive is made in the background at the first start
await() {
  for _ in $(seq 240); do
    [[ $(find "$HOME/.cache/secrets" -maxdepth 1 -name '*.jsa' 2> /dev/null | wc -l) -ge $1 ]] && return
    sleep 1
  done
  echo "no class archive was made; the first rows are slower without" >&2
}

"$ours" --version > /dev/null
await 1
for _ in 1 2 3 4 5 6 7; do
  measure 'view one file' theirs "$theirs" view --vault-password-file old one.theirs
  measure 'view one file' ours "$ours" view --vault-password-file old one.ours
done
if [[ -n ${JAVA_HOME_25_X64:-} ]]; then
  JAVA_HOME=$JAVA_HOME_25_X64 "$ours" --version > /dev/null
  await 2
  for _ in 1 2 3 4 5 6 7; do
    measure 'view one file, JDK 25' theirs "$theirs" view --vault-password-file old one.theirs
    measure 'view one file, JDK 25' ours \
      env JAVA_HOME="$JAVA_HOME_25_X64" "$ours" view --vault-password-file old one.ours
  done
fi

names=() && values=() && list=
for number in $(seq 500); do
  names+=(-n "v$number") && values+=("value $number") && list+="v$number,"
done
"$ours" encrypt_string --vault-password-file old "${names[@]}" "${values[@]}" > inline.yml 2> /dev/null
for _ in 1 2 3; do
  measure '500 inline values' theirs ansible localhost -i localhost, -c local -e @inline.yml \
    --vault-password-file old -m debug -a "msg={{ [${list%,}] | join('') | length }}"
  measure '500 inline values' ours \
    "$distribution/bin/secrets" view --vault-password-file old inline.yml
done

cp -r plain a && cp -r plain b
for round in "encrypt" "rekey" "decrypt"; do
  case $round in
    encrypt) options=(--vault-password-file old) ;;
    rekey) options=(--vault-password-file old --new-vault-password-file new) ;;
    decrypt) options=(--vault-password-file new) ;;
  esac
  measure "$round $files files" theirs "$theirs" "$round" "${options[@]}" a/*
  measure "$round $files files" ours "$ours" "$round" "${options[@]}" b/*
done
diff -r plain b > /dev/null

head -c "${megabytes}M" /dev/urandom > large
measure "encrypt $megabytes MB" theirs "$theirs" encrypt --vault-password-file old --output large.a large
measure "encrypt $megabytes MB" ours "$ours" encrypt --vault-password-file old --output large.b large
measure "decrypt $megabytes MB" theirs "$theirs" decrypt --vault-password-file old --output back.a large.b
measure "decrypt $megabytes MB" ours "$ours" decrypt --vault-password-file old --output back.b large.a
cmp large back.a && cmp large back.b

# The median of each row, and the ratio of the wall times.
awk -F '\t' '
  function median(list, n,   i, j, t, v) {
    n = split(list, v, " ")
    for (i = 2; i <= n; i++) for (j = i; j > 1 && v[j] + 0 < v[j-1] + 0; j--) { t = v[j]; v[j] = v[j-1]; v[j-1] = t }
    return v[int((n + 1) / 2)]
  }
  { if (!($1 in seen)) { seen[$1] = 1; order[++rows] = $1 }
    wall[$1, $2] = wall[$1, $2] " " $3; cpu[$1, $2] = cpu[$1, $2] " " $4; mem[$1, $2] = mem[$1, $2] " " $5 }
  END {
    print "| work | ansible-vault: wall s, CPU s, MB | ours: wall s, CPU s, MB | wall, ours to theirs |"
    print "| --- | --- | --- | --- |"
    for (r = 1; r <= rows; r++) {
      n = order[r]; tw = median(wall[n, "theirs"]); ow = median(wall[n, "ours"])
      printf "| %s | %s, %s, %s | %s, %s, %s | %.2f |\n", n, tw, median(cpu[n, "theirs"]), median(mem[n, "theirs"]),
        ow, median(cpu[n, "ours"]), median(mem[n, "ours"]), ow / tw
    }
  }' results
