# shellcheck shell=bash
# Names of the commands, help, and how to fail with one sentence.

readonly JOBS=(
  ingest-events ingest-items clean-events build-catalog sessionize features check-tables train-models
  evaluate-models build-snapshot tune-blend evaluate-snapshot refit-blend gate publish-snapshot check-parity
)
readonly COMMANDS=(
  demo test build batch-jar help simulate import nightly evaluate status tables sql quarantine snapshots serve connect takedown restore recommend rules replay bench "${JOBS[@]}"
)

say() {
  printf '%s\n' "$*" >&2
}

# fail CODE SENTENCE: 1 fault, 2 wrong flag or setting, 3 bad data.
fail() {
  say "nightjar: $2"
  exit "$1"
}

is_command() {
  local known
  for known in "${COMMANDS[@]}"; do
    [[ "$known" == "$1" ]] && return 0
  done
  return 1
}

# did_you_mean WORD KNOWN...: "; did you mean X?" for the nearest known word, nothing when none is near.
did_you_mean() {
  local word="$1"
  shift
  printf '%s\n' "$@" | awk -v word="$word" '
    function min(a, b) { return a < b ? a : b }
    function distance(a, b,   i, j, cost) {
      for (i = 0; i <= length(a); i++) {
        for (j = 0; j <= length(b); j++) {
          if (i == 0 || j == 0) { d[i, j] = i + j; continue }
          cost = substr(a, i, 1) == substr(b, j, 1) ? 0 : 1
          d[i, j] = min(d[i - 1, j - 1] + cost, min(d[i - 1, j], d[i, j - 1]) + 1)
        }
      }
      return d[length(a), length(b)]
    }
    BEGIN { best = 3 }
    { near = distance(word, $0); if (near < best) { best = near; found = $0 } }
    END { if (found != "") printf "; did you mean %s?", found }'
}

require_tools() {
  [[ "$(uname -s)" == Linux ]] || fail 1 "bin/nightjar needs Linux; run it in a container elsewhere"
  local tool
  for tool in flock setsid awk find; do
    command -v "$tool" >/dev/null || fail 1 "$tool is missing; install util-linux, awk and findutils"
  done
  command -v "$(java_binary)" >/dev/null || fail 1 "java is missing; install a JDK 17 or set JAVA_HOME"
}

java_binary() {
  printf '%s' "${JAVA_HOME:+$JAVA_HOME/bin/}java"
}

# port_answers PORT: whether something listens there on loopback.
port_answers() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

show_help() {
  local command="${1:-}"
  if [[ -n "$command" ]]; then
    help_text | grep -E "^  $command( |$)" || printf '  %-16s one job of the night, --run-date D\n' "$command"
    printf '\nFlags that every command knows: --lake URI, --conf FILE, --set key=value, --home DIR, --json\n'
    return
  fi
  help_text
}

help_text() {
  cat <<'HELP'
bin/nightjar COMMAND [flags]

Start here
  demo             a simulated world, two nights and a server on this machine; --no-serve asks three times and ends
  help             this page; also bin/nightjar COMMAND --help

Events into the lake
  simulate         lands a simulated world: --days N --users U --items I --seed S
  import           lands CSV, JSON, Parquet or Delta: import MAPPING PATH... [--dry-run]   (conf/import/*.conf)

The night
  nightly          every job in order: --run-date D, --from D0 replays the days D0..D one night at a time
  evaluate         the evaluation for people: printed, and as HTML and Markdown in HOME/reports: --run-date D; --folds N cross-validates
  status           the last night in one screen: accounting, metrics, gate, what is live
  tables           version, rows, files, size and age of every table; --digest compares lakes
  sql              one question to the tables: sql "select ...", --limit N
  quarantine       refused lines: list | show FILE LINE | replay [FILE...]; --night D --rule R --file F --feed events|items
  snapshots        list | verify ID | shadow [ID] | rollback [ID] | promote ID --by NAME --reason TEXT | gc

One job alone, --run-date D
  ingest-events    landed events to bronze, every line accounted for
  ingest-items     the landed catalogue to bronze
  clean-events     bronze to interactions, exposures and users
  build-catalog    items as of the night
  sessionize       interactions to sessions
  features         user and item features
  check-tables     the night's tables against conf/expectations.conf and the last seven nights
  train-models     factors, neighbours, segments, popular lists
  evaluate-models  every recommender alone, beside popularity and random
  build-snapshot   candidates to a RocksDB snapshot
  tune-blend       weights and trees that the test window judges, from the validation window
  evaluate-snapshot  the blend as it would be served, on the test window
  refit-blend      the weights and trees that are served, from the test window
  gate             the candidate against the incumbent and popularity
  publish-snapshot makes the accepted snapshot the live one
  check-parity     what was served and the live snapshot against the tables

By day
  serve            the HTTP server: --port 8080, --insecure takes any key on loopback, --collector-only takes events and answers nothing
  connect          lands a topic of Kafka or a queue of RabbitMQ (section streams) until it is stopped: --port 8081 for its own pages
  takedown         items out of every answer within seconds, without a night: takedown [ITEM...] --reason TEXT; without ITEM: the list
  restore          undoes it: restore ITEM...
  recommend        a server's answers for a file of user ids, as JSON lines: --users FILE [--query 'n=10&scenario=mail'] [--out FILE]
  rules            rules check [FILE] [--requests FILE]: what is wrong with rules, what each does, and what it would change in recorded requests
  replay           recorded requests (serving.record) asked again and compared byte for byte: replay FILE...
  bench            a benchmark beside its peer in one run: bench serving | collector | etl | top-k | quality

This checkout
  build            builds what the commands need; the others do it when a source changed
  batch-jar        builds the jar for spark-submit and prints its path
  test             every test that this machine can run, with all gates

Flags that every command knows: --lake URI, --conf FILE, --set key=value, --home DIR (default .nightjar), --json
Environment: NIGHTJAR_LAKE, NIGHTJAR_S3_ENDPOINT (set but empty: AWS itself), NIGHTJAR_S3_ACCESS_KEY,
  NIGHTJAR_S3_SECRET_KEY, NIGHTJAR_SECRET, NIGHTJAR_PREVIOUS_SECRET, NIGHTJAR_HEAP (4g), NIGHTJAR_JAVA_OPTS, NIGHTJAR_DEBUG,
  NIGHTJAR_STREAMS, NIGHTJAR_KAFKA_USERNAME, NIGHTJAR_KAFKA_PASSWORD, NIGHTJAR_RABBITMQ_URL
Exit codes: 0 done, 1 fault, 2 wrong flag or setting, 3 bad data
HELP
}
