# SPDX-License-Identifier: Apache-2.0
"""Runs a command with the HLS type headers of installed packages in its environment.

Arguments: the path of scripts/find_hls_types, then the command. Ends with status 77 if a package is missing.
"""
import os
import subprocess
import sys

NOT_RUN = 77

finder, *command = sys.argv[1:]
environment = dict(os.environ)
for kind in ("ap", "ac"):
    found = subprocess.run([sys.executable, finder, kind], capture_output=True, text=True)
    if found.returncode != 0:
        print(found.stderr.strip())
        sys.exit(NOT_RUN)
    environment[f"WIREFOLD_{kind.upper()}_TYPES"] = found.stdout.strip()
sys.exit(subprocess.run(command, env=environment).returncode)
