# Sourced by scripts that measure clusters, behind peers.sh: begins nodes and asks them. Ports are ten apart, from $first on.
declare -A member=()

begin_member() { # node $1; the three first are named to each; flags follow
  local node=$1 seeds='' other
  shift
  for other in 1 2 3; do
    [ "$other" = "$node" ] || seeds=${seeds:+$seeds,}127.0.0.1:$((first + 10 * other + 3))
  done
  STEMEDB_CLUSTER_ENABLED=true STEMEDB_CLUSTER_COMPARE=off "$TOP/bin/stemedb-node" --data-dir "$STATE/node$node" --node-id "node$node" \
    --bind 127.0.0.1 --http-port $((first + 10 * node)) --gateway-port $((first + 10 * node + 1)) --rpc-port $((first + 10 * node + 2)) \
    --swim-port $((first + 10 * node + 3)) --cluster-name bench --seed-nodes "$seeds" "$@" >>"$STATE/node$node.log" 2>&1 &
  member[$node]=$!
  pids+=($!)
}

api() { echo "http://127.0.0.1:$((first + 10 * $1))"; }
gateway() { echo "http://127.0.0.1:$((first + 10 * $1 + 1))"; }

# Seconds since the time $1, that of date +%s.%N, with so many digits ($2, or one).
since() { awk -v a="$1" -v b="$(date +%s.%N)" -v d="${2:-1}" 'BEGIN { printf "%.*f", d, b - a }'; }

await() { # until jq $3 holds of path $2 at node $1, five minutes at most
  local end=$((SECONDS + 300))
  until curl -sf -m 5 "$(gateway "$1")$2" 2>/dev/null | jq -e "$3" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || void "$2 of node $1 never came to $3"
    sleep "${EVERY:-0.2}"
  done
}
