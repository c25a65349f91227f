# shellcheck shell=bash
# Every test that this machine can run: the reactor with all gates, then the launcher and the Python parts through their own scripts.
# A script leaves JUnit reports in NIGHTJAR_TEST_REPORTS; all reports are counted together at the end.

run_tests() {
  (($# == 0)) || fail 2 "test takes no flags ($*); run Maven itself for a part: mvn verify -pl MODULE -am"
  command -v mvn >/dev/null || fail 1 "Maven is missing; install Maven 3.8.7 or newer"
  cd "$ROOT" || exit
  mkdir -p "$ROOT/target"
  exec 6>>"$ROOT/target/launcher.lock"
  flock 6
  rm -rf "$ROOT"/*/target/{surefire,failsafe,script}-reports
  local failures=() script folder
  touch "$STAMP.next"
  if mvn -B -ntp --fail-at-end verify </dev/null; then
    mv -f "$STAMP.next" "$STAMP"
  else
    failures+=("mvn verify")
  fi
  exec 6>&-
  for folder in bin airflow-dags notebooks; do
    script="$ROOT/$folder/run-tests.sh"
    [[ -f "$script" ]] || continue
    say "running $folder/run-tests.sh"
    mkdir -p "$ROOT/$folder/target/script-reports"
    NIGHTJAR_TEST_REPORTS="$ROOT/$folder/target/script-reports" bash "$script" </dev/null ||
      failures+=("$folder/run-tests.sh")
  done
  summarize_tests "${failures[@]}"
}

summarize_tests() {
  local code=0 failure
  for failure in "$@"; do
    say "nightjar: $failure failed; its output is above"
    code=1
  done
  "$(java_binary)" "$ROOT/bin/lib/TestSummary.java" "$ROOT" || code=1
  return "$code"
}
