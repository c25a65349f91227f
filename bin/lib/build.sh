# shellcheck shell=bash
# Builds on first use and when a source is newer than the last build; never two builds at once.

readonly STAMP="$ROOT/target/launcher.stamp"
readonly BUILD_LOG="$ROOT/target/launcher-build.log"
readonly RUN_MODULES=(export simulator serving streams endpoint)

build_is_fresh() {
  [[ -f "$STAMP" ]] || return 1
  local module
  for module in "${RUN_MODULES[@]}"; do
    [[ -s "$ROOT/$module/target/class-path" && -n "$(jar_of "$module")" ]] || return 1
  done
  # A deleted file changes the time of its directory, which find looks at too.
  local newer
  newer="$(find "$ROOT/pom.xml" "$ROOT"/*/pom.xml "$ROOT"/*/src/main "$ROOT/conf/nightjar.conf" \
    "$ROOT/conf/events.conf" -newer "$STAMP" -print -quit)"
  [[ -z "$newer" ]]
}

build_if_needed() {
  build_is_fresh && return
  mkdir -p "$ROOT/target"
  exec 6>>"$ROOT/target/launcher.lock"
  if ! flock -n 6; then
    say "another build of this checkout is running, waiting for it"
    flock 6
  fi
  if ! build_is_fresh; then
    build_now
  fi
  exec 6>&-
}

build_now() {
  command -v mvn >/dev/null || fail 1 "Maven is missing; install Maven 3.8.7 or newer"
  local why="first use"
  [[ -f "$STAMP" ]] && why="a source changed"
  # The time of the beginning counts: what is edited during the build is built again.
  touch "$STAMP.next"
  local code=0
  (
    cd "$ROOT" || exit
    # Jars only, and over before the optimising compiler pays for itself.
    MAVEN_OPTS="-XX:TieredStopAtLevel=1 ${MAVEN_OPTS:-}" exec mvn -B -q -Dquick -Dmaven.test.skip -T 2 package
  ) >"$BUILD_LOG" 2>&1 6>&- </dev/null &
  local builder=$! begin=$SECONDS
  # A background child ignores Ctrl-C, so it is passed on.
  trap 'kill "$builder" 2>/dev/null; exit 130' INT TERM
  show_build_progress "$builder" "$why"
  wait "$builder" || code=$?
  trap - INT TERM
  if ((code != 0)); then
    grep -E 'ERROR' "$BUILD_LOG" | head -n 20 >&2 || tail -n 20 "$BUILD_LOG" >&2
    fail 1 "the build failed; the whole log is $BUILD_LOG"
  fi
  mv -f "$STAMP.next" "$STAMP"
  say "built in $((SECONDS - begin)) s"
}

show_build_progress() {
  local builder="$1" why="$2" begin=$SECONDS last=-10 elapsed
  while kill -0 "$builder" 2>/dev/null; do
    elapsed=$((SECONDS - begin))
    if [[ -t 2 ]]; then
      printf '\rbuilding, %s ... %d s ' "$why" "$elapsed" >&2
    elif ((elapsed - last >= 10)); then
      say "building, $why ... $elapsed s"
      last=$elapsed
    fi
    sleep 0.5
  done
  if [[ -t 2 ]]; then
    printf '\r%40s\r' '' >&2
  fi
}

# The jar for spark-submit: every class that a cluster does not bring. Slow, so only on demand.
build_batch_jar() {
  say "building the batch jar"
  (cd "$ROOT" && mvn -B -q -Dquick -Dbatch-jar -DskipTests -pl export -am package </dev/null) ||
    fail 1 "the batch jar was not built"
  printf '%s\n' "$ROOT/export/target/nightjar-batch.jar"
}

# jar_of MODULE: path of its jar, the newest when there are several.
jar_of() {
  local jar newest=""
  for jar in "$ROOT/$1/target/nightjar-$1-"*.jar; do
    [[ -f "$jar" && "$jar" != *-tests.jar ]] || continue
    if [[ -z "$newest" || "$jar" -nt "$newest" ]]; then
      newest="$jar"
    fi
  done
  printf '%s' "$newest"
}

# class_path_of MODULE: its jar and everything below it, in Maven's order.
class_path_of() {
  printf '%s:%s' "$(jar_of "$1")" "$(<"$ROOT/$1/target/class-path")"
}
