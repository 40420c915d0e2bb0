#!/usr/bin/env bash
# Measures durable writes of one or more installed layouts of StemeDB beside etcd, in turn, and prints medians with ratios: the same
# record, over the same connections, from outside. Under noise by others the processor time for a thousand requests is steadier
# than a rate, so it is printed too. Talks to loopback only; stops what it started.
#
#   bench/compare.sh [LAYOUT ...]     default: stemedb-node/target/dist of this checkout; with two, the first is "before"
#   JAVA_OPTIONS0, JAVA_OPTIONS1, ...  go to the JVM of the first layout, the second, ...
#   ROUNDS (3), SECONDS_EACH (8), WARM (30) and CONNECTIONS ("1 64") shorten or widen a run
#
# Needs Debian's wrk and etcd-server, and built layouts (./run once).
set -euo pipefail
export BENCH=$(cd "$(dirname "$0")" && pwd)
source "$BENCH/peers.sh"
rounds=${ROUNDS:-3}
seconds=${SECONDS_EACH:-8}
connections=${CONNECTIONS:-1 64}
layouts=("$@")
[ $# -gt 0 ] || layouts=("$TOP/stemedb-node/target/dist")
results=$STATE/results
: >"$results"

# Processor time that a process has used, in hundredths of a second.
ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }

# Times that its threads gave up their processor.
switches() { awk '/^voluntary_ctxt_switches/ { n += $2 } END { print n }' /proc/"$1"/task/*/status 2>/dev/null; }

# One measurement: system, pid, connections, seconds, expected status, URL, script.
measure() {
  local system=$1 pid=$2 c=$3 time=$4 expect=$5 url=$6 script=$7 before line left
  before=$(ticks "$pid") left=$(switches "$pid")
  line=$(FIRST=$(next_range) EXPECT=$expect wrk -t1 -c"$c" -d"${time}s" --timeout 10s -s "$BENCH/wrk/$script" "$url" | grep RESULT)
  echo "$c $system $line ticks=$(($(ticks "$pid") - before)) switches=$(($(switches "$pid") - left))" | tee -a "$results" >&2
  [[ $line == *"wrong=0 socket_errors=0"* ]] || void "$system with $c connections: $line"
}

trap stop_all EXIT
start_etcd
etcd_pid=${pids[-1]}
urls=() nodes=()
for i in "${!layouts[@]}"; do
  options=JAVA_OPTIONS$i
  STEMEDB_HOME=$(cd "${layouts[$i]}" && pwd) STEMEDB_JAVA_OPTS=${!options:-} NODE_DATA=$STATE/node$i start_node
  urls+=("$NODE") nodes+=("${pids[-1]}")
done
echo "warming up" >&2
FIRST=$(next_range) EXPECT=0 wrk -t1 -c64 -d5s -s "$BENCH/wrk/etcd-write.lua" "$ETCD" >/dev/null
for url in "${urls[@]}"; do
  FIRST=$(next_range) EXPECT=0 wrk -t1 -c64 -d"${WARM:-30}s" -s "$BENCH/wrk/stemedb-write.lua" "$url" >/dev/null
done
for round in $(seq "$rounds"); do
  echo "round $round of $rounds" >&2
  for c in $connections; do
    for i in "${!urls[@]}"; do measure "stemedb$i" "${nodes[$i]}" "$c" "$seconds" 201 "${urls[$i]}" stemedb-write.lua; done
    measure etcd "$etcd_pid" "$c" "$seconds" 200 "$ETCD" etcd-write.lua
  done
done

# Medians, and of each round the ratio to its own etcd: the machine may have been another one in the next round.
for i in "${!layouts[@]}"; do echo "stemedb$i = ${layouts[$i]}"; done
awk '
  function value(name,   i) { for (i = 3; i <= NF; i++) if (index($i, name "=") == 1) return substr($i, length(name) + 2) + 0 }
  function median(a, key, m,   i, j, v, x) {
    for (i = 1; i <= m; i++) v[i] = a[key, i]
    for (i = 2; i <= m; i++) { x = v[i]; for (j = i - 1; j >= 1 && v[j] > x; j--) v[j + 1] = v[j]; v[j + 1] = x }
    return (v[int((m + 1) / 2)] + v[int((m + 2) / 2)]) / 2 }
  { key = $1 SUBSEP $2; k = ++n[key]; rate[key, k] = value("rate"); p50[key, k] = value("p50_ms"); p99[key, k] = value("p99_ms")
    cpu[key, k] = value("ticks") * 10000 / value("answered"); sw[key, k] = value("switches") / value("answered")
    if (!(key in seen)) { seen[key] = 1; order[++keys] = key } }
  END {
    print "| connections | system | /s | p50 ms | p99 ms | processor ms / 1,000 | switches each | rate to etcd | p99 to etcd |"
    print "|---|---|---|---|---|---|---|---|---|"
    for (o = 1; o <= keys; o++) {
      key = order[o]; split(key, part, SUBSEP); e = part[1] SUBSEP "etcd"
      for (k = 1; k <= n[key]; k++) { r[key, k] = rate[key, k] / rate[e, k]; t[key, k] = p99[key, k] / p99[e, k] }
      printf "| %d | %s | %d | %.2f | %.2f | %.0f | %.1f | %.2f | %.2f |\n", part[1], part[2], median(rate, key, n[key]), median(p50, key, n[key]),
        median(p99, key, n[key]), median(cpu, key, n[key]), median(sw, key, n[key]), median(r, key, n[key]), median(t, key, n[key]) } }' "$results"
