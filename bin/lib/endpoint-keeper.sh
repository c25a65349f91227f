#!/usr/bin/env bash
# Runs the embedded S3 endpoint of a home as its child, until no command holds the home's endpoint lock any more.
# Started by home.sh in a session of its own, so that Ctrl-C on a command does not reach the endpoint.
set -euo pipefail

home="$1"
rm -f "$home/endpoint.failed"
exec 7>>"$home/endpoint.lock"

"$NIGHTJAR_ENDPOINT_JAVA" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
  -cp "$NIGHTJAR_ENDPOINT_CLASS_PATH" dev.nightjar.endpoint.Endpoint \
  --dir "$home/s3" --bucket nightjar --port 0 --state "$home/endpoint.url" 7>&- &
endpoint=$!
printf '%s\n' "$endpoint" >"$home/endpoint.pid"

# Its death before it listens is told to the command that waits for it.
(
  exec 7>&-
  while kill -0 "$endpoint" 2>/dev/null; do
    [[ -s "$home/endpoint.url" ]] && exit 0
    sleep 0.1
  done
  [[ -s "$home/endpoint.url" ]] || touch "$home/endpoint.failed"
) &

flock -x 7
kill -TERM "$endpoint" 2>/dev/null || true
wait "$endpoint" || true
# A later endpoint of the same home, started after this one died, keeps its files.
if [[ "$(cat "$home/endpoint.pid" 2>/dev/null)" == "$endpoint" ]]; then
  rm -f "$home/endpoint.url" "$home/endpoint.pid"
fi
