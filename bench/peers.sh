# Sourced by bench.sh: starts and stops the three systems, and makes the report. Ports are chosen free; data is temporary.
STATE=$(mktemp -d)
TOP=$(cd "$BENCH/.." && pwd)
pids=()

void() {
  echo "VOID: $1" >&2
  exit 1
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null || { echo $port; return; }
  done
}

# Every run of a script counts from a range of its own, so that no claim comes twice.
next_range() {
  local n
  n=$(($(cat "$STATE/range" 2>/dev/null || echo 0) + 1))
  echo "$n" >"$STATE/range"
  echo $((n * 100000))
}

# Waits, 8 s at most, until the machine has been 85 % idle for a second.
quiet() {
  local end=$((SECONDS + 8)) a b
  while [ $SECONDS -lt $end ]; do
    read -ra a </proc/stat
    sleep 1
    read -ra b </proc/stat
    local total=0 i
    for i in 1 2 3 4 5 6 7 8; do total=$((total + b[i] - a[i])); done
    [ $((100 * (b[4] + b[5] - a[4] - a[5]) / total)) -ge 85 ] && return
  done
  return 0 # a machine that is never quiet is measured as it is
}

start_all() {
  trap stop_all EXIT
  declare -gA nodes=()
  if [ -n "${BEFORE:-}" ]; then
    TOP=$(cd "$BEFORE" && pwd) NODE_DATA=$STATE/before start_node
    nodes[before]=$NODE
  fi
  start_node
  nodes[stemedb]=$NODE
  start_etcd
  start_postgresql
}

start_node() {
  local port gateway
  port=$(free_port)
  gateway=$(free_port)
  NODE=http://127.0.0.1:$port
  "$TOP/bin/stemedb-node" --data-dir "${NODE_DATA:-$STATE/node}" --http-port "$port" --gateway-port "$gateway" >"$STATE/node.log" 2>&1 &
  pids+=($!)
  until curl -sf -m 2 "$NODE/v1/health" >/dev/null; do
    kill -0 "${pids[-1]}" 2>/dev/null || { cat "$STATE/node.log" >&2; void "the node did not start"; }
    sleep 0.2
  done
}

node_count() {
  curl -sf -m 5 "$NODE/v1/health" | sed -E 's/.*"assertion_count":([0-9]+).*/\1/'
}

start_etcd() {
  local port peer
  port=$(free_port)
  peer=$(free_port)
  ETCD=http://127.0.0.1:$port
  GOMAXPROCS=2 etcd --name bench --data-dir "$STATE/etcd" --listen-client-urls "$ETCD" --advertise-client-urls "$ETCD" \
    --listen-peer-urls "http://127.0.0.1:$peer" --initial-advertise-peer-urls "http://127.0.0.1:$peer" \
    --initial-cluster "bench=http://127.0.0.1:$peer" --quota-backend-bytes 4294967296 --log-level error >"$STATE/etcd.log" 2>&1 &
  pids+=($!)
  until curl -sf -m 2 "$ETCD/health" >/dev/null; do sleep 0.2; done
}

start_postgresql() {
  local bin=/usr/lib/postgresql/15/bin data=$STATE/pg
  PG_PORT=$(free_port)
  mkdir "$data"
  chown postgres "$data"
  chmod 755 "$STATE"
  chmod 700 "$data"
  su postgres -s /bin/bash -c "$bin/initdb -D $data -A trust >/dev/null && $bin/pg_ctl -D $data -w -l $data/log -o \
    '-p $PG_PORT -k $data -h 127.0.0.1 -c shared_buffers=1GB -c max_wal_size=4GB -c checkpoint_timeout=15min \
    -c fsync=on -c synchronous_commit=on' start >/dev/null"
  local sql="psql -X -q -h 127.0.0.1 -p $PG_PORT -U postgres"
  $sql -f "$BENCH/sql/schema.sql"
  batch_sql >"$STATE/batch.sql"
}

# One insert of 1,000 rows.
batch_sql() {
  echo "insert into assertion (concept_path, predicate, value, source, confidence, asserted_at, metadata) values"
  awk 'BEGIN { srand(1); for (i = 1; i <= 1000; i++) printf "%s(\x27stocks/us/company-%05d/revenue\x27,\x27reports\x27,\x27{\"amount\":%d,\"unit\":\"USD\"}\x27,\x27sec-edgar-10k-2026\x27,0.87,\x272026-11-22T00:00:00Z\x27,\x27{\"agent\":\"agent-%03d\",\"lifecycle\":\"proposed\",\"note\":\"batch ingest of quarterly filings\"}\x27)", (i > 1 ? "," : ""), 1 + int(rand() * 10000), int(rand() * 1000000), i % 100; print ";" }'
}

stop_all() {
  local pid
  if [ -f "$STATE/pg/postmaster.pid" ]; then
    su postgres -s /bin/bash -c "/usr/lib/postgresql/15/bin/pg_ctl -D $STATE/pg -m immediate -w stop" >/dev/null 2>&1
  fi
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done
  [ -n "${KEEP:-}" ] && echo "kept: $STATE" >&2 || rm -rf "$STATE"
}

# Medians by measurement and system, and StemeDB's ratio to each peer. Batches count records, not requests.
report() {
  awk '
    { rate = $4; sub(/rate=/, "", rate); p50 = $5; sub(/p50_ms=/, "", p50); p99 = $6; sub(/p99_ms=/, "", p99)
      key = $1 SUBSEP $2; n[key]++; r[key, n[key]] = rate + 0; f[key, n[key]] = p50 + 0; t[key, n[key]] = p99 + 0
      if (!($1 in seen)) { seen[$1] = 1; order[++count] = $1 } systems[$2] = 1 }
    function median(a, key,   i, j, m, v, x) {
      m = n[key]; for (i = 1; i <= m; i++) v[i] = a[key, i]
      for (i = 2; i <= m; i++) { x = v[i]; for (j = i - 1; j >= 1 && v[j] > x; j--) v[j + 1] = v[j]; v[j + 1] = x }
      return v[int((m + 1) / 2)] }
    END {
      print "| measurement | stemedb /s | p50 ms | p99 ms | etcd /s | p99 ms | postgresql /s | p99 ms | to etcd | to postgresql |" \
        ("before" in systems ? " before /s | p99 ms | to before |" : "")
      print "|---|---|---|---|---|---|---|---|---|---|" ("before" in systems ? "---|---|---|" : "")
      for (i = 1; i <= count; i++) {
        m = order[i]; per = m ~ /^batch/ ? 1000 : 1
        s = median(r, m SUBSEP "stemedb") * per; e = median(r, m SUBSEP "etcd") * per; p = median(r, m SUBSEP "postgresql") * per
        b = median(r, m SUBSEP "before") * per
        printf "| %s | %d | %.2f | %.2f | %s | %s | %d | %.2f | %s | %.2f |%s\n", m, s, median(f, m SUBSEP "stemedb"),
          median(t, m SUBSEP "stemedb"), e ? int(e) : "-", e ? sprintf("%.2f", median(t, m SUBSEP "etcd")) : "-", p,
          median(t, m SUBSEP "postgresql"), e ? sprintf("%.2f", s / e) : "-", s / p,
          "before" in systems ? sprintf(" %d | %.2f | %.2f |", b, median(t, m SUBSEP "before"), s / b) : "" } }' "$1"
}
