#!/bin/sh
# Records what nodes of the previous build say to each other, and the directory of one of them: see README.md.
#   record.sh            as root; writes messages.zip and node2.* beside this file
set -eu
unset CDPATH
here=$(cd -- "$(dirname -- "$0")" && pwd)
root=$(cd -- "$here/../../../../.." && pwd)
home=$("$root/bin/previous-build")
wire=$(cd -- "$home/../../.." && pwd)/stemedb-cluster/target/classes
libraries=$home/lib/grpc.jar:$home/lib/guava.jar:$home/lib/failureaccess.jar:$wire

# In a network of its own, in which the second address is one of the machine's: Hazelcast takes no other.
if [ "${1:-}" != inside ]; then
    exec unshare -n "$0" inside "$@"
fi
shift
ip link set lo up
ip addr add 127.0.0.2/8 dev lo

work=$(mktemp -d)
pids=
trap 'exit 1' INT TERM
trap 'for pid in $pids; do kill -9 "$pid" 2>/dev/null || true; done; rm -rf -- "$work"' EXIT

api=28480 # nodes have ten ports each from here on
inside=127.0.0.1 outside=127.0.0.2 # a node listens on the first; others know it by the second, where the tap is

port() { echo $((api + 10 * ($1 - 1) + $2)); }

start() { # node
    seeds=
    for other in 1 2 3; do
        [ "$other" = "$1" ] || seeds=${seeds:+$seeds,}$outside:$(port "$other" 3)
    done
    STEMEDB_HOME=$home STEMEDB_CLUSTER_ENABLED=true STEMEDB_SECURITY_MODE=open STEMEDB_NODE_RPC_BIND=$inside \
        STEMEDB_NODE_SWIM_BIND=$outside STEMEDB_CLUSTER_ADVERTISE=$outside STEMEDB_CLUSTER_REREPLICATE_AFTER=10s \
        STEMEDB_JOURNAL_SEGMENT_SIZE=4MiB STEMEDB_STORE_TABLE_SIZE=1MiB STEMEDB_JAVA_OPTS='-XX:TieredStopAtLevel=1 -Xmx256m' \
        "$root/bin/stemedb-node" --data-dir "$work/node$1" --node-id "node$1" --bind $inside --http-port "$(port "$1" 0)" \
        --gateway-port "$(port "$1" 1)" --rpc-port "$(port "$1" 2)" --swim-port "$(port "$1" 3)" --shards 8 \
        --cluster-name recorded --seed-nodes "$seeds" >"$work/node$1.log" 2>&1 &
    pids="$pids $!"
    eval "pid$1=$!"
}

until_says() { # node, port, path, words
    tries=0
    until curl -s -m 5 "http://$inside:$(port "$1" "$2")$3" | grep -q "$4"; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || { echo "record.sh: node$1 does not say $4 at $3" >&2; tail -n 30 "$work"/node?.log >&2; exit 1; }
        again
        sleep 0.5
    done
}

# Now and then a server does not start on a busy machine.
again() {
    for node in ${running:-}; do
        eval "kill -0 \"\$pid$node\"" 2>/dev/null || { echo "node$node ended and is started again" && start "$node"; }
    done
}

healthy() { for asked in "$@"; do until_says "$asked" 1 /cluster/health '"status":"healthy"'; done; }

get() { curl -s -m 20 "http://$inside:$(port "$1" "$2")$3"; echo; }
post() { curl -s -m 20 -H 'Content-Type: application/json' ${5:+-H "$5"} -d "$4" "http://$inside:$(port "$1" "$2")$3"; echo; }

task() { # node, answer of a call that began one
    id=$(printf %s "$2" | sed -n 's/.*"task_id":"\([^"]*\)".*/\1/p')
    [ -n "$id" ] || { echo "record.sh: no task: $2" >&2; exit 1; }
    until_says "$1" 1 "/admin/tasks/$id" '"ended_at":"'
    get "$1" 1 "/admin/tasks/$id"
}

claim() { # path, value
    printf '{"concept_path":"%s","predicate":"p","value":"%s","source":"recorded","asserted_at":"2026-01-01T00:00:00Z"}' "$1" "$2"
}

pairs=
for node in 1 2 3; do
    pairs="$pairs $outside:$(port $node 2)=$inside:$(port $node 2)"
done
# shellcheck disable=SC2086 # a list
java -cp "$libraries" "$here/Tap.java" listen "$work/messages" $pairs >"$work/tap.log" 2>&1 &
pids="$pids $!"
tries=0
until grep -q listening "$work/tap.log"; do
    tries=$((tries + 1))
    [ $tries -lt 60 ] || { cat "$work/tap.log" >&2; exit 1; }
    sleep 0.5
done

running="1 2 3"
for node in $running; do start "$node"; done
healthy 1 2 3

# Writes at every level and node: claims, a repeat, a key that is used twice, a batch, a source, a retraction.
for node in 1 2 3; do
    for number in 1 2 3 4 5 6 7 8 9; do
        for level in quorum leader all; do
            post $node 0 "/v1/assert?ack=$level" "$(claim "a/$node/$number" "$level")"
        done
        post $node 0 /v1/assert "$(claim "a/$node/$number" quorum)"
        post $node 0 /v1/assert "$(claim "key/$number" "$node")" "Idempotency-Key: key$number"
    done
