"""A company's name without what differs between two writings of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import NamedTuple

_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]+")


class NormalName(NamedTuple):
    """The name in Latin letters, as words, and the name in East Asian script; either may be empty."""

    latin: str
    local: str

    @property
    def compact(self) -> str:
        """The Latin words without spaces: `wafer works` and `waferworks` are one name."""
        return self.latin.replace(" ", "")


def normal_name(name: str, legal_forms: Collection[str]) -> NormalName:
    """Case, accents, punctuation and legal forms taken off.

    `legal_forms` are lower-case words (`ltd`, `gmbh`) or East Asian endings (`股份有限公司`). They are taken off the end only,
    so that a company called `Limited Brands` keeps its name; a name of nothing but legal forms keeps them.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    local = "".join(_CJK.findall(folded))
    latin = _CJK.sub(" ", folded)
    latin = "".join(letter for letter in unicodedata.normalize("NFD", latin) if not unicodedata.combining(letter))
    latin = latin.replace("&", " and ").replace("ß", "ss").replace("ø", "o").replace("æ", "ae")
    latin = re.sub(r"[.'’`]", "", latin)
    words = re.sub(r"[^\w]+", " ", latin).replace("_", " ").split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    kept = list(words)
    while kept and kept[-1] in legal_forms:
        kept.pop()
    for form in sorted((form for form in legal_forms if _CJK.fullmatch(form)), key=len, reverse=True):
        if local.endswith(form) and local != form:
            local = local[: -len(form)]
    return NormalName(" ".join(kept or words), local)
