"""Many PDFs in one file, which stays tagged: each document's tags, table heads and pages are carried over.

A plain joining of pages loses the tags, and with them what makes the file accessible; so the trees are joined, too.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

_FROM_THE_FIRST = ("/Lang", "/MarkInfo", "/Metadata", "/OutputIntents", "/ViewerPreferences")


class Together:
    """Takes one PDF after the other; `content()` is all of them. Each begins at a bookmark of its own."""

    def __init__(self) -> None:
        import pikepdf

        self._pikepdf = pikepdf
        self._whole = pikepdf.new()
        self._bookmarks: list[tuple[str, int]] = []
        self._parents: list[Any] = []
        self._ids: list[tuple[str, Any]] = []
        self._tags: list[Any] = []
        self._roles: Any = None

    def add(self, content: bytes, bookmark: str) -> None:
        """content: a tagged PDF of ours."""
        source = self._pikepdf.open(BytesIO(content))
        first = len(self._whole.pages)
        offset = len(self._parents) // 2
        self._whole.pages.extend(source.pages)
        if not first:
            self._begin(source)
        self._bookmarks.append((bookmark, first))
        tree = self._whole.copy_foreign(self._whole_tree(source))
        prefix = f"{len(self._bookmarks)}-"
        for page in list(self._whole.pages)[first:]:
            if "/StructParents" in page.obj:
                page.obj.StructParents = int(page.obj.StructParents) + offset
        numbers = list(tree.ParentTree.Nums)
        self._parents += [each + offset if place % 2 == 0 else each for place, each in enumerate(numbers)]
        self._tags += _array(tree.K)
        for name, tag in _pairs(tree.get("/IDTree")):
            tag.ID = self._pikepdf.String(prefix + name)
            self._ids.append((prefix + name, tag))
        for tag in _array(tree.K):
            self._rename(tag, prefix)
        self._roles = self._roles if self._roles is not None else tree.get("/RoleMap")

    def _whole_tree(self, source: Any) -> Any:
        return source.make_indirect(source.Root.StructTreeRoot)

    def _begin(self, source: Any) -> None:
        for name in _FROM_THE_FIRST:
            if name in source.Root:
                value = source.Root[name]
                self._whole.Root[name] = (
                    self._whole.copy_foreign(source.make_indirect(value)) if name != "/Lang" else value
                )
        if "/Title" in source.docinfo:
            self._whole.docinfo["/Title"] = str(source.docinfo["/Title"])

    def _rename(self, top: Any, prefix: str) -> None:
        """The heads that a cell names have new names."""
        waiting = [top]
        while waiting:
            tag = waiting.pop()
            for about in _array(tag.get("/A")):
                if "/Headers" in about:
                    about.Headers = self._pikepdf.Array(
                        [self._pikepdf.String(prefix + str(name)) for name in about.Headers]
                    )
            waiting += [kid for kid in _array(tag.get("/K")) if _is_tag(kid)]

    def content(self) -> bytes:
        pikepdf, whole = self._pikepdf, self._whole
        root = whole.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        top = whole.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document, P=root, K=pikepdf.Array(self._tags)
            )
        )
        for tag in self._tags:
            tag.P, tag.S = top, pikepdf.Name.Part
        root.K = pikepdf.Array([top])
        root.ParentTree = pikepdf.Dictionary(Nums=pikepdf.Array(self._parents))
        root.ParentTreeNextKey = len(self._parents) // 2
        if self._ids:
            named = sorted(self._ids, key=lambda pair: pair[0].encode())
            names = [part for name, tag in named for part in (pikepdf.String(name), tag)]
            limits = [pikepdf.String(named[0][0]), pikepdf.String(named[-1][0])]
            root.IDTree = pikepdf.Dictionary(Kids=[pikepdf.Dictionary(Names=pikepdf.Array(names), Limits=limits)])
        if self._roles is not None:
            root.RoleMap = self._roles
        whole.Root.StructTreeRoot = root
        with whole.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in self._bookmarks)
        kept = BytesIO()
        whole.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return kept.getvalue()


def _array(value: Any) -> list[Any]:
    import pikepdf

    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _is_tag(kid: Any) -> bool:
    import pikepdf

    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def _pairs(tree: Any) -> Iterable[tuple[str, Any]]:
    """Name and value of everything in a name tree."""
    if tree is None:
        return
    for kid in tree.get("/Kids", []):
        yield from _pairs(kid)
    names = list(tree.get("/Names", []))
    yield from ((str(name), value) for name, value in zip(names[::2], names[1::2], strict=True))