done >"$work/writes.txt"
id=$(sed -n 's/.*"assertion_id":"\([^"]*\)".*/\1/p;s/.*"id":"\([^"]*\)".*/\1/p' "$work/writes.txt" | head -1)
for number in 1 2 3 4 5 6 7 8 9; do claim "b/$number" x; echo; done |
    curl -s -m 20 -H 'Content-Type: application/x-ndjson' --data-binary @- "http://$inside:$(port 1 0)/v1/assertions" >>"$work/writes.txt"
curl -s -m 20 -X PUT -H 'Content-Type: application/json' -d '{"kind":"person","authority":0.9}' \
    "http://$inside:$(port 1 0)/v1/sources/recorded" >>"$work/writes.txt"
for node in 1 2 3; do # one of them does not have the claim, and looks for it
    post $node 0 /v1/retract "{\"target\":\"$id\",\"source\":\"recorded\",\"reason\":\"a slip\"}"
done >>"$work/writes.txt"

# Reads of every kind, at every node, whether it has a copy or not.
for node in 1 2 3; do
    for require in '' '?require=complete'; do
        post $node 0 "/v1/query$require" '{"concept_path":"a/*","lens":"all"}'
        for number in 1 2 3 4 5 6 7 8 9; do
            post $node 0 "/v1/query$require" "{\"concept_path\":\"a/1/$number\",\"predicate\":\"p\",\"lens\":\"all\"}"
        done
    done
    token=$(curl -s -D - -o /dev/null -H 'Content-Type: application/json' -d "$(claim c/$node token)" \
        "http://$inside:$(port 1 0)/v1/assert" | tr -d '\r' | sed -n 's/^Stemedb-Token: //ip')
    post $node 0 /v1/query "{\"concept_path\":\"c/$node\",\"predicate\":\"p\",\"lens\":\"all\"}" "Stemedb-Token: $token"
    post $node 0 /v1/query "{\"concept_path\":\"c/*\",\"lens\":\"all\"}" "Stemedb-Token: $token"
    get $node 0 "/v1/assertions/$id"
    get $node 0 '/v1/history?concept_path=a/1/1&predicate=p'
    get $node 0 '/v1/history?concept_path=a/1/2&predicate=p&require=complete'
    get $node 0 '/v1/concepts?prefix=a'
    get $node 0 '/v1/contradictions'
    get $node 0 /v1/sources
    get $node 0 /v1/sources/recorded
    get $node 0 /v1/export
    curl -s -m 3 "http://$inside:$(port $node 0)/v1/changes?after=start" || true # it goes on until nobody listens
done >"$work/reads.txt"

# What operators ask.
{
    get 1 1 /cluster/shards
    get 1 1 /v1/admin/nodes
    get 2 1 /admin/tasks
    get 1 1 /admin/debug/export
    post 1 1 /admin/cluster/forget-seed '{"seed":"127.0.0.9:1","dry_run":true}'
    task 1 "$(post 1 1 /cluster/sync '{}')"
    task 2 "$(post 2 1 /cluster/sync '{"force":true}')"
    task 1 "$(post 1 1 /admin/backup "{\"to\":\"$work/backup\",\"scope\":\"cluster\",\"reason\":\"to be recorded\"}")"
} >"$work/operators.txt"
for node in 1 2 3; do
    for shard in 0 1 2 3 4 5 6 7; do
        java -cp "$libraries" "$here/Tap.java" fetch "$outside:$(port $node 2)" recorded $shard 2>/dev/null && break 2
    done
done

# A node is away while claims come, and pulls them.
kill -9 "$pid3"
for number in 1 2 3 4 5 6 7 8 9; do post 1 0 /v1/assert "$(claim "d/$number" away)"; done >>"$work/writes.txt"
start 3
healthy 1 2 3

# Until nothing moves: what node 2 tells of all shards, but for how far they are behind, stays as it is.
settled() {
    before=
    until now=$(get 2 1 /cluster/shards | sed 's/"lag_seconds":[0-9.E-]*//g') && [ "$now" = "$before" ]; do
        before=$now
        sleep 6
    done
}

# The directory, as a kill leaves it, with a rest in the journal, and what the node said of it just before.
settled
for number in 1 2 3 4 5 6 7 8 9; do post 1 0 '/v1/assert?ack=all' "$(claim "e/$number" rest)"; done >>"$work/writes.txt"
settled
get 2 1 /cluster/shards >"$work/shards.json"
kill -9 "$pid2"
mkdir "$work/kept"
(cd "$work/node2" && tar -c identity.json wal db filled) | tar -x -C "$work/kept"

# A node leaves and drops its copies.
start 2
healthy 1 2 3
task 1 "$(post 1 1 /admin/cluster/remove '{"node_id":"node3"}')" >>"$work/operators.txt"
sleep 10

rm -f "$here/messages.zip" "$here/node2.zip" "$here/node2.shards.json"
jar -c -M -f "$here/messages.zip" -C "$work/messages" .
rm -f "$work/kept/wal/spare.tmp"
jar -c -M -f "$here/node2.zip" -C "$work/kept" .
cp "$work/shards.json" "$here/node2.shards.json"
ls "$work/messages" | sed -n 's/-[0-9]*\.question\.bin//p' | sort | uniq -c
