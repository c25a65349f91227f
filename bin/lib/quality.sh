# shellcheck shell=bash
# The quality benchmark: each public set is imported up to its cut-off, one night is run with the shipped settings, and a server is asked for everybody
# whose later choices are known. Nothing after the cut-off lies in the lake. A simulated world goes on after its night; what came then is not read by it.

# A set, its mapping, and the last day that its night may see.
readonly QUALITY_SETS=(
  "online-retail online-retail.conf 2011-11-09"
  "movietweetings-100k movietweetings.conf 2013-07-30"
  "ml-latest-small movielens.conf 2016-10-16"
)

run_quality() {
  local data="" port=8399 entry name mapping day
  while (($#)); do
    case "$1" in
      --data) data="${2:-}"; shift ;;
      --data=*) data="${1#*=}" ;;
      --port) port="${2:-}"; shift ;;
      --port=*) port="${1#*=}" ;;
      --home) shift ;;
      --home=*) ;;
      *) fail 2 "bench quality knows --data DIR, --port N and --home DIR, not $1" ;;
    esac
    (($#)) && shift
  done
  [[ -d "$data" ]] || fail 2 "bench quality needs --data DIR, a folder with ${QUALITY_SETS[*]%% *} or some of them (docs/models.md says where they are from)"
  [[ "$port" =~ ^[0-9]+$ ]] || fail 2 "--port $port must be a number"
  ! port_answers "$port" || fail 2 "port $port on 127.0.0.1 is in use; give another with --port"
  printf '%-22s%-11s%8s%11s%9s%11s%9s%12s\n' set policy persons recall@20 ndcg@20 "/rank" ndcg@20 "of oracle"
  for entry in "${QUALITY_SETS[@]}"; do
    read -r name mapping day <<<"$entry"
    if [[ -d "$data/$name" ]]; then
      measure_set "$name" "$mapping" "$day" "$data" "$port"
    else
      say "$name is left out: $data/$name does not exist"
    fi
  done
  measure_world "$port"
}

# measure_set SET MAPPING DAY DATA PORT
measure_set() {
  local name="$1" mapping="$2" day="$3" data="$4" port="$5" work="$HOME_DIR/quality/$1"
  python3 "$ROOT/bin/lib/quality.py" divide "$name" "$data" "$work"
  local lake=(--home "$work/home" --lake "file://$(cd "$work" && pwd -P)/lake")
  say "$name: import and the night of $day (what they say is in $work/log.txt)"
  "$ROOT/bin/nightjar" import "$ROOT/conf/import/$mapping" "$work"/train/* "${lake[@]}" >"$work/log.txt" 2>&1 ||
    fail 1 "the import of $name failed; $work/log.txt says why"
  measure_night "$name" "$day" "$port" "$work"
}

# measure_world PORT: the demo's world and a night before its last days.
measure_world() {
  local port="$1" work="$HOME_DIR/quality/simulated" day flags
  rm -rf "$work"
  mkdir -p "$work"
  local root lake
  root="$(cd "$work" && pwd -P)"
  lake=(--home "$work/home" --lake "file://$root/lake")
  read -r -a flags <<<"$DEMO_WORLD"
  say "simulated: a world and a night of it (what they say is in $work/log.txt)"
  "$ROOT/bin/nightjar" simulate "${flags[@]}" "${lake[@]}" >"$work/log.txt" 2>&1 || fail 1 "no world could be made; $work/log.txt says why"
  day="$(python3 "$ROOT/bin/lib/quality.py" world "$root/lake" "$work")"
  measure_night simulated "$day" "$port" "$work"
}

# measure_night NAME DAY PORT WORK
measure_night() {
  local name="$1" day="$2" port="$3" work="$4" log="$4/log.txt" code=0
  local lake=(--home "$work/home" --lake "file://$(cd "$work" && pwd -P)/lake")
  "$ROOT/bin/nightjar" nightly --run-date "$day" "${lake[@]}" >>"$log" 2>&1 || fail 1 "the night of $name failed; $log says why"
  "$ROOT/bin/nightjar" serve --insecure --port "$port" "${lake[@]}" </dev/null >>"$log" 2>&1 &
  SERVER=$!
  await_ready_on "$port"
  python3 "$ROOT/bin/lib/quality.py" ask "$work" "http://127.0.0.1:$port" || code=$?
  kill -TERM "$SERVER" 2>/dev/null || true
  await_server || true
  ((code == 0)) || fail "$code" "the answers for $name could not be measured; $log says what the server did"
}
