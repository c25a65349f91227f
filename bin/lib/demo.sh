# shellcheck shell=bash
# The whole story on one machine: a simulated world, two nights, a server, three requests. What is landed and trained
# stays in the home, so that the next demo begins with the server.

readonly DEMO_STAGES=("build" "simulate a world" "two nights" "serve")
DEMO_WORLD="${NIGHTJAR_DEMO_WORLD:---days 28 --users 2000 --items 800 --seed 7}"

run_demo() {
  read_demo_flags "$@"
  # The demo writes into its own lake only, whatever the environment names.
  unset NIGHTJAR_LAKE NIGHTJAR_S3_ENDPOINT NIGHTJAR_S3_ACCESS_KEY NIGHTJAR_S3_SECRET_KEY
  read_flags "${DEMO_COMMON[@]}"
  if port_answers "$DEMO_PORT"; then
    fail 2 "port $DEMO_PORT on 127.0.0.1 is in use; stop what listens there or give another with --port"
  fi
  DEMO_BEGIN=$SECONDS
  stage 1
  build_if_needed
  prepare_home
  stage 2
  land_world
  LAST_DAY="$(world_field last_day)"
  stage 3
  take_nights "$(date -u -d "$LAST_DAY - 1 day" +%F)" "$LAST_DAY"
  stage 4
  serve_demo
}

