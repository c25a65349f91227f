# shellcheck shell=bash
# Hands over to Java: which class path, main class and flags a command runs with.

# Spark's list for JDK 17 outside spark-submit (org.apache.spark.launcher.JavaModuleOptions).
readonly SPARK_OPENS=(
  java.base/java.lang java.base/java.lang.invoke java.base/java.lang.reflect java.base/java.io java.base/java.net
  java.base/java.nio java.base/java.util java.base/java.util.concurrent java.base/java.util.concurrent.atomic
  java.base/jdk.internal.ref java.base/sun.nio.ch java.base/sun.nio.cs java.base/sun.security.action
  java.base/sun.util.calendar java.security.jgss/sun.security.krb5
)

readonly SHORT_LIVED=(-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC)

run_command() {
  local command="$1"
  shift
  case "$command" in
    simulate) run_light simulator dev.nightjar.simulator.Simulate 1g "$@" ;;
    serve) run_server "$@" ;;
    connect) run_connector "$@" ;;
    takedown | restore) run_light serving dev.nightjar.serving.takedowns.TakedownCommand 128m "$command" "$@" ;;
    recommend) run_light serving dev.nightjar.serving.answers.RecommendCommand 512m "$command" "$@" ;;
    rules) run_light serving dev.nightjar.serving.rules.RulesCommand 512m "$command" "$@" ;;
    replay) run_light serving dev.nightjar.serving.replay.ReplayCommand 512m "$command" "$@" ;;
    bench) run_bench "$@" ;;
    *) run_batch "$command" "$@" ;;
  esac
}

# User's own flags, split at spaces.
extra_flags() {
  local flags=()
  read -r -a flags <<<"${NIGHTJAR_JAVA_OPTS:-}"
  JAVA_FLAGS+=("${flags[@]}")
}

run_batch() {
  local command="$1" package
  JAVA_FLAGS=("-Xmx${NIGHTJAR_HEAP:-4g}" -Dio.netty.tryReflectionSetAccessible=true -Djdk.reflect.useDirectMethodHandle=false)
  for package in "${SPARK_OPENS[@]}"; do
    JAVA_FLAGS+=("--add-opens=$package=ALL-UNNAMED")
  done
  case "$command" in
    # Over before the optimising compiler pays for itself. Spark's generated code needs the room of the full code cache.
    status | evaluate | tables | sql | quarantine | snapshots | gate) JAVA_FLAGS+=("${SHORT_LIVED[@]}") ;;
  esac
  # XGBoost's threads would otherwise spin while they wait, and on busy cores take what they wait for.
  export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-passive}"
  # On few cores collecting at once, with all of them, takes less time than collecting beside the work.
  [[ " ${JAVA_FLAGS[*]} ${NIGHTJAR_JAVA_OPTS:-} " =~ " -XX:+Use"[A-Za-z0-9]+"GC " ]] || JAVA_FLAGS+=(-XX:+UseParallelGC)
  JAVA_FLAGS+=(
    "-Dlog4j2.configurationFile=file:$ROOT/conf/logging/log4j2.properties"
    "-Djava.util.logging.config.file=$ROOT/conf/logging/jul.properties"
    "-Dnightjar.root=$ROOT"
  )
  extra_flags
  # Without it Spark listens on every address of the machine.
  export SPARK_LOCAL_IP=127.0.0.1
  exec "$(java_binary)" "${JAVA_FLAGS[@]}" -cp "$(class_path_of export)" dev.nightjar.export.Nightjar "$@"
}

# run_light MODULE MAIN HEAP ARGS...: a command without Spark.
run_light() {
  local module="$1" main_class="$2" heap="$3"
  shift 3
  JAVA_FLAGS=("-Xmx$heap" "${SHORT_LIVED[@]}" "-Dnightjar.root=$ROOT")
  extra_flags
  exec "$(java_binary)" "${JAVA_FLAGS[@]}" -cp "$ROOT/conf/logging:$(class_path_of "$module")" "$main_class" "$@"
}

# run_bench NAME FLAGS...: each benchmark starts its own processes and prints its peer beside it.
run_bench() {
  local name="${1:-}"
  shift || true
  case "$name" in
    serving) run_light serving dev.nightjar.serving.bench.ServingBench 512m "$@" ;;
    collector) run_light serving dev.nightjar.serving.bench.CollectorBench 512m "$@" ;;
    etl | top-k) run_batch "bench-$name" "$@" ;;
    quality) run_quality "$@" ;;
    *) fail 2 "bench needs the name of a benchmark: serving, collector, etl, top-k or quality (not ${name:-nothing})" ;;
  esac
}

run_server() {
  JAVA_FLAGS=(-Xms64m -Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError "-Dnightjar.root=$ROOT")
  extra_flags
  # Arenas of the C library, one a thread otherwise, are most of what RocksDB seems to leak.
  export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
  exec "$(java_binary)" "${JAVA_FLAGS[@]}" -cp "$ROOT/conf/logging:$(class_path_of "$(server_module "$@")")" dev.nightjar.serving.Serve "$@"
}

# server_module FLAGS...: streams where a setting asks for a stream, so that a plain server does without the brokers' clients. A key that stands
# where this does not see it makes Java say so; too many jars do no harm.
server_module() {
  local asks='^[^#]*\b(sink[[:space:]]*[=:][[:space:]]*"?(stream|both)|follow_stream[[:space:]]*[=:][[:space:]]*"?(true|on|yes))\b'
  local files=("$ROOT/conf/nightjar.conf") sets="" previous="" word
  for word in "$@"; do
    case "$previous" in
      --conf) files+=("$word") ;;
      --set) sets+="$word"$'\n' ;;
    esac
    case "$word" in
      --conf=*) files+=("${word#*=}") ;;
      --set=*) sets+="${word#*=}"$'\n' ;;
    esac
    previous="$word"
  done
  if [[ -n "${NIGHTJAR_STREAMS:-}" ]] || grep -qsE "$asks" "${files[@]}" || grep -qE "$asks" <<<"$sets"; then
    printf 'streams'
  else
    printf 'serving'
  fi
}

run_connector() {
  JAVA_FLAGS=(-Xms64m -Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError "-Dnightjar.root=$ROOT")
  extra_flags
  exec "$(java_binary)" "${JAVA_FLAGS[@]}" -cp "$ROOT/conf/logging:$(class_path_of streams)" dev.nightjar.streams.Connect "$@"
}
