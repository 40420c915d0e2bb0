#!/usr/bin/env bash
# Measures how three nodes of StemeDB compare and heal, and prints a line for each figure: a comparison of a million equal claims
# after a start (time, bytes between nodes), a forced one that reads everything back, 1,000 claims that one node lacks, and the memory
# of an idle node beside that of a single one. Talks to loopback only; stops what it started.
#
#   bench/heal.sh [CLAIMS, default 1000000]
#
# Needs curl, jq and ss, and a built node (./run once).
set -euo pipefail
export BENCH=$(cd "$(dirname "$0")" && pwd)
source "$BENCH/peers.sh"
source "$BENCH/members.sh"
claims=${1:-1000000}
lines=10000
trap stop_all EXIT

now() { date +%s.%N; }

await_healthy() {
  local node end=$((SECONDS + 300))
  for node in 1 2 3; do
    until curl -sf -m 5 "$(gateway "$node")/cluster/health" 2>/dev/null | grep -q '"status":"healthy"'; do
      [ $SECONDS -lt $end ] || void "node $node sees no healthy cluster"
      sleep 0.05
    done
  done
}

count() { curl -sf -m 5 "$(api "$1")/v1/health" | jq .assertion_count; }

await_counts() { # until all nodes hold $1
  local node
  for node in 1 2 3; do
    until [ "$(count "$node")" = "$1" ]; do sleep 0.05; done
  done
}

# Bytes that have come to node $1 from other nodes over the connections that are open now.
received() {
  ss -tinHp state established | awk -v pid="pid=${member[$1]}," -v low="$((first + 10))" -v high="$((first + 40))" '
    /users:/ { mine = index($0, pid) > 0; split($3, l, ":"); split($4, p, ":"); lp = l[length(l)]; pp = p[length(p)]
      rpc = (lp >= low && lp < high && lp % 10 == rest) || (pp >= low && pp < high && pp % 10 == rest); next }
    mine && rpc { if (match($0, /bytes_received:[0-9]+/)) sum += substr($0, RSTART + 15, RLENGTH - 15) }
    END { printf "%d", sum }' rest=$(((first + 2) % 10))
}

between() { echo $(($(received 1) + $(received 2) + $(received 3))); }

sync_with() { # body $1; prints seconds and what came of it
  local began task state
  began=$(now)
  task=$(curl -sf "$(gateway 1)/cluster/sync" -H 'Content-Type: application/json' -d "$1" | jq -r .task_id)
  until state=$(curl -sf "$(gateway 1)/admin/tasks/$task") && [ "$(jq -r .ended_at <<<"$state")" != null ]; do sleep 0.02; done
  [ "$(jq -r .state <<<"$state")" = succeeded ] || void "the comparison failed: $state"
  echo "$(since "$began" 2) s: $(jq -r .what <<<"$state")"
}

write_lines() { # $1 claims from number $2 on through node 1
  awk -v n="$1" -v from="$2" 'BEGIN { for (i = from; i < from + n; i++) printf "{\"concept_path\":\"bench/%d/%d\",\"predicate\":\"reports\",\"value\":{\"amount\":%d,\"unit\":\"USD\"},\"source\":\"bench\",\"confidence\":0.87,\"asserted_at\":\"2026-11-22T00:00:00Z\",\"metadata\":{\"note\":\"a claim of usual length, as agents write them\"}}\n", i % 10000, i, i }' |
    curl -sf -T - -X POST "$(api 1)/v1/assertions" -H 'Content-Type: application/x-ndjson' -o "$STATE/answer" || void "a batch was refused"
}

start_node
first=$((($(free_port) / 10) * 10))
for node in 1 2 3; do begin_member "$node" --replication-factor 3; done
await_healthy
sleep 10
rss() { awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$1/status"; }
java_of() { pgrep -P "$1" java || echo "$1"; }
echo "idle: single node $(rss "$(java_of "${pids[0]}")") MB, node 1 of three $(rss "$(java_of "${member[1]}")") MB, node 2 $(rss "$(java_of "${member[2]}")") MB"

began=$(now)
for ((from = 0; from < claims; from += lines)); do write_lines $lines "$from"; done
echo "loaded $claims claims in $(since "$began" 2) s"
await_counts "$claims"
for node in 1 2 3; do kill "${member[$node]}"; done
for node in 1 2 3; do wait "${member[$node]}" || true; done
for node in 1 2 3; do begin_member "$node" --replication-factor 3; done
await_healthy
await_counts "$claims"
quiet
before=$(between)
idle=$(now)
sleep 5
usual=$(awk -v b="$(($(between) - before))" -v s="$(since "$idle" 2)" 'BEGIN { printf "%d", b / s }')
for round in 1 2 3; do
  before=$(between)
  began=$(now)
  said=$(sync_with '{}')
  spent=$(awk -v b="$(($(between) - before))" -v s="$(since "$began" 2)" -v u="$usual" 'BEGIN { printf "%d", b - s * u }')
  echo "comparison $round of $claims equal claims: $said; $spent bytes between nodes beside $usual/s of heartbeats"
done
echo "forced: $(sync_with '{"force":true}'); run bytes $(du -sb "$STATE/node1" | cut -f1) on node 1"

kill -9 "${member[3]}"
wait "${member[3]}" || true
until curl -sf "$(gateway 1)/cluster/members" | jq -e '.members[] | select(.id == "node3") | .status != "UP"' >/dev/null; do sleep 0.1; done
write_lines 1000 "$claims"
missing=$(curl -sf "$(api 1)/v1/export?prefix=bench" | awk -v c="$claims" -F'"amount":' '$2 + 0 >= c' | wc -c)
begin_member 3 --replication-factor 3
until curl -sf -m 2 "$(api 3)/v1/health" >/dev/null; do sleep 0.05; done
began=$(now)
await_counts $((claims + 1000))
echo "1000 of $((claims + 1000)) claims missing on node 3: healed $(since "$began" 2) s after it serves; it got $(received 3) bytes, $missing of them as JSON"