# Splits what the demo itself needs from what goes to the server.
read_demo_flags() {
  DEMO_PORT=8080
  DEMO_SERVES=yes
  DEMO_COMMON=()
  DEMO_SERVER=()
  while (($#)); do
    case "$1" in
      --no-serve) DEMO_SERVES="" ;;
      --port) DEMO_PORT="${2:-}"; shift ;;
      --port=*) DEMO_PORT="${1#*=}" ;;
      --home) DEMO_COMMON+=("$1" "${2:-}"); shift ;;
      --home=*) DEMO_COMMON+=("$1") ;;
      --lake | --lake=*)
        fail 2 "demo has a lake of its own in its home; use simulate, nightly and serve with --lake for another"
        ;;
      --insecure) ;;
      *) DEMO_SERVER+=("$1") ;;
    esac
    (($#)) && shift
  done
  if ! [[ "$DEMO_PORT" =~ ^[0-9]+$ ]] || ((DEMO_PORT > 65535)); then
    fail 2 "--port $DEMO_PORT must be a number from 0 to 65535"
  fi
  if ((DEMO_PORT == 0)); then
    until DEMO_PORT=$((RANDOM % 20000 + 20000)) && ! port_answers "$DEMO_PORT"; do :; done
  fi
}

stage() {
  local index="$1" next=""
  local name="${DEMO_STAGES[index - 1]}"
  ((index < ${#DEMO_STAGES[@]})) && next=" ... next: ${DEMO_STAGES[index]}"
  say "$(printf '[%5ds] %d/%d %s%s' $((SECONDS - DEMO_BEGIN)) "$index" "${#DEMO_STAGES[@]}" "$name" "$next")"
}

kept() {
  say "         $1 is here already"
}

# The marker holds the world's flags and what simulate said about it.
land_world() {
  local marker="$HOME_DIR/demo.world" flags
  if [[ -f "$marker" ]]; then
    [[ "$(head -n 1 "$marker")" == "$DEMO_WORLD" ]] ||
      fail 2 "home $HOME_DIR holds another world ($(head -n 1 "$marker")); choose another with --home"
    kept "the world"
    return
  fi
  read -r -a flags <<<"$DEMO_WORLD"
  printf '%s\n' "$DEMO_WORLD" >"$marker.part"
  (run_command simulate "${flags[@]}" --json "${DEMO_COMMON[@]}") >>"$marker.part"
  mv -f "$marker.part" "$marker"
}

# world_field NAME: a text field of what simulate printed.
world_field() {
  local value
  value="$(sed -n "s/.*\"$1\"[ ]*:[ ]*\"\([^\"]*\)\".*/\1/p" "$HOME_DIR/demo.world" | head -n 1)"
  [[ -n "$value" ]] || fail 1 "simulate did not say $1; remove $HOME_DIR and run demo again"
  printf '%s' "$value"
}

# The first night takes every day landed up to its own, the second is judged against it; one JVM, so the second is warm.
# Whoever waits for a first look does not wait for a search for better parameters.
take_nights() {
  local first="$1" last="$2" marker="$HOME_DIR/demo.nights"
  if grep -qxF "$last" "$marker" 2>/dev/null; then
    kept "the night of $last"
    return
  fi
  # A world this small is mostly code that runs once: without the optimising compiler the nights took a quarter less CPU.
  local flags=("${SHORT_LIVED[@]}" -XX:MetaspaceSize=300m)
  # The heap that the nights come to need anyway, from the beginning: they stop half as long to collect.
  [[ -n "${NIGHTJAR_HEAP:-}" ]] || flags+=(-Xms1g -Xmn600m)
  (NIGHTJAR_JAVA_OPTS="${flags[*]} ${NIGHTJAR_JAVA_OPTS:-}"
    run_command nightly --from "$first" --run-date "$last" --set training.als.search.trials=0 "${DEMO_COMMON[@]}") >"$HOME_DIR/last-night.part"
  mv -f "$HOME_DIR/last-night.part" "$HOME_DIR/last-night.txt"
  printf '%s\n' "$last" >>"$marker"
}

serve_demo() {
  local url="http://127.0.0.1:$DEMO_PORT" code=0
  SERVER=""
  STOPPING=""
  # A background child ignores Ctrl-C, so it is stopped from here, and waited for.
  trap 'STOPPING=yes; [[ -z "$SERVER" ]] || kill -TERM "$SERVER" 2>/dev/null' INT TERM
  (run_command serve --port "$DEMO_PORT" --insecure "${DEMO_SERVER[@]}" "${DEMO_COMMON[@]}") </dev/null >/dev/null &
  SERVER=$!
  await_ready
  say "$(printf '[%5ds] serving at %s' $((SECONDS - DEMO_BEGIN)) "$url")"
  cat "$HOME_DIR/last-night.txt"
  if [[ -n "$DEMO_SERVES" ]]; then
    show_requests "$url"
    await_server || code=$?
    [[ -z "$STOPPING" ]] || code=0
  else
    (run_light simulator dev.nightjar.simulator.AskThree 256m --url "$url" "${DEMO_COMMON[@]}") || code=$?
    kill -TERM "$SERVER" 2>/dev/null || true
    await_server || true
  fi
  return "$code"
}

# Waits until the server is ready; ends with the server's code when it ends first.
await_ready() {
  await_ready_on "$DEMO_PORT"
}

await_ready_on() {
  local begin=$SECONDS code=0
  until is_ready "$1"; do
    if ! kill -0 "$SERVER" 2>/dev/null; then
      await_server || code=$?
      [[ -z "$STOPPING" ]] || exit 0
      fail "$((code == 0 ? 1 : code))" "the server ended before it was ready"
    fi
    if ((SECONDS - begin > 120)); then
      kill -TERM "$SERVER" 2>/dev/null || true
      await_server || true
      fail 1 "the server was not ready after 120 s"
    fi
    sleep 0.1
  done
}

# Without curl, which a bare machine may lack.
is_ready() {
  local status=""
  {
    exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
    printf 'GET /health/ready HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3
    read -r -t 5 status <&3
    exec 3>&-
  } 2>/dev/null
  [[ "$status" == *" 200"* ]]
}

# A signal ends "wait" early, so it is called until the server is gone.
await_server() {
  local code=0
  while kill -0 "$SERVER" 2>/dev/null; do
    code=0
    wait "$SERVER" || code=$?
  done
  return "$code"
}

# Three requests that work: a person of the world, somebody who looks at an item, and what is popular.
show_requests() {
  local url="$1" person item
  person="$(landed_value userId)"
  item="$(landed_value item_id)"
  cat <<EOT

Ask it:
  curl -s '$url/recommendations?user_id=$person&n=5'
  curl -s '$url/recommendations' -H 'content-type: application/json' \\
    -d '{"session_id":"visitor-1","n":5,"session_events":[{"item_id":"$item","type":"view"}]}'
  curl -s '$url/items/$item/similar?n=5'

Look at it: $url/console        Ctrl-C stops the server; what is built and landed stays.
EOT
}

# landed_value FIELD: a value of the last landed day that stands in some events of people who agreed to be recommended to,
# but not in as many as a bot's.
landed_value() {
  local day="$HOME_DIR/s3/nightjar/landing/events/dt=$LAST_DAY"
  find "$day" -name '*.jsonl*' -print0 2>/dev/null | sort -z | xargs -0 -r -n 1 gzip -cdf 2>/dev/null |
    grep -a '"personalization":true' | grep -a -o "\"$1\":\"[A-Za-z0-9._-]*\"" | cut -d '"' -f 4 |
    awk '{ count[$0]++ } END { for (v in count) if (count[v] >= 5 && count[v] <= 20) print v }' | sort | head -n 1 || true
}
