#!/usr/bin/env bash
# Tests of the launcher, with the real endpoint and a stand-in for every other Java program. Each test runs in a home and a
# working directory of its own; a JUnit report goes to NIGHTJAR_TEST_REPORTS when that is set.
set -euo pipefail

ROOT="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)"
NIGHTJAR="$ROOT/bin/nightjar"
WORK="$(mktemp -d)"
[[ -n "${KEEP:-}" ]] || trap 'rm -rf "$WORK"' EXIT
unset NIGHTJAR_LAKE NIGHTJAR_S3_ENDPOINT NIGHTJAR_S3_ACCESS_KEY NIGHTJAR_S3_SECRET_KEY NIGHTJAR_SECRET

# Says what it was started with, then lasts for STAND_IN_SECONDS, or ends with STAND_IN_CODE at once.
mkdir -p "$WORK/jdk/bin"
REAL_JAVA="$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")")"
cat >"$WORK/jdk/bin/java" <<STAND_IN
#!/usr/bin/env bash
case " \$* " in
  *" dev.nightjar.endpoint.Endpoint "* | *TestSummary.java*) exec "$REAL_JAVA" "\$@" ;;
  *" dev.nightjar.serving.Serve "*)
    if [[ -n "\${STAND_IN_SERVER:-}" ]]; then
      printf 'serve %s\n' "\$*" >>"\$STAND_IN_SERVER"
      words="\$*"
      exec "$REAL_JAVA" "$WORK/Ready.java" "\${words##*--port }"
    fi
    ;;
  *" dev.nightjar.simulator.Simulate "*)
    words="\$*"
    lake="\${words##*file://}"
    [[ -z "\${STAND_IN_WORLD:-}" ]] || cp -r "\$STAND_IN_WORLD" "\${lake%% *}"
    printf '{"first_day":"2026-01-01","last_day":"2026-03-01"}\n'
    ;;
  *" dev.nightjar.export.Nightjar nightly "*) printf 'the table of quality\n' ;;
  *" dev.nightjar.simulator.AskThree "*) printf 'three answers\n' ;;
esac
[[ -z "\${STAND_IN_CALLS:-}" ]] || printf '%s\n' "\$*" | grep -o 'dev\.nightjar\.[a-z]*\.[A-Z].*' >>"\$STAND_IN_CALLS"
{
  printf 'pid=%s\n' "\$\$"
  printf 'endpoint=%s\n' "\${NIGHTJAR_S3_ENDPOINT:-}"
  printf 'secret=%s\n' "\${NIGHTJAR_SECRET:-}"
  printf 'key=%s\n' "\${NIGHTJAR_S3_ACCESS_KEY:-}"
  printf '%s\n' "\$*"
} >"\${STAND_IN_LOG:-/dev/null}"
[[ -z "\${STAND_IN_CODE:-}" ]] || exit "\$STAND_IN_CODE"
exec sleep "\${STAND_IN_SECONDS:-0}"
STAND_IN
cat >"$WORK/Ready.java" <<'READY'
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;

final class Ready {
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0].split(" ")[0]);
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/health/ready", exchange -> { exchange.sendResponseHeaders(200, -1); exchange.close(); });
    byte[] answer = "{\"items\":[{\"item_id\":\"0000009\"},{\"item_id\":\"0000002\"}]}".getBytes();
    for (String path : new String[] {"/recommendations", "/rank"}) {
      server.createContext(
          path,
          exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
    }
    server.start();
  }
}
READY
chmod +x "$WORK/jdk/bin/java"

check() {
  "$@" || { echo "expected: $*" >&2; exit 1; }
}

stand_in() {
  JAVA_HOME="$WORK/jdk" STAND_IN_LOG="$PWD/log" "$NIGHTJAR" "$@"
}

answers() {
  (exec 3<>"/dev/tcp/127.0.0.1/${1##*:}") 2>/dev/null
}

# Waits for a condition that another process brings about.
eventually() {
  local tries
  for ((tries = 0; tries < 400; tries++)); do
    "$@" && return 0
    sleep 0.05
  done
  echo "never came true: $*" >&2
  exit 1
}

has_url() { [[ -s .nightjar/endpoint.url ]]; }
has_log() { [[ -s "$1" ]]; }
has_no_url() { ! has_url; }
is_silent() { ! answers "$1"; }

