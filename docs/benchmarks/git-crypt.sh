#!/usr/bin/env bash
# Compares our git-crypt with the real one and with git without any filter, side by side in one run:
# CPU and wall time of whole git commands with all their processes. Needs git, git-crypt, GNU time
# and a built distribution. Takes some four minutes on an idle machine. Usage:
#
#   docs/benchmarks/git-crypt.sh [DISTRIBUTION] [FILES] [MEGABYTES]
set -euo pipefail

here=$(cd "$(dirname "$0")/../.." && pwd)
distribution=$(cd "${1:-$here/secrets-cli/target/secrets}" && pwd)
files=${2:-5000}
megabytes=${3:-200}
few=$((files / 5))
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work/home LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1
unset XDG_CACHE_HOME XDG_CONFIG_HOME
mkdir -p "$HOME" ours
ln -s "$distribution/bin/secrets" ours/git-crypt
tools='theirs ours floor'
git config --global user.name bench
git config --global user.email bench@example.org
git config --global init.defaultBranch main
git config --global gc.auto 0
git config --global core.fsync none

# The commands of a tool; the floor has none.
run_theirs() { git-crypt "$@"; }
run_ours() { "$work/ours/git-crypt" "$@"; }
run_floor() { :; }

# measure ROW TOOL COMMAND...: a line of CPU seconds, wall seconds, and MB of the largest process
measure() {
  local row=$1 tool=$2
  shift 2
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" > "$work/out" 2> "$work/err" ||
    { cat "$work/err" >&2; exit 1; }
  read -r wall user system memory < "$work/time"
  awk -v OFS='\t' -v row="$row" -v tool="$tool" "BEGIN {
    print row, tool, $user + $system, $wall, int($memory / 1024) }" >> "$work/results"
}

# repository DIRECTORY TOOL: empty but for the attributes, unlocked
repository() {
  git init -q "$1"
  (
    cd "$1"
    [ "$2" = floor ] || echo '*.sec filter=git-crypt diff=git-crypt' > .gitattributes
    echo "$2" > tool
    git add . && git commit -q -m first
    "run_$2" unlock "$work/key"
  )
}

# fill COUNT: so many files of some 800 bytes in 50 directories, the same for all
fill() {
  mkdir -p $(seq -f 'd%02.0f' 0 49)
  awk -v count="$1" 'BEGIN {
    srand(1)
    for (i = 0; i < count; i++) {
      file = sprintf("d%02d/%d.sec", i % 50, i)
      for (j = 0; j < 20; j++)
        printf "KEY_%d=%08x%08x%08x%08x\n", j, rand() * 2 ^ 31, rand() * 2 ^ 31, \
          rand() * 2 ^ 31, rand() * 2 ^ 31 > file
      close(file)
    }
  }'
}

git-crypt keygen key 2> /dev/null
# The class archive is made in the background at the first start: wait for it.
run_ours version > out
for _ in $(seq 120); do
  compgen -G "$HOME/.cache/secrets/*.jsa" > /dev/null && break
  sleep 1
done

for tool in $tools; do
  repository "one.$tool" "$tool"
  for round in 1 2 3 4 5 6 7; do
    echo "one small file $round" > "one.$tool/one.sec"
    measure 'add one file' "$tool" git -C "one.$tool" add one.sec
  done
done

for count in "$few" "$files"; do
  for tool in $tools; do
    repo=many.$count.$tool
    repository "$repo" "$tool"
    (cd "$repo" && fill "$count")
    measure "add $count" "$tool" git -C "$repo" add -A
    git -C "$repo" commit -q -m all
    rm -rf "$repo"/d*
    measure "checkout $count" "$tool" git -C "$repo" checkout -q -- .
  done
done

for tool in theirs ours; do
  git clone -q "many.$files.theirs" "clone.$tool"
  cd "clone.$tool"
  command=git-crypt
  [ "$tool" = theirs ] || command=$work/ours/git-crypt
  measure "unlock $files" "$tool" "$command" unlock "$work/key"
  [ -z "$(git status --porcelain)" ]
  measure "status $files" "$tool" "$command" status
  measure "lock $files" "$tool" "$command" lock
  [ -z "$(git status --porcelain)" ]
  cd "$work"
done

head -c "${megabytes}M" /dev/urandom > large
for tool in $tools; do
  repo=large.$tool
  repository "$repo" "$tool"
  cp large "$repo/large.sec"
  measure "add $megabytes MB" "$tool" git -C "$repo" add -A
  git -C "$repo" commit -q -m all
  rm "$repo/large.sec"
  measure "checkout $megabytes MB" "$tool" git -C "$repo" checkout -q -- .
  cmp large "$repo/large.sec"
done
# Alone, or git's own memory would hide that of the filter.
git -C large.theirs cat-file blob :large.sec > blob
measure "clean $megabytes MB" theirs sh -c 'exec git-crypt clean --key-file=key < large'
measure "clean $megabytes MB" ours sh -c 'exec ours/git-crypt clean --key-file=key < large'
measure "smudge $megabytes MB" theirs sh -c 'exec git-crypt smudge --key-file=key < blob'
measure "smudge $megabytes MB" ours sh -c 'exec ours/git-crypt smudge --key-file=key < blob'
rm -rf large* blob

repository versions.theirs theirs
repository versions.floor floor
for version in $(seq 50); do
  seq "$version" $((version + 40)) > versions.theirs/a.sec
  cp versions.theirs/a.sec versions.floor/a.sec
  for tool in theirs floor; do
    git -C "versions.$tool" add -A && git -C "versions.$tool" commit -q -m "$version"
  done
done
git clone -q versions.theirs versions.ours
(cd versions.ours && run_ours unlock "$work/key")
for tool in $tools; do
  for _ in 1 2 3; do
    measure 'log -p of 50 versions' "$tool" git -C "versions.$tool" log -p -- a.sec
  done
  grep -q '^+41$' out
done

# The median of each row, and the ratio of the CPU times.
echo '| work | git-crypt: CPU s, wall s, MB | ours: CPU s, wall s, MB | no filter: CPU s, wall s, MB | CPU, ours to theirs |'
echo '| --- | --- | --- | --- | --- |'
awk -F '\t' '
  function median(list, n, i, j, t, v) {
    n = split(list, v, " ")
    for (i = 2; i <= n; i++)
      for (j = i; j > 1 && v[j] + 0 < v[j-1] + 0; j--) { t = v[j]; v[j] = v[j-1]; v[j-1] = t }
    return v[int((n + 1) / 2)]
  }
  function cell(row, tool) {
    if (!((row, tool) in cpu)) return ""
    return sprintf("%.2f, %.2f, %d", median(cpu[row, tool]), median(wall[row, tool]), median(memory[row, tool]))
  }
  !($1 in seen) { seen[$1] = 1; rows[++count] = $1 }
  { cpu[$1, $2] = cpu[$1, $2] " " $3; wall[$1, $2] = wall[$1, $2] " " $4
    memory[$1, $2] = memory[$1, $2] " " $5 }
  END {
    for (i = 1; i <= count; i++) {
      row = rows[i]
      theirs = median(cpu[row, "theirs"])
      ratio = theirs > 0 ? sprintf("%.3f", median(cpu[row, "ours"]) / theirs) : ""
      printf "| %s | %s | %s | %s | %s |\n", row, cell(row, "theirs"), cell(row, "ours"), cell(row, "floor"), ratio
    }
  }' results
