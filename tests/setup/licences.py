"""The parts that the program is made of, with their licences, for the settings' last page.

`python3 tests/setup/licences.py` writes the list; a test holds it against the lock files.
"""

import json
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "ui/src/settings/licences.json"
# What is handed to users; the other packages of the workspace measure and test.
SHIPPED = ("hezhi-cli", "hezhi-window")
# The user interface is compiled: of its tools only what runs in the page goes along.
IN_THE_PAGE = ("svelte", "@tauri-apps/api", "@tauri-apps/plugin-dialog")


def crates():
    command = ["cargo", "metadata", "--locked", "--offline", "--format-version", "1"]
    command += ["--filter-platform", "x86_64-unknown-linux-gnu"]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    wanted = [key for key, package in packages.items() if package["name"] in SHIPPED]
    reached = set()
    while wanted:
        key = wanted.pop()
        if key in reached:
            continue
        reached.add(key)
        for dependency in nodes[key]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                wanted.append(dependency["pkg"])
    return [(p["name"], p["version"], p["license"] or p["license_file"]) for p in map(packages.get, reached) if p["source"]]


def scripts():
    locked = json.loads((ROOT / "ui/package-lock.json").read_text())["packages"]
    parts = [(name, locked[f"node_modules/{name}"]) for name in IN_THE_PAGE]
    return [(name, part["version"], part["license"]) for name, part in parts]


def models():
    manifest = tomllib.loads((ROOT / "models/manifest.toml").read_text())
    return [(part["name"], part["version"], part["licence"]) for part in manifest["package"]]


def written(kind, parts):
    return [{"kind": kind, "name": n, "version": v, "licence": l} for n, v, l in sorted(set(parts))]


def text():
    parts = written("model", models()) + written("script", scripts()) + written("crate", crates())
    return "[\n" + ",\n".join("  " + json.dumps(part, ensure_ascii=False) for part in parts) + "\n]\n"


if __name__ == "__main__":
    LIST.write_text(text())
