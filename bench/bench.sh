#!/usr/bin/env bash
# Measures StemeDB beside PostgreSQL 15 and etcd 3.4 on this machine, in one interleaved run, and prints medians of three
# with ratios. Everything is durable before it is answered. Talks to loopback only; stops what it started.
#
#   bench/bench.sh [SECONDS a measurement, default 8]
#   BEFORE=CHECKOUT   drives the node of another built checkout in the same run, too, and adds its rate and p99
#
# Needs Debian's wrk, etcd-server and postgresql, and a built node (./run once).
set -euo pipefail
export BENCH=$(cd "$(dirname "$0")" && pwd)
source "$BENCH/peers.sh"
seconds=${1:-8}
rounds=${ROUNDS:-3}
results=$STATE/results

# One measurement: name, system, connections, seconds, expected status, URL, script. Prints nothing but adds to the results.
by_wrk() {
  local name=$1 system=$2 connections=$3 time=$4 expect=$5 url=$6 script=$7 line
  quiet
  line=$(FIRST=$(next_range) EXPECT=$expect wrk -t1 -c"$connections" -d"${time}s" --timeout 10s -s "$BENCH/wrk/$script" "$url" | grep RESULT)
  record "$name" "$system" "$line"
}

by_pgbench() {
  local name=$1 connections=$2 time=$3 protocol=$4 script=$5 log=$STATE/pglog tps
  quiet
  rm -f "$log".*
  tps=$(cd "$STATE" && pgbench -h 127.0.0.1 -p "$PG_PORT" -U postgres -n -M "$protocol" -f "$script" -c "$connections" -j 1 \
    -T "$time" -l --log-prefix="$log" postgres 2>/dev/null | awk '/^tps/ {print $3}')
  record "$name" postgresql "RESULT rate=$tps $(awk '{print $3}' "$log".* | sort -n |
    awk '{a[NR]=$1} END {printf "p50_ms=%.3f p99_ms=%.3f answered=%d wrong=0 socket_errors=0", a[int(NR*.5)+1]/1000, a[int(NR*.99)+1]/1000, NR}')"
}

record() {
  local wrong
  wrong=$(sed -E 's/.* wrong=([0-9]+) socket_errors=([0-9]+).*/\1 \2/' <<<"$3")
  echo "$1 $2 $3" | tee -a "$results" >&2
  [ "$wrong" = "0 0" ] || void "$1 on $2: answers that were not the expected status, or socket errors: $wrong"
}

# A write that was answered must be there, and nothing that was not sent: what was sent and not answered when the clock
# stopped may or may not be counted, so at most one for each connection.
counted_write() {
  local name=$1 connections=$2 per=$3 system=$6 before after answered
  shift 3
  before=$(node_count)
  "$@"
  after=$(node_count)
  answered=$(awk -v n="$name" -v node="$system" '$1==n && $2==node {v=$0} END {sub(/.*answered=/, "", v); sub(/ .*/, "", v); print v}' "$results")
  local stored=$((after - before)) least=$((answered * per)) most=$(((answered + connections) * per))
  [ "$stored" -ge "$least" ] && [ "$stored" -le "$most" ] ||
    void "$name: $answered answers of $per, but the count grew by $stored"
}

# The same call for each node: $system is its name in the report, $NODE its address.
each_node() {
  local system NODE
  for system in "${!nodes[@]}"; do
    NODE=${nodes[$system]}
    "$@"
  done
}

warm() {
  local script
  for script in stemedb-write stemedb-latest; do
    FIRST=$(next_range) EXPECT=0 wrk -t1 -c64 -d"${WARM:-30}s" -s "$BENCH/wrk/$script.lua" "$NODE" >/dev/null
  done
  FIRST=$(next_range) EXPECT=0 wrk -t1 -c4 -d10s -s "$BENCH/wrk/stemedb-batch.lua" "$NODE" >/dev/null
}

write() { counted_write "write-c$c" "$c" 1 by_wrk "write-c$c" "$system" "$c" "$seconds" 201 "$NODE" stemedb-write.lua; }
latest() { by_wrk "latest-c$c" "$system" "$c" "$seconds" 200 "$NODE" stemedb-latest.lua; }
batch() { counted_write "batch1000-c$c" "$c" 1000 by_wrk "batch1000-c$c" "$system" "$c" "$seconds" 200 "$NODE" stemedb-batch.lua; }

start_all
echo "warming up" >&2
each_node warm
FIRST=$(next_range) EXPECT=0 wrk -t1 -c64 -d5s -s "$BENCH/wrk/etcd-write.lua" "$ETCD" >/dev/null
(cd "$STATE" && pgbench -h 127.0.0.1 -p "$PG_PORT" -U postgres -n -M prepared -f "$BENCH/sql/write.sql" -c 64 -j 1 -T 5 postgres >/dev/null 2>&1)

for round in $(seq "$rounds"); do
  echo "round $round of $rounds" >&2
  for c in 1 16 64; do
    each_node write
    by_wrk "write-c$c" etcd "$c" "$seconds" 200 "$ETCD" etcd-write.lua
    by_pgbench "write-c$c" "$c" "$seconds" prepared "$BENCH/sql/write.sql"
  done
  for c in 16 64; do
    each_node latest
    by_wrk "latest-c$c" etcd "$c" "$seconds" 200 "$ETCD" etcd-latest.lua
    by_pgbench "latest-c$c" "$c" "$seconds" prepared "$BENCH/sql/latest.sql"
  done
  for c in 1 4; do
    each_node batch
    by_pgbench "batch1000-c$c" "$c" "$seconds" simple "$STATE/batch.sql"
  done
done

report "$results"
