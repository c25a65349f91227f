# shellcheck shell=bash
# State of this machine: secrets that are generated once, and the embedded S3 endpoint while a command needs it.
#
# Lifetime of the endpoint: every command holds a shared lock on endpoint.lock through fd 9, which Java inherits and the
# kernel drops however the command ends. The keeper (endpoint-keeper.sh, a session of its own) waits for the exclusive
# lock, which it gets once no command is left, and then stops the endpoint.

HOME_DIR=""
LAKE=""
ENDPOINT_GIVEN=""

# Reads what the launcher has to know; Java reads all flags again and judges them.
read_flags() {
  HOME_DIR=".nightjar"
  LAKE="${NIGHTJAR_LAKE:-s3a://nightjar}"
  ENDPOINT_GIVEN="${NIGHTJAR_S3_ENDPOINT+given}"
  local lake_flag=""
  while (($#)); do
    case "$1" in
      --) break ;;
      --home=*) HOME_DIR="${1#*=}" ;;
      --home) HOME_DIR="${2:-}" ;;
      --lake=*) lake_flag="${1#*=}" ;;
      --lake) lake_flag="${2:-}" ;;
      --conf=*) read_overlay "${1#*=}" ;;
      --conf) read_overlay "${2:-}" ;;
      --set=lake.uri=*) LAKE="${1#--set=lake.uri=}" ;;
      --set=lake.endpoint=*) ENDPOINT_GIVEN=given ;;
      --set)
        case "${2:-}" in
          lake.uri=*) LAKE="${2#lake.uri=}" ;;
          lake.endpoint=*) ENDPOINT_GIVEN=given ;;
        esac
        ;;
    esac
    shift
  done
  LAKE="${lake_flag:-$LAKE}"
  [[ -n "$HOME_DIR" ]] || fail 2 "--home needs a directory after it"
}

# The lake and its endpoint as an overlay file names them, one key a line; Java reads the file whole and judges it.
read_overlay() {
  [[ -r "$1" ]] || return 0
  local uri
  uri="$(sed -nE 's/^[[:space:]]*(lake[.{][[:space:]]*)?uri[[:space:]]*[=:][[:space:]]*"?([^"[:space:]}]+).*/\2/p' "$1" | tail -n 1)"
  LAKE="${uri:-$LAKE}"
  if grep -qE '^[[:space:]]*(lake[.{][[:space:]]*)?endpoint[[:space:]]*[=:]' "$1"; then
    ENDPOINT_GIVEN=given
  fi
}

prepare_home() {
  mkdir -p "$HOME_DIR" 2>/dev/null || fail 1 "cannot create the home directory $HOME_DIR; check its owner or choose another with --home"
  HOME_DIR="$(cd "$HOME_DIR" && pwd -P)"
  load_credentials
  if [[ "$LAKE" == s3a://* && -z "$ENDPOINT_GIVEN" ]]; then
    hold_endpoint
  fi
}

random_hex() {
  head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'
}

load_credentials() {
  local file="$HOME_DIR/credentials.env" name value own_pair=""
  [[ -f "$file" ]] || generate_credentials "$file"
  [[ -n "${NIGHTJAR_S3_ACCESS_KEY:-}" && -n "${NIGHTJAR_S3_SECRET_KEY:-}" ]] && own_pair=yes
  while IFS='=' read -r name value; do
    case "$name" in
      NIGHTJAR_SECRET)
        [[ -n "${NIGHTJAR_SECRET:-}" ]] || export NIGHTJAR_SECRET="$value"
        ;;
      NIGHTJAR_PREVIOUS_SECRET)
        [[ -n "${NIGHTJAR_PREVIOUS_SECRET:-}" ]] || export NIGHTJAR_PREVIOUS_SECRET="$value"
        ;;
      NIGHTJAR_S3_ACCESS_KEY | NIGHTJAR_S3_SECRET_KEY)
        # The generated pair belongs to the embedded endpoint and is never sent to another one.
        if [[ "$LAKE" == s3a://* && -z "$ENDPOINT_GIVEN" && -z "$own_pair" ]]; then
          export "$name=$value"
        fi
        ;;
    esac
  done <"$file"
}

# The link appears only complete, and only once when two commands begin together.
generate_credentials() (
  umask 077
  fresh="$(mktemp "$HOME_DIR/.credentials.XXXXXX")"
  {
    printf 'NIGHTJAR_SECRET=%s\n' "$(random_hex 32)"
    printf 'NIGHTJAR_S3_ACCESS_KEY=%s\n' "$(random_hex 10)"
    printf 'NIGHTJAR_S3_SECRET_KEY=%s\n' "$(random_hex 32)"
  } >"$fresh"
  ln "$fresh" "$1" 2>/dev/null || true
  rm -f "$fresh"
)

# Holds the shared lock on fd 9 until this process and what it becomes ends, and exports the endpoint's address.
hold_endpoint() {
  exec 9>>"$HOME_DIR/endpoint.lock"
  flock -s 9
  exec 8>>"$HOME_DIR/endpoint.start.lock"
  flock 8
  endpoint_runs || start_endpoint
  exec 8>&-
  NIGHTJAR_S3_ENDPOINT="$(<"$HOME_DIR/endpoint.url")"
  export NIGHTJAR_S3_ENDPOINT
}

endpoint_runs() {
  [[ -s "$HOME_DIR/endpoint.url" && -s "$HOME_DIR/endpoint.pid" ]] || return 1
  local pid
  pid="$(<"$HOME_DIR/endpoint.pid")"
  # After a crash of the machine the number may belong to another program.
  tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF "dev.nightjar.endpoint.Endpoint --dir $HOME_DIR/s3 " || return 1
  port_answers "$(sed 's/.*://' "$HOME_DIR/endpoint.url")"
}

start_endpoint() {
  local log="$HOME_DIR/endpoint.log" begin=$SECONDS
  rm -f "$HOME_DIR/endpoint.url" "$HOME_DIR/endpoint.pid"
  NIGHTJAR_ENDPOINT_JAVA="$(java_binary)" NIGHTJAR_ENDPOINT_CLASS_PATH="$(class_path_of endpoint)" \
    setsid bash "$ROOT/bin/lib/endpoint-keeper.sh" "$HOME_DIR" </dev/null >"$log" 2>&1 6>&- 8>&- 9>&- &
  until [[ -s "$HOME_DIR/endpoint.url" ]]; do
    if [[ -f "$HOME_DIR/endpoint.failed" ]] || ((SECONDS - begin > 60)); then
      tail -n 5 "$log" >&2
      fail 1 "the embedded S3 endpoint did not start; its log is $log"
    fi
    sleep 0.05
  done
}
