#!/usr/bin/env bash
# Measures three nodes of StemeDB beside three of etcd 3.4 on this machine, in one interleaved run, and prints medians of three
# with ratios: durable writes at quorum through one node, batches through one node beside those of a single
# node. Talks to loopback only; stops what it started.
#
#   bench/cluster.sh [SECONDS a measurement, default 8]
#
# Needs Debian's wrk, etcd-server and jq, and a built node (./run once).
set -euo pipefail
export BENCH=$(cd "$(dirname "$0")" && pwd)
source "$BENCH/peers.sh"
seconds=${1:-8}
rounds=${ROUNDS:-3}
results=$STATE/results

# As a node on a machine of its own would run: the script for local nodes does without the optimising compiler.
# Ten apart, as the script for local nodes wants them.
start_cluster() {
  export STEMEDB_JAVA_OPTS=-XX:TieredStopAtLevel=4
  local first end=$((SECONDS + 120))
  first=$(free_port)
  "$TOP/bin/local-cluster" "$STATE/cluster" --nodes 3 --http-port "$first" --shards 64 >"$STATE/cluster.log" 2>&1 &
  pids+=($!)
  until grep -q "All nodes are ready" "$STATE/cluster.log"; do
    kill -0 "${pids[-1]}" 2>/dev/null || { cat "$STATE/cluster.log" >&2; void "the cluster did not start"; }
    [ $SECONDS -lt $end ] || void "the cluster was not ready after two minutes"
    sleep 0.2
  done
  CLUSTER=http://127.0.0.1:$first
  PORTS=($first $((first + 10)) $((first + 20)))
}

start_etcd_cluster() {
  local i members='' ports=()
  for i in 1 2 3; do
    ports+=("$(free_port)" "$(free_port)")
    members="$members${members:+,}e$i=http://127.0.0.1:${ports[-1]}"
  done
  for i in 1 2 3; do
    local client=http://127.0.0.1:${ports[$((2 * i - 2))]} peer=http://127.0.0.1:${ports[$((2 * i - 1))]}
    GOMAXPROCS=2 etcd --name "e$i" --data-dir "$STATE/etcd$i" --listen-client-urls "$client" --advertise-client-urls "$client" \
      --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "$members" \
      --quota-backend-bytes 4294967296 --log-level error >"$STATE/etcd$i.log" 2>&1 &
    pids+=($!)
    ETCDS[$i]=$client
  done
  until curl -sf -m 2 "${ETCDS[1]}/health" >/dev/null; do sleep 0.2; done
  local leader member
  leader=$(curl -sf -XPOST "${ETCDS[1]}/v3/maintenance/status" -d '{}' | jq -r .leader)
  for i in 1 2 3; do
    member=$(curl -sf -XPOST "${ETCDS[$i]}/v3/maintenance/status" -d '{}' | jq -r .header.member_id)
    [ "$member" != "$leader" ] || ETCD=${ETCDS[$i]}
  done
}

by_wrk() {
  local name=$1 system=$2 connections=$3 expect=$4 url=$5 script=$6 line wrong
  quiet
  line=$(FIRST=$(next_range) EXPECT=$expect wrk -t1 -c"$connections" -d"${seconds}s" --timeout 10s -s "$BENCH/wrk/$script" "$url" |
    grep RESULT)
  echo "$name $system $line" | tee -a "$results" >&2
  wrong=$(sed -E 's/.* wrong=([0-9]+) socket_errors=([0-9]+).*/\1 \2/' <<<"$line")
  [ "$wrong" = "0 0" ] || void "$name on $system: answers that were not the expected status, or socket errors: $wrong"
}

warm() {
  local url=$1 round
  for round in 1 2 3; do
    FIRST=$(next_range) EXPECT=0 wrk -t1 -c64 -d"${WARM:-20}s" -s "$BENCH/wrk/stemedb-write.lua" "$url" >/dev/null
  done
  FIRST=$(next_range) EXPECT=0 wrk -t1 -c4 -d"${WARM_BATCHES:-40}s" -s "$BENCH/wrk/stemedb-batch.lua" "$url" >/dev/null
}

# Writes down how far each node is behind each other one, some ten times a second, until it is killed.
watch_lag() {
  local port
  while true; do
    for port in "${PORTS[@]}"; do
      curl -sf -m 1 "http://127.0.0.1:$port/metrics" | sed -n 's/^stemedb_replication_lag_seconds{[^}]*} //p' >>"$STATE/lags" || true
    done
    sleep 0.1
  done
}

median() {
  awk -v name="$1" -v who="$2" -v field="$3" '
    $1 == name && $2 == who { for (i = 3; i <= NF; i++) if (split($i, part, "=") == 2 && part[1] == field) print part[2] }' \
    "$results" | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}

row() {
  local name=$1 ours=$2 theirs=$3 factor=$4 a b
  a=$(median "$name" "$ours" rate)
  b=$(median "$name" "$theirs" rate)
  awk -v n="$name" -v a="$a" -v b="$b" -v f="$factor" -v p="$(median "$name" "$ours" p50_ms)" -v q="$(median "$name" "$ours" p99_ms)" \
    -v r="$(median "$name" "$theirs" p99_ms)" -v who="$theirs" \
    'BEGIN { printf "| %s | %d | %.2f | %.2f | %s: %d | %.2f | %.2f |\n", n, a * f, p, q, who, b * f, r, a / b }'
}

declare -A ETCDS=()
trap stop_all EXIT
start_node
start_cluster
start_etcd_cluster
echo "warming up" >&2
warm "$NODE"
warm "$CLUSTER"
FIRST=$(next_range) EXPECT=0 wrk -t1 -c64 -d5s -s "$BENCH/wrk/etcd-write.lua" "$ETCD" >/dev/null
for round in $(seq "$rounds"); do
  echo "round $round of $rounds" >&2
  for c in 1 16 64; do
    by_wrk "write-c$c" cluster "$c" 201 "$CLUSTER" stemedb-write.lua
    by_wrk "write-c$c" etcd "$c" 200 "$ETCD" etcd-write.lua
  done
  by_wrk batch1000-c4 cluster 4 200 "$CLUSTER" stemedb-batch.lua
  by_wrk batch1000-c4 single 4 200 "$NODE" stemedb-batch.lua
done
# In a run of its own, as looking costs processor time.
watch_lag &
watcher=$!
by_wrk write-c64-watched cluster 64 201 "$CLUSTER" stemedb-write.lua
kill "$watcher"
sort -g "$STATE/lags" | awk '{ all[NR] = $1 }
  END { printf "lag under these writes: p50 %s s, p99 %s s, most %s s, of %d samples\n", all[int((NR + 1) / 2)], all[int(NR * 0.99)], all[NR], NR }' >&2
echo "| measurement | cluster /s | p50 ms | p99 ms | peer /s | p99 ms | ratio |"
echo "|---|---|---|---|---|---|---|"
for c in 1 16 64; do row "write-c$c" cluster etcd 1; done
row batch1000-c4 cluster single 1000
