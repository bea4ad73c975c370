#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: look_at_page.py WIREFOLD PROGRAM FOLDER

Converts PROGRAM into a project below FOLDER, synthesises it with yosys, and looks at the HTML report of WIREFOLD in Chromium:
every section must be there and be drawn, and the console must stay empty. Ends with status 77 where there is no Chromium.
"""
import json
import pathlib
import shutil
import subprocess
import sys

SECTIONS = ["ports", "graph", "widths", "resources", "stages", "synthesis"]
DRAWN = ["graph", "widths", "resources", "stages", "synthesis"]

# Runs in the page behind everything else and says on the console how large everything came out.
PROBE = """<script>
const size = e => { const r = e.getBoundingClientRect(); return [r.width, r.height]; };
const sections = {};
for (const e of document.querySelectorAll("[data-section]")) {
  sections[e.id] = {size: size(e), text: e.innerText.length, drawings: [...e.querySelectorAll("svg")].map(size),
                    bars: [...e.querySelectorAll("svg rect")].map(size)};
}
console.log("PROBE " + JSON.stringify({sections, page: document.body.scrollWidth, window: window.innerWidth,
  resources: performance.getEntriesByType("resource").map(r => r.name).filter(n => !n.startsWith("data:"))}) + " END");
</script></body>"""


def run(command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300, **options)


def make_page(wirefold, program, folder):
    project = folder / "project"
    run([wirefold, "convert", program, project, "--name", "top", "--latency-cutoff", "2"])
    output = run(["sh", project / "syn/yosys/synth.sh"]).stdout
    results = project / "syn/yosys/results/top.txt"
    if not results.exists():
        results.parent.mkdir(parents=True)
        results.write_text(output)
    page = folder / "report.html"
    page.write_text(run([wirefold, "report", project, "--format", "html"]).stdout)
    return page


def look(chromium, page, folder):
    arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                 "--disable-background-networking", "--enable-logging=stderr", "--window-size=1200,900",
                 f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=2000"]
    result = run([chromium, *arguments, "--dump-dom", page.resolve().as_uri()])
    console = [line for line in result.stderr.splitlines() if ":CONSOLE" in line]
    return result.stdout, console


def check(holds, what):
    if not holds:
        sys.exit(f"look_at_page: {what}")


def main():
    wirefold, program, folder = sys.argv[1:]
    chromium = shutil.which("chromium") or shutil.which("chromium-headless-shell")
    if chromium is None:
        print("chromium is not installed: the page was not looked at")
        return 77
    folder = pathlib.Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    page = make_page(wirefold, program, folder)

    dom, console = look(chromium, page, folder)
    check("Estimate against synthesis" in dom, "the browser did not read the page")
    check(not console, f"the console says: {console}")

    probed = folder / "probed.html"
    probed.write_text(page.read_text().replace("</body>", PROBE))
    _, console = look(chromium, probed, folder)
    check(len(console) == 1 and "PROBE " in console[0], f"the console of the probe says: {console}")
    seen = json.loads(console[0].split("PROBE ", 1)[1].split(" END", 1)[0])
    check(not seen["resources"], f"the page loads {seen['resources']}")
    check(seen["page"] <= seen["window"], f"the page is {seen['page']} wide, its window {seen['window']}")
    check(set(seen["sections"]) == {"overview"} | {f"p0-{name}" for name in SECTIONS}, f"sections: {seen['sections']}")
    for name, section in seen["sections"].items():
        check(min(section["size"]) > 20 and section["text"] > 10, f"section {name} is empty: {section}")
    for name in DRAWN:
        section = seen["sections"][f"p0-{name}"]
        check(section["drawings"] and all(min(size) > 10 for size in section["drawings"]), f"{name}: {section}")
        check(section["bars"] and all(min(size) > 0 for size in section["bars"]), f"{name}: {section}")
    print(f"{len(seen['sections'])} sections were drawn, the console stayed empty")
    return 0


if __name__ == "__main__":
    sys.exit(main())
