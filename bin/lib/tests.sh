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
  # The night that Airflow runs is what the notebook reads afterwards.
  export NIGHTJAR_TEST_LAKE="$ROOT/target/night-lake"
  rm -rf "$NIGHTJAR_TEST_LAKE"
  for folder in bin airflow-dags notebooks; do
    script="$ROOT/$folder/run-tests.sh"
    [[ -f "$script" ]] || continue
    run_script_tests "$folder" || failures+=("$folder/run-tests.sh")
  done
  summarize_tests "${failures[@]}"
}

# A script that cannot run here says "SKIPPED <why>", writes no report and ends well; that is counted as one skipped test.
run_script_tests() {
  local folder="$1" code=0 reason
  local reports="$ROOT/$folder/target/script-reports" output="$ROOT/$folder/target/script-output.txt"
  say "running $folder/run-tests.sh"
  mkdir -p "$reports"
  NIGHTJAR_TEST_REPORTS="$reports" bash "$ROOT/$folder/run-tests.sh" </dev/null 2>&1 | tee "$output" || code=$?
  reason="$(sed -n 's/^SKIPPED //p' "$output" | head -n 1 | sed 's/&/\&amp;/g; s/</\&lt;/g; s/"/\&quot;/g')"
  if [[ -n "$reason" && -z "$(find "$reports" -name '*.xml' -print -quit)" ]]; then
    printf '<testsuite><testcase classname="%s" name="all"><skipped message="%s"/></testcase></testsuite>\n' \
      "$folder" "$reason" >"$reports/skipped.xml"
  fi
  return "$code"
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
