#!/usr/bin/env bash
# Measures how a cluster of three nodes changes its shape: a fourth node joins and gets its share of a million claims while clients
# write at 64 connections, and the node with most is drained after that. Prints seconds until all copies are made and dropped, and what
# writers and readers were given meanwhile beside what they were given before. Talks to loopback only; stops what it started.
#
#   bench/grow.sh [CLAIMS, default 1000000]
#
# Needs Debian's wrk and jq, and a built node (./run once).
set -euo pipefail
export BENCH=$(cd "$(dirname "$0")" && pwd)
source "$BENCH/peers.sh"
source "$BENCH/members.sh"
claims=${1:-1000000}
lines=10000
trap stop_all EXIT

write_lines() { # $1 claims from number $2 on through node 1
  awk -v n="$1" -v from="$2" 'BEGIN { for (i = from; i < from + n; i++) printf "{\"concept_path\":\"stocks/us/company-%05d/revenue\",\"predicate\":\"reports\",\"value\":{\"amount\":%d,\"unit\":\"USD\"},\"source\":\"bench\",\"confidence\":0.87,\"asserted_at\":\"2026-11-22T00:00:00Z\",\"metadata\":{\"note\":\"a claim of usual length, as agents write them\"}}\n", i % 10000, i }' |
    curl -s --fail-with-body -T - -X POST "$(api 1)/v1/assertions" -H 'Content-Type: application/x-ndjson' -o "$STATE/answer" ||
    void "a batch was refused: $(head -c 1000 "$STATE/answer")"
}

load() { # seconds $1, connections $2, script $3, expected status $4; claims are numbered from $range on
  FIRST=$range EXPECT=$4 wrk -t1 -c"$2" -d"$1s" --timeout 10s -s "$BENCH/wrk/$3" "$(api 1)" | grep -e RESULT -e "had status"
}

both() { # for $1 seconds: writers at 64 connections, and one reader beside them
  range=$(next_range) # here, as two at once would come to the same
  next_range >/dev/null # a minute of writing may take two ranges
  load "$1" 1 stemedb-latest.lua 200 >"$STATE/read" &
  local reader=$!
  load "$1" 64 stemedb-write.lua 201 >"$STATE/write"
  wait $reader
  echo "  writes $(cat "$STATE/write")"
  echo "  reads  $(cat "$STATE/read")"
}

settled='all(.shards[]; .rebalance_status == "idle")'
first=$((($(free_port) / 10) * 10))
grown() { STEMEDB_JAVA_OPTS=-XX:TieredStopAtLevel=4 begin_member "$1" --replication-factor 2; }

for node in 1 2 3; do grown "$node"; done
await 1 /cluster/health '.status == "healthy"'
await 1 /cluster/members '.members | length == 3'
for ((from = 0; from < claims; from += lines)); do write_lines $lines "$from"; done
await 1 /cluster/shards "$settled"
range=$(next_range)
next_range >/dev/null
load 30 64 stemedb-write.lua 201 >/dev/null
load 10 1 stemedb-latest.lua 200 >/dev/null
quiet
echo "three nodes, $claims claims:"
both 20

grown 4
await 1 /cluster/members '.members | length == 4'
began=$(date +%s.%N)
echo "a fourth node gets its share:"
both 60 &
moving=$!
await 1 /v1/admin/nodes '[.nodes[] | (.shards_leader + .shards_follower | length)] | (max - min <= 1) and (length == 4)'
await 1 /cluster/shards "$settled"
took=$(since "$began")
wait $moving
echo "  its share is there, and old copies are gone, $took s after it was let in; its disk has $(du -sm "$STATE/node4" | cut -f1) MB"

quiet
echo "four nodes:"
both 20
began=$(date +%s.%N)
task=$(curl -sf "$(gateway 2)/admin/nodes/node3/drain" -X POST -H 'Content-Type: application/json' -d '{}' | jq -r .task_id)
echo "node3 is drained:"
both 40 &
moving=$!
await 1 "/admin/tasks/$task" '.ended_at != null'
took=$(since "$began")
wait $moving
echo "  $(curl -sf "$(gateway 1)/admin/tasks/$task" | jq -r .state) after $took s"
