"""Measures the counter: from the last page put in to the verdict of a case of two pages.

Starts the desk on an empty data folder, opens a visit as the screen does, and asks as often as the
screen asks. The two papers are those of one sample; a few bytes behind the end of each picture make
them new to the desk, which would know them otherwise.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

# As often as the screen asks while pages are read (ui/src/counter/visit.svelte.ts), in seconds.
ASKED = 0.2

# A sheet feeder of thirty pages a minute.
FEEDER = 2.0


class Desk:
    def __init__(self, hezhi, home):
        environment = dict(os.environ, HEZHI_HOME=home)
        self.program = subprocess.Popen(
            [hezhi, "serve"], env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        address, token = self.program.stdout.readline().strip().split()[-1].split("/#token=")
        self.address, self.token = address, token

    def call(self, method, path, body=None, kind="application/json"):
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/api/{path}", data, method=method)
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Content-Type", kind)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def keep(self, name, content):
        head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + b"\r\n--x--\r\n"
        return self.call("POST", "bring", body, "multipart/form-data; boundary=x")["uploads"]

    def stop(self):
        self.program.terminate()
        self.program.wait(15)


def case(desk, folder, number, between):
    """Seconds from the last page to the verdict; `between` lie between the two pages."""
    declared = json.load(open(os.path.join(folder, "application.json")))
    pages = sorted(name for name in os.listdir(folder) if name.endswith(".jpg"))
    visit = desk.call("POST", "visits", {"queue_number": "", "by": "speed"})
    form = visit["form"]
    residence = declared["residence"]
    form.update(
        service=declared["service"], name=declared["applicant"]["name"],
        id_number=declared["applicant"]["id_number"], address=residence["address"],
        basis=residence["basis"], holder_name=residence.get("holder_name", ""),
        holder_relation=residence.get("holder_relation", "self"))
    path = f"visits/{visit['id']}"
    desk.call("PUT", path, {"form": form, "queue_number": ""})
    contents = [open(os.path.join(folder, name), "rb").read() + b"%d" % number for name in pages]
    uploads = []
    begun = None
    for name, content in zip(pages, contents):
        if uploads and between:
            time.sleep(between)
        begun = time.perf_counter()
        uploads = desk.keep(name, content)
        desk.call("POST", f"{path}/pages", {"uploads": uploads, "source": "scanner"})
    while True:
        visit = desk.call("GET", path)
        if visit["reading"] == 0:
            break
        time.sleep(ASKED)
    seconds = time.perf_counter() - begun
    desk.call("DELETE", path)
    return seconds, visit["report"]["verdict"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--hezhi", required=True)
    parser.add_argument("--cases", type=int, default=15)
    parser.add_argument("--sample", default="tests/samples/05-relatives-home-with-statement")
    arguments = parser.parse_args()
    result = {}
    with tempfile.TemporaryDirectory() as home:
        desk = Desk(arguments.hezhi, home)
        # The screen is open for a moment before the first person has found the papers.
        for _ in range(10):
            desk.call("GET", "visits")
            time.sleep(0.5)
        case(desk, arguments.sample, 0, 0)
        for name, between in (("both_at_once_s", 0), ("from_a_feeder_s", FEEDER)):
            found = [case(desk, arguments.sample, 1 + number + len(result) * 1000, between)
                     for number in range(arguments.cases)]
            seconds = sorted(one[0] for one in found)
            result[name] = {
                "median": round(statistics.median(seconds), 2), "best": round(seconds[0], 2),
                "worst": round(seconds[-1], 2), "n": len(seconds),
                "verdicts": sorted(set(one[1] for one in found))}
        desk.stop()
    result["load_average"] = round(os.getloadavg()[0], 1)
    result["cores"] = os.cpu_count()
    json.dump(result, sys.stdout, ensure_ascii=False, indent=2)
    print()


if __name__ == "__main__":
    main()
