#!/usr/bin/env bash
# Measures a rolling restart of three nodes under load of clients that ask another node if one does not take a write: how many writes
# failed, and how long writes took, beside the same load before. Once as it is, and once with each starting node in a group of small
# weight, since on two cores a node that starts takes the processor from those that serve. Talks to loopback only; stops what it started.
#
#   bench/restart.sh [CLIENTS, default 16]
#
# Needs curl, jq and a built node (./run once); the second half needs root and cgroups.
set -euo pipefail
export BENCH=$(cd "$(dirname "$0")" && pwd)
source "$BENCH/peers.sh"
source "$BENCH/members.sh"
clients=${1:-16}
weights=/sys/fs/cgroup/cpu/stemedb-bench-$$
trap 'stop_all; rmdir "$weights" 2>/dev/null || true' EXIT

first=$((($(free_port) / 10) * 10))

start_clients() { # named $1
  rm -f "$STATE/end"
  java "$BENCH/RetryingClients.java" "$(api 1),$(api 2),$(api 3)" "$clients" 20 "$1" "$STATE/end" &
  running=$!
}

end_clients() {
  touch "$STATE/end"
  wait $running
}

restart_all() { # $1: what becomes of the process of a node that starts
  local node other began
  for node in 1 2 3; do
    began=$(date +%s.%N)
    kill "${member[$node]}"
    wait "${member[$node]}" || true
    echo "  node $node has stopped after $(since "$began") s"
    begin_member $node
    $1 "${member[$node]}"
    for other in 1 2 3; do await $other /cluster/health '.status == "healthy"'; done
    ${2:-:} "${member[$node]}"
    echo "  node $node is back after $(since "$began") s"
  done
}

light() {
  mkdir -p "$weights" && echo 256 >"$weights/cpu.shares" && echo "$1" >"$weights/cgroup.procs"
}

heavy() { echo "$1" >/sys/fs/cgroup/cpu/cgroup.procs; }

for node in 1 2 3; do begin_member $node; done
for node in 1 2 3; do await $node /cluster/health '.status == "healthy"'; done
start_clients warm
sleep 40
end_clients >/dev/null
start_clients before
sleep 30
end_clients
start_clients restart
restart_all :
end_clients
if mkdir -p "$weights" 2>/dev/null; then
  start_clients restart-with-small-weight
  restart_all light heavy
  end_clients
else
  echo "not measured: this machine gives no group of processes a weight"
fi
