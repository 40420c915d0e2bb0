#!/usr/bin/env bash
# Prints what large clusters come to, by the deciding code over situations that are made by hand (docs/scale.md): sizes of messages and
# memory, moves, processor time of plans, and what one node costs that has many neighbours. Writes no claim and opens no port.
#
#   bench/scale-cluster.sh [sizes|times|idle ...]     default: all of them
#   LIBRARIES=CLASSPATH   of what the program uses, if it is not installed here
#   BEFORE=CHECKOUT   prints times and idle of the program of another checkout, too; its tests must be compiled as well
#
# Needs a JDK, a built checkout (./run once), and its compiled tests: mvn test-compile -pl stemedb-cluster -am
set -euo pipefail
TOP=$(cd "$(dirname "$0")/.." && pwd)
STATE=$(mktemp -d)
trap 'rm -rf "$STATE"' EXIT
parts=("$@")
[ $# -gt 0 ] || parts=(sizes times idle)

# The libraries that the program is compiled with, from the layout and the application that it is built into.
libraries=${LIBRARIES:-$(printf '%s:' "$TOP"/stemedb-node/target/dist/lib/*.jar "$TOP"/stemedb-web/target/stemedb-web/WEB-INF/lib/*.jar)}

# The classes of a checkout; what stands for a large cluster is compiled from this one beside them.
measure() { # checkout $1, class $2
  local classes=$1/stemedb-cluster/target/classes:$1/stemedb-ejb/target/classes
  local tests=$1/stemedb-cluster/target/test-classes:$1/stemedb-ejb/target/test-classes
  local made=$STATE/$(cksum <<<"$1 $2" | cut -d' ' -f1)
  local played=$TOP/stemedb-cluster/src/test/java/io/stemedb/cluster
  local parts=("$played/scale/LargeCluster.java" "$played/grpc/WireSizes.java" "$played/feed/PositionSizes.java")
  [ "$2" != Sizes ] || parts+=("$played/sync/Refill.java" "$played/copies/BaseSizes.java")
  mkdir -p "$made"
  javac -nowarn -proc:none -d "$made" -cp "$classes:$tests:$libraries" "${parts[@]}" "$TOP/bench/scale-cluster/$2.java"
  java -Xmx1g -cp "$made:$classes:$tests:$libraries" "$2"
}

for part in "${parts[@]}"; do
  case $part in
    sizes) measure "$TOP" Sizes ;;
    times | idle)
      class=Times
      [ "$part" = times ] || class=OneOfMany
      if [ -n "${BEFORE:-}" ]; then
        echo "before:"
        measure "$(cd "$BEFORE" && pwd)" "$class"
        echo "now:"
      fi
      measure "$TOP" "$class"
      ;;
    *) echo "no such part: $part" >&2 && exit 2 ;;
  esac
done
