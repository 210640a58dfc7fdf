"""Reads pictures with RapidOCR's defaults and prints what one page costs, as one line of JSON.

    python rapidocr_bench.py [--bench N] [--threads N] [--warm N] FILE...

Needs `pip install rapidocr==3.10.0 onnxruntime opencv-python-headless`. Measures from the file's
bytes to its text after one warm-up round (of the first `--warm` files, by default of all), as `cargo run -p hezhi-ocr --example read -- --bench N`
and `-p hezhi-desk --example verdict` do, so that the lines can be compared.
"""

import argparse
import json
import resource
import time


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", dest="rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, help="threads of ONNX Runtime; by default as many as it likes")
    parser.add_argument("--warm", type=int)
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()

    from rapidocr import RapidOCR

    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": arguments.threads} if arguments.threads else {}
    engine = RapidOCR(params={"Global.log_level": "error", **threads})

    def read(file):
        with open(file, "rb") as f:
            found = engine(f.read())
        return sum(len(text) for text in (found.txts or ()))

    for file in arguments.files[: arguments.warm]:
        read(file)
    wall, cpu = time.perf_counter(), time.process_time()
    characters = 0
    for _ in range(arguments.rounds):
        for file in arguments.files:
            characters += read(file)
    pages = arguments.rounds * len(arguments.files)
    print(json.dumps({
        "reader": "rapidocr defaults",
        "pages": pages,
        "characters_per_page": characters / pages,
        "cpu_seconds_per_page": (time.process_time() - cpu) / pages,
        "wall_seconds_per_page": (time.perf_counter() - wall) / pages,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }))


if __name__ == "__main__":
    main()
