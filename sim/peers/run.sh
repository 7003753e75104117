#!/usr/bin/env bash
# The same two queues in peakready and in other simulators, side by side: CPU
# seconds and memory of whole processes, and the answers against the exact ones.
#
#   sim/peers/run.sh [--no-install]
#
# Needs Go. As root on Debian it installs what else is missing from Debian's
# packages, unless told not to; a simulator that is not there is named and left out.
# Two minutes on a quiet machine. RUNS=n measures every process n times (default 2)
# and keeps the run with the least CPU.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export LC_ALL=C
customers=1000000
runs=${RUNS:-2}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# What must be there, and the Debian package that brings it.
python=/usr/bin/python3 # Debian's own, which sees Debian's SimPy
simpy=/usr/lib/python3/dist-packages
have() {
  case $1 in
    time) [[ -x /usr/bin/time ]] ;;
    python3-simpy3) [[ -x $python ]] && "$python" -c 'import simpy' 2>/dev/null ;;
    pypy3) command -v pypy3 >/dev/null ;;
    g++) command -v g++ >/dev/null ;;
    libns3-dev) [[ -d /usr/include/ns3 ]] ;;
  esac
}
missing=()
for package in time python3-simpy3 pypy3 g++ libns3-dev; do
  have "$package" || missing+=("$package")
done
if ((${#missing[@]})) && [[ ${1-} != --no-install && $EUID -eq 0 ]] && command -v apt-get >/dev/null; then
  echo "installing ${missing[*]}" >&2
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } \
    >"$scratch/apt.log" 2>&1 || tail -n 3 "$scratch/apt.log" >&2
fi
for package in "${missing[@]}"; do
  have "$package" || echo "missing: $package (Debian: apt-get install $package)" >&2
done
have time || exit 1

# Building is not counted.
(cd "$here/../.." && go build -o "$scratch/peakready" ./cmd/peakready)
ns3=
if have g++ && have libns3-dev; then
  # Not pkg-config: Debian's file asks for the GNU scientific library, which is not used.
  if g++ -O2 -std=c++17 "$here/ns3_peers.cc" -o "$scratch/ns3_peers" -lns3-core; then
    ns3=$(dpkg-query -W -f '${Version}' libns3-dev)
  fi
fi

# add KEY TOOL COMMAND...: one line of the table, in the order of adding.
keys=()
declare -A tool command best
add() {
  keys+=("$1")
  tool[$1]=$2
  command[$1]=$(printf '%q ' "${@:3}")
}
declare -A scenario=([mm1]=mm1 [mtm]=mtm60m)
version=$("$scratch/peakready" version | awk '{print $2}')
for queue in mm1 mtm; do
  file=$here/${scenario[$queue]}.yaml
  add "$queue peakready" "peakready $version" "$scratch/peakready" run "$file" -o - -n 1 --workers 1
  add "$queue report" "the same with report, figures and tables" \
    "$scratch/peakready" run "$file" -o "$scratch/$queue" -n 1 --workers 1
  if [[ $ns3 ]]; then
    add "$queue ns3" "ns-3 ${ns3%%-*}, C++" "$scratch/ns3_peers" "$queue" "$customers"
  fi
  if have python3-simpy3; then
    release=$("$python" -c 'import simpy; print(simpy.__version__)')
    if have pypy3; then
      add "$queue pypy" "SimPy $release, PyPy $(pypy3 -c 'import sys; print("%d.%d.%d" % sys.pypy_version_info[:3])')" \
        env "PYTHONPATH=$simpy" pypy3 "$here/simpy_peers.py" "$queue" "$customers"
    fi
    add "$queue cpython" "SimPy $release, CPython $("$python" -c 'import platform; print(platform.python_version())')" \
      "$python" "$here/simpy_peers.py" "$queue" "$customers"
  fi
done

# In rounds, so that a busy minute of the machine falls on all.
for ((round = 1; round <= runs; round++)); do
  for key in "${keys[@]}"; do
    out=$scratch/${key/ /.}
    eval "/usr/bin/time -o '$scratch/used' -f '%U %S %M' ${command[$key]}" >"$out" 2>"$out.err" ||
      { echo "failed: ${command[$key]}" >&2; cat "$out.err" >&2; exit 1; }
    used=$(awk '{printf "%.2f %.1f", $1 + $2, $3 / 1024}' "$scratch/used")
    best[$key]=$(printf '%s\n' "${best[$key]-$used}" "$used" | sort -n | head -n 1)
  done
done

# What peakready found, to all digits: its files, if they are of the run without them.
for queue in mm1 mtm; do
  print=$(awk '$1 == "Fingerprint" {print $2}' "$scratch/$queue.peakready")
  grep -q "\"fingerprint\": \"$print\"" "$scratch/$queue/summary.json" ||
    { echo "peakready: two runs of $queue differ" >&2; exit 1; }
done
awk -F, 'NR > 1 {came += $7; n += $8; wait += $8 * $12} END {printf "%d %.6f\n", came, wait / n}' \
  "$scratch/mm1/pools.csv" >"$scratch/mm1.peakready"
awk -F, 'NR > 1 {came[$4] += $7; left[$4] += $9; n += $7; gone += $9}
  END {p = gone / n; for (d in came) s += (left[d] - p * came[d]) ^ 2; printf "%d %.6f %.6f\n", n, p, sqrt(s) / n}' \
  "$scratch/mtm/pools.csv" >"$scratch/mtm.peakready"
cp "$scratch/mm1.peakready" "$scratch/mm1.report"
cp "$scratch/mtm.peakready" "$scratch/mtm.report"

# The standard error of the mean wait of n customers of M/M/1 is known: with service
# 1 on average, n Var = r(2+5r-4r^2+r^3)/(1-r)^4, 1976 at r = 0.8 (Daley 1968).
# That of P(abandon) is taken from each run's own days.
row='%-42s %10s %7s %6s %8s %10s %10s %6s\n'
line() { # KEY EXACT
  awk -v format="$row" -v tool="${tool[$1]}" -v used="${best[$1]}" -v base="${best[${1%% *} peakready]}" -v exact="$2" '{
    split(used, u, " "); split(base, b, " ")
    se = NF > 2 ? $3 : 6 * sqrt(1976 / $1)
    digits = exact < 1 ? "%.5f" : "%.3f"
    printf format, tool, $1, sprintf("%.2f", u[1]), sprintf("%.0f", u[2]), sprintf("%.1f", u[1] / b[1]),
      sprintf(digits, $2), sprintf(digits, se), sprintf("%+.1f", ($2 - exact) / se)
  }' "$scratch/${1/ /.}"
}
table() { # QUEUE EXACT TITLE FIGURE
  printf '\n%s\n\n' "$3"
  # shellcheck disable=SC2059
  printf "$row" "" customers "CPU s" MiB "x CPU" "$4" "std error" z
  for key in "${keys[@]}"; do
    [[ $key == "$1 "* ]] && line "$key" "$2"
  done
  return 0
}
echo "$(nproc) cores of $(awk -F': ' '/^model name/ {print $2; exit}' /proc/cpuinfo), $(go version | awk '{print $3}'), least CPU of $runs runs, load $(cut -d' ' -f1 /proc/loadavg)"
table mm1 24 "M/M/1: 480 an hour, service 6 s; mean wait 24 s exactly" "wait, s"
table mtm 0.165641 "M_t/M/60+M: 100 + 80 sin(2 pi t/24) an hour, service and patience 30 min; P(abandon) 0.165641 exactly" "P(abandon)"
