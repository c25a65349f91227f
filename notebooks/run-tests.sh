#!/usr/bin/env bash
# Makes the notebooks' environment and runs their tests. Where it cannot be installed, says so and ends well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=bin/lib/python.sh
source ../bin/lib/python.sh

make_environment "delta-rs and Jupyter"
run_pytest "$@"