test_help_names_every_command() {
  local command
  "$NIGHTJAR" help >help.txt
  for command in demo test simulate import nightly evaluate status tables sql snapshots serve connect takedown restore replay bench ingest-events publish-snapshot check-parity; do
    check grep -qE "^  $command( |$)" help.txt
  done
}

test_main_classes_of_the_launcher_exist() {
  local root main_class
  root="$(dirname "$(dirname "$NIGHTJAR")")"
  grep -ohE 'dev\.nightjar(\.[a-z]+)+\.[A-Z][A-Za-z]+' "$root"/bin/lib/*.sh | sort -u >classes.txt
  check test "$(wc -l <classes.txt)" -ge 5
  while read -r main_class; do
    check test -n "$(find "$root" -path "*/src/main/java/${main_class//.//}.java" -print -quit)"
  done <classes.txt
}

test_bench_names_its_benchmarks() {
  local code=0
  export NIGHTJAR_S3_ENDPOINT=http://127.0.0.1:9
  stand_in bench nothing 2>err.txt || code=$?
  check test "$code" = 2
  check grep -q 'serving' err.txt
  stand_in bench serving --rounds 1
  check grep -q -- 'dev.nightjar.serving.bench.ServingBench --rounds 1' log
  stand_in bench etl --events 1000
  check grep -q -- 'dev.nightjar.export.Nightjar bench-etl --events 1000' log
  stand_in bench top-k --items 1000
  check grep -q -- 'dev.nightjar.export.Nightjar bench-top-k --items 1000' log
}

# One person liked film 1 before the cut-off and film 2 after it; the answer has film 2 in the second place.
test_bench_quality_asks_for_what_came_after_the_cutoff() {
  local code=0
  export NIGHTJAR_S3_ENDPOINT=http://127.0.0.1:9
  stand_in bench quality 2>err.txt || code=$?
  check test "$code" = 2
  check grep -q -- '--data DIR' err.txt
  mkdir -p data/movietweetings-100k
  printf '%s\n' 1::0000001::9::1375000000 2::2::9::1375000000 1::0000002::8::1376000000 2::0000001::3::1376000000 |
    gzip >data/movietweetings-100k/ratings.dat.gz
  printf '0000001::One (2013)::Drama\n' | gzip >data/movietweetings-100k/movies.dat.gz
  mkdir -p world/oracle world/landing/events/dt=2026-01-20
  printf '{"user_id":"u","items":["0000002","0000009"]}\n' | gzip >world/oracle/oracle-2026-01-28.jsonl.gz
  for seen in 2026-01-20,0000002 2026-01-20,0000009 2026-01-28,0000002; do
    printf '{"type":"track","event":"Item Viewed","userId":"u","messageId":"%s","timestamp":"%sT10:00:00Z","properties":{"item_id":"%s"},"context":{"sessionId":"s","consent":{"categoryPreferences":{"personalization":true}}}}\n' \
      "$seen" "${seen%,*}" "${seen#*,}"
  done | gzip >world/landing/events/dt=2026-01-20/part.jsonl.gz
  STAND_IN_WORLD="$PWD/world" STAND_IN_CALLS="$PWD/calls" STAND_IN_SERVER="$PWD/server" stand_in bench quality --data data --port "$(free_port)" >out.txt 2>err.txt
  check grep -qE '^movietweetings-100k +new_items +1 +1\.0000 +0\.6309 +1\.0000 +0\.6309$' out.txt
  check grep -q 'online-retail is left out' err.txt
  check grep -qE '^simulated +new_items +1 +1\.0000 +0\.6309 +1\.0000 +0\.6309 +63%$' out.txt
  check grep -q 'dev.nightjar.export.Nightjar nightly --run-date 2026-01-27' calls
  check grep -q 'dev.nightjar.export.Nightjar nightly --run-date 2013-07-30' calls
  check test "$(wc -l <.nightjar/quality/movietweetings-100k/train/ratings.dat)" = 2
}

test_a_server_has_the_brokers_clients_only_where_a_setting_asks_for_a_stream() {
  export NIGHTJAR_S3_ENDPOINT=http://127.0.0.1:9
  stand_in serve
  check test "$(grep -c kafka-clients log)" = 0
  stand_in serve --set serving.collector.sink=stream
  check grep -q kafka-clients log
  printf 'serving {\n  sessions { follow_stream = true }\n}\n' >my.conf
  stand_in serve --conf my.conf
  check grep -q kafka-clients log
  stand_in connect --port 0
  check grep -q -- 'dev.nightjar.streams.Connect --port 0' log
}

test_suggests_a_command_and_ends_with_2() {
  local code=0
  "$NIGHTJAR" nigthly --run-date 2026-01-01 2>err.txt || code=$?
  check test "$code" = 2
  check grep -q 'did you mean nightly?' err.txt
}

test_works_through_a_symlink_from_anywhere() {
  ln -s "$NIGHTJAR" here
  ./here help | grep -q 'bin/nightjar COMMAND' || check false
}

test_passes_exit_codes_and_arguments_through() {
  local code=0
  STAND_IN_CODE=3 stand_in nightly --run-date 2026-01-01 --lake "file://$PWD/a lake" || code=$?
  check test "$code" = 3
  check grep -q -- "dev.nightjar.export.Nightjar nightly --run-date 2026-01-01 --lake file://$PWD/a lake" log
}

test_starts_no_endpoint_for_a_directory() {
  stand_in status --lake "file://$PWD/lake"
  check grep -qx 'endpoint=' log
  check grep -qx 'key=' log
  check test ! -e .nightjar/endpoint.lock
}

test_starts_no_endpoint_beside_a_given_one() {
  NIGHTJAR_S3_ENDPOINT=http://127.0.0.1:9 stand_in status
  check grep -qx 'endpoint=http://127.0.0.1:9' log
  check grep -qx 'key=' log
}

test_takes_the_lake_and_the_endpoint_of_an_overlay_file() {
  printf 'lake {\n  uri = "file://%s/lake"\n}\n' "$PWD" >directory.conf
  stand_in status --conf directory.conf
  check grep -qx 'endpoint=' log
  check test ! -e .nightjar/endpoint.lock
  printf 'lake.endpoint = "http://127.0.0.1:9"\n' >endpoint.conf
  stand_in status --conf=endpoint.conf
  check grep -qx 'key=' log
  check test ! -e .nightjar/endpoint.lock
}

test_generates_secrets_once_for_the_owner_only() {
  stand_in status --lake "file://$PWD/lake"
  local first
  first="$(grep '^secret=' log)"
  check test "${#first}" -ge 39
  check test "$(stat -c %a .nightjar/credentials.env)" = 600
  stand_in status --lake "file://$PWD/lake"
  check test "$(grep '^secret=' log)" = "$first"
  NIGHTJAR_SECRET=mine stand_in status --lake "file://$PWD/lake"
  check grep -qx 'secret=mine' log
}

test_stops_the_endpoint_after_the_last_command() {
  stand_in status
  local url
  url="$(sed -n 's/^endpoint=//p' log)"
  check grep -q '^http://127.0.0.1:' <<<"$url"
  eventually is_silent "$url"
  eventually has_no_url
}

test_shares_the_endpoint_between_overlapping_commands() {
  STAND_IN_SECONDS=4 stand_in serve &
  eventually has_log log
  local first second
  first="$(sed -n 's/^endpoint=//p' log)"
  mkdir other
  JAVA_HOME="$WORK/jdk" STAND_IN_LOG="$PWD/other/log" "$NIGHTJAR" status
  second="$(sed -n 's/^endpoint=//p' other/log)"
  check test "$first" = "$second"
  check answers "$first"
  wait
  eventually is_silent "$first"
}

test_stops_the_endpoint_after_a_killed_command() {
  STAND_IN_SECONDS=60 stand_in serve &
  local url
  eventually has_log log
  url="$(sed -n 's/^endpoint=//p' log)"
  check answers "$url"
  kill -KILL "$(sed -n 's/^pid=//p' log)"
  eventually is_silent "$url"
  eventually has_no_url
}

test_replaces_an_endpoint_that_died() {
  STAND_IN_SECONDS=5 stand_in serve &
  eventually has_log log
  local first second
  first="$(sed -n 's/^endpoint=//p' log)"
  kill -KILL "$(<.nightjar/endpoint.pid)"
  eventually is_silent "$first"
  mkdir other
  JAVA_HOME="$WORK/jdk" STAND_IN_LOG="$PWD/other/log" "$NIGHTJAR" status
  second="$(sed -n 's/^endpoint=//p' other/log)"
  check test "$first" != "$second"
  check test -n "$second"
  wait
  eventually is_silent "$second"
}

test_begins_together_with_one_endpoint() {
  local i
  for i in 1 2 3 4; do
    mkdir "$i"
    JAVA_HOME="$WORK/jdk" STAND_IN_LOG="$PWD/$i/log" STAND_IN_SECONDS=2 "$NIGHTJAR" status &
  done
  wait
  check test "$(sort -u ./*/log | grep -c '^endpoint=http')" = 1
  check test "$(sort -u ./*/log | grep -c '^secret=')" = 1
}

test_restarts_back_to_back() {
  local i
  for i in 1 2 3; do
    stand_in status
    check grep -q '^endpoint=http://127.0.0.1:' log
  done
}

test_refuses_a_demo_on_a_port_in_use() {
  local code=0
  STAND_IN_SECONDS=3 stand_in serve &
  eventually has_url
  stand_in demo --port "$(sed 's/.*://' .nightjar/endpoint.url)" 2>err.txt || code=$?
  check test "$code" = 2
  check grep -q 'is in use' err.txt
  wait
}

free_port() {
  local port
  until port=$((RANDOM % 20000 + 20000)) && ! answers "$port"; do :; done
  printf '%s' "$port"
}

demo() {
  STAND_IN_SERVER="$PWD/server" STAND_IN_CALLS="$PWD/calls" stand_in demo "$@"
}

test_demo_tells_the_story_once_and_then_only_serves() {
  local port
  port="$(free_port)"
  demo --no-serve --port "$port" >out.txt 2>err.txt
  check grep -q 'the table of quality' out.txt
  check grep -q 'three answers' out.txt
  check grep -q '2/4 simulate a world ... next: two nights' err.txt
  check test "$(grep -c 'Simulate ' calls)" = 1
  check grep -q 'Nightjar nightly --from 2026-02-28 --run-date 2026-03-01' calls
  check grep -q "AskThree --url http://127.0.0.1:$port" calls
  check grep -q -- '--insecure' server
  demo --no-serve --port "$port" >again.txt 2>&1
  check grep -q 'the table of quality' again.txt
  check test "$(grep -c 'Simulate ' calls)" = 1
  check test "$(grep -c 'nightly' calls)" = 1
  check is_silent "$port"
  eventually has_no_url
}

test_demo_stays_up_until_interrupted_and_stops_everything() {
  local port code=0
  port="$(free_port)"
  # shellcheck disable=SC2016 # the inner shell expands
  # A session of its own, so that the interrupt reaches a whole foreground group as a terminal's would.
  STAND_IN_SERVER="$PWD/server" STAND_IN_CALLS="$PWD/calls" JAVA_HOME="$WORK/jdk" setsid --wait bash -c '
    echo $$ >group; exec "$0" demo --port "$1"' "$NIGHTJAR" "$port" >out.txt 2>err.txt &
  local demo=$!
  eventually grep -q 'Ctrl-C stops' out.txt
  check answers "$port"
  local url
  url="$(<.nightjar/endpoint.url)"
  kill -TERM -- "-$(<group)"
  wait "$demo" || code=$?
  check test "$code" = 0
  check is_silent "$port"
  eventually is_silent "$url"
}

test_demo_passes_the_code_of_a_failed_night_through() {
  local code=0
  mkdir .nightjar
  printf '%s\n{"last_day":"2026-03-01"}\n' "--days 28 --users 2000 --items 800 --seed 7" >.nightjar/demo.world
  STAND_IN_CODE=3 demo --no-serve --port "$(free_port)" >out.txt 2>&1 || code=$?
  check test "$code" = 3
  check test ! -e .nightjar/demo.nights
}

run_all() {
  local name passed=0 failed=0 cases="" output
  for name in ${ONLY:-$(declare -F | awk '$3 ~ /^test_/ { print $3 }')}; do
    mkdir "$WORK/$name"
    if output="$( (cd "$WORK/$name" && "$name") 2>&1)"; then
      passed=$((passed + 1))
      cases+="<testcase classname=\"launcher\" name=\"$name\"/>"
    else
      failed=$((failed + 1))
      printf 'FAILED %s\n%s\n' "$name" "$output" >&2
      cases+="<testcase classname=\"launcher\" name=\"$name\"><failure message=\"see the log\"/></testcase>"
    fi
  done
  if [[ -n "${NIGHTJAR_TEST_REPORTS:-}" ]]; then
    printf '<testsuite name="launcher" tests="%d" failures="%d">%s</testsuite>\n' \
      $((passed + failed)) "$failed" "$cases" >"$NIGHTJAR_TEST_REPORTS/launcher.xml"
  fi
  printf 'launcher: %d passed, %d failed\n' "$passed" "$failed" >&2
  ((failed == 0))
}

"$NIGHTJAR" build
run_all
