#!/usr/bin/env bash
# Loads a node of its own with many claims at -Xmx512m and prints what docs/benchmarks.md asks: rate by million, stalls of
# writers, bytes on disk by part, memory, the start after kill -9, reads and first pages. Everything is durable before it is
# acknowledged. Talks to loopback only; stops what it started.
#
#   bench/scale.sh [CLAIMS, default 10000000] [SECONDS to load at most, default 420]
#
# Needs a built node (./run once) and a JDK. As root the files are forgotten before cold reads; else cold means a new process.
# KEEP=1 leaves the data, STEMEDB_JAVA_OPTS goes to the node (default -Xmx512m).
set -euo pipefail
count=${1:-10000000}
seconds=${2:-420}
TOP=$(cd "$(dirname "$0")/.." && pwd)
STATE=$(mktemp -d)
pid=

trap finish EXIT
finish() {
  [ -z "$pid" ] || { kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; } || true
  [ -n "${KEEP:-}" ] && echo "kept: $STATE" >&2 || rm -rf "$STATE"
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null || { echo $port; return; }
  done
}

# Starts the node; $ready is the seconds until it took writes.
start_node() {
  local began=$EPOCHREALTIME
  STEMEDB_JAVA_OPTS=${STEMEDB_JAVA_OPTS:--Xmx512m} "$TOP/bin/stemedb-node" --data-dir "$STATE/node" --http-port "$port" \
    --gateway-port "$gateway" >>"$STATE/node.log" 2>&1 &
  pid=$!
  until [ "$(curl -s -m 2 -o /dev/null -w '%{http_code}' "$node/health/ready")" = 200 ]; do
    kill -0 "$pid" 2>/dev/null || { cat "$STATE/node.log" >&2; exit 1; }
    sleep 0.05
  done
  ready=$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
}

bytes_of() {
  find "$STATE/node" -path "$1" -printf '%s\n' | awk '{ s += $1 } END { printf "%.0f", s }'
}

metrics() {
  curl -sf -m 5 "$node/metrics" | sed -nE 's/^(stemedb_(run|merge|writers_held|table|journal_unflushed)[a-z_]*)(\{([^}]*)\})? (.*)/\1 \4 \5/p'
}

# Bytes by part, and for each byte of JSON that was sent.
disk() {
  local json=$1 part bytes all=0
  for part in 'journal */wal/*' 'runs */db/*.mv' 'side_files */db/*.side'; do
    bytes=$(bytes_of "${part#* }")
    all=$((all + bytes))
    awk -v p="${part% *}" -v b="$bytes" -v j="$json" 'BEGIN { printf "disk %s %.0f MB, %.2f a byte of JSON\n", p, b / 1e6, b / j }'
  done
  awk -v b="$all" -v j="$json" 'BEGIN { printf "disk all %.0f MB, %.2f a byte of JSON\n", b / 1e6, b / j }'
}

forget=
[ "$(id -u)" -ne 0 ] || ! (echo 1 >/proc/sys/vm/drop_caches) 2>/dev/null || forget='echo 1 >/proc/sys/vm/drop_caches'

port=$(free_port)
gateway=$(free_port)
node=http://127.0.0.1:$port
javac -d "$STATE/classes" "$TOP"/bench/scale/*.java
bench() { java -Xmx256m -cp "$STATE/classes" "$@"; }

start_node
echo "first start: $ready s"
bench Load "$node" "$count" "$seconds" "$pid" | tee "$STATE/load"
sent=$(awk '/^json_bytes/ { print $2 }' "$STATE/load")
disk "$sent"
metrics
kill -9 "$pid"
wait "$pid" 2>/dev/null || true
[ -z "$forget" ] || sh -c "$forget"
start_node
echo "start after kill -9: $ready s"
bench Reads "$node" "$count" "$forget"
echo "rss $(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$pid/status") MiB at most since that start"
[ -z "${AND_THEN:-}" ] || (export node pid gateway && bash -c "$AND_THEN")
