"""The list of parts and licences that the settings show is that of the lock files."""

import json
import unittest

import licences


class Licences(unittest.TestCase):
    def test_the_list_is_that_of_the_lock_files(self):
        stored = licences.LIST.read_text()
        self.assertTrue(stored == licences.text(), "run `python3 tests/setup/licences.py` and commit the list")

    def test_every_part_has_a_licence(self):
        parts = json.loads(licences.LIST.read_text())
        self.assertGreater(len(parts), 100)
        self.assertEqual([part["name"] for part in parts if not part["licence"]], [])


if __name__ == "__main__":
    unittest.main()
