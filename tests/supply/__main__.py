"""python -m tests.supply sbom|audit: the bill of materials as CycloneDX; known flaws, if they can be asked for."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from importlib import metadata
from typing import Any

from tests.supply.locks import ROOT, Pinned, lock, project

CANNOT_TELL = "Nothing is known either way; try again where a package index and its list of flaws can be reached."


def sbom() -> dict[str, Any]:
    """What the program is made of, by the lock that it is installed from (CycloneDX 1.5)."""
    version = project()["version"]
    root = {"type": "application", "bom-ref": "infodesk", "name": "infodesk", "version": version}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {**root, "licenses": [{"license": {"id": "Apache-2.0"}}]}},
        "components": [_component(each) for each in lock("requirements.lock")],
        "dependencies": [{"ref": "infodesk", "dependsOn": [_purl(each) for each in lock("requirements.lock")]}],
    }


def _component(each: Pinned) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": _purl(each),
        "name": each.name,
        "version": each.version,
        "purl": _purl(each),
        "hashes": [{"alg": "SHA-256", "content": one} for one in each.hashes],
        **_licence(each),
    }


def _licence(each: Pinned) -> dict[str, Any]:
    """As the installed package tells it; a package for another system is not installed here."""
    try:
        told = metadata.metadata(each.name).json
    except metadata.PackageNotFoundError:
        return {}
    words = str(told.get("license_expression") or str(told.get("license") or "").split("\n")[0][:80])
    return {"licenses": [{"license": {"name": words}}]} if words else {}


def _purl(each: Pinned) -> str:
    return f"pkg:pypi/{each.name}@{each.version}"


def audit() -> int:
    """Asks pip-audit about every locked version. 1 only where a flaw is known; who cannot ask says so."""
    if importlib.util.find_spec("pip_audit") is None:
        print(f"pip-audit is not installed: pip install pip-audit. {CANNOT_TELL}")
        return 0
    command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "-r", str(ROOT / "requirements.lock")]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        print(f"pip-audit got no answer within 5 minutes. {CANNOT_TELL}")
        return 0
    told = ran.stdout + ran.stderr
    print(told.strip())
    if ran.returncode and "known vulnerabilit" not in told:
        print(f"pip-audit could not ask. {CANNOT_TELL}")
        return 0
    return ran.returncode


def main(wanted: list[str]) -> int:
    if wanted == ["sbom"]:
        print(json.dumps(sbom(), indent=1, ensure_ascii=False))
        return 0
    if wanted == ["audit"]:
        return audit()
    print("python -m tests.supply sbom, or audit", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
