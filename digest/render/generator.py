"""How templates are compiled: as Jinja compiles any template, without what it does for templates that are unlike ours.

Ours show records, call macros and ask for no context in them. A quotation's page is some sixty macros, three hundred
fields and as many small strings; each costs here a fifth of what it costs with Jinja's own way to call, to look up and
to escape. Pages are the same: where a template does what ours do not, its pages are rendered with Jinja's own way.
"""

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from functools import cached_property, partial
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, optimizeconst
from jinja2.runtime import LoopContext
from jinja2.runtime import Macro as OfJinja
from jinja2.utils import missing
from markupsafe import Markup

from digest.model.page import Chrome, NameCard, QuoteCard, ReportCard, SourceCard

CARDS = frozenset((Chrome, NameCard, QuoteCard, ReportCard, SourceCard))
"""Records that stand on dozens of pages each, or on all."""


MOST_KEPT = 1 << 14
"""Of one macro; then it begins anew, for at a hundred thousand reports few pages that follow show the same."""
_WORDS = {str}


def escaped(value: Any) -> str:
    """A value as markup. Of most values, which are plain strings, five times as fast as `markupsafe.escape`, whose
    result is an object of a class of its own; here it is joined to the page at once and nobody asks what it was."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]  # a `Markup` is a string
    if kind is not str:
        return str(value) if kind is int or kind is float else markupsafe.escape(value)
    text: str = value
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&quot;")
    return text.replace("'", "&#x27;") if "'" in text else text


markup: Callable[[str], str] = partial(str.__new__, Markup)
"""A string that is markup, as markup: what `Markup(s)` is, without asking `s` whether it has markup of its own."""


def macro(environment: Environment, function: Any, name: str, arguments: Any, *special: Any) -> Callable[..., str]:
    """A macro, which is a function of its arguments: what it made of a card, of outlets, or of a card and words, is
    kept for the next page.

    What stands in the call is what the function is given; only names of arguments are left to Jinja to sort out.
    """
    jinjas: Callable[..., str] = OfJinja(environment, function, name, arguments, *special)
    function.__defaults__ = (missing,) * len(arguments)
    if any(special[:3]):  # it wants to see arguments by name, or the block that calls it
        return jinjas
    most = len(arguments)
    kept: dict[Any, str] = {}

    def call(*args: Any, **named: Any) -> str:
        if named or len(args) > most:
            return jinjas(*args, **named)
        kind = type(args[0]) if args else None
        recurs = kind in CARDS or (kind is tuple and args[0] and type(args[0][0]) is SourceCard)
        if not recurs or (len(args) > 1 and {*map(type, args[1:])} != _WORDS):
            return markup(function(*args))
        made = kept.get(args)
        if made is None:
            if len(kept) == MOST_KEPT:
                kept.clear()
            made = kept[args] = markup(function(*args))
        return made

    return call


class Loop:
    """A loop as its body sees it, over something whose length is known. Jinja's own can tell more."""

    __slots__ = ("_items", "first", "index0", "last")

    def __init__(self, items: Iterable[Any]) -> None:
        self._items = items if isinstance(items, tuple | list) else list(items)

    def __iter__(self) -> Iterator[tuple[Any, "Loop"]]:
        last = len(self._items) - 1
        self.first = True
        for number, item in enumerate(self._items):
            self.index0 = number
            self.last = number == last
            yield item, self
            self.first = False

    @property
    def index(self) -> int:
        return self.index0 + 1

    @property
    def previtem(self) -> Any:
        return self._items[self.index0 - 1] if self.index0 else self.__getattr__("previtem")

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(name)  # no AttributeError, which would mean `undefined` to whoever asks


def loop(items: Iterable[Any], undefined: Any, *recursive: Any) -> Iterable[tuple[Any, Any]]:
    return LoopContext(items, undefined, *recursive) if recursive else Loop(items)


class Careful(CodeGenerator):
    """For any template. Were Jinja to rename these methods, pages would come out the same."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        elif isinstance(node, nodes.Call):  # of a macro, nearly always
            self.write("(made if type(made := ")
        else:
            self.write("escaped(")

    def _output_child_post(self, node: Any, frame: Any, finalize: Any) -> None:
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(") is Markup else escaped(made))" if isinstance(node, nodes.Call) else ")")

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802
        """Where a template changes a `namespace`, a macro may say something else the next time: nothing is kept."""
        self._changes = node.find(nodes.NSRef) is not None
        super().visit_Template(node, frame)
        self.writeline("escaped = environment.escaped")

    def macro_def(self, macro_ref: Any, frame: Any) -> None:
        if not self._changes:
            self.write("environment.")
        super().macro_def(macro_ref, frame)

    def visit_Call(self, node: nodes.Call, frame: Any, forward_caller: bool = False) -> None:  # noqa: N802
        """Jinja calls through the context, for functions that want to see it; there are none."""
        if forward_caller or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for arg in node.args:
            self.visit(arg, frame)
            self.write(", ")
        self.write(")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Any) -> None:  # noqa: N802
        """`x if y` without an `else` is empty, for which Jinja makes an object that can tell its line."""
        if node.expr2 is None:
            node.expr2 = nodes.Const("")
        super().visit_CondExpr(node, frame)


_ASKING = ("defined", "undefined", "default", "d")
"""Tests and filters of what may not be there."""


class Quick(Careful):
    """For templates like ours: a field is an attribute that is there, a loop is asked little, and a block is put
    together at once. Where that does not hold, an exception tells."""

    _asked: nodes.Node | None = None

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Any) -> None:  # noqa: N802
        if node is self._asked or iskeyword(node.attr) or not node.attr.isidentifier():
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Any) -> None:  # noqa: N802
        self._asked = node.node if node.name in _ASKING else None
        super().visit_Test(node, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Any) -> None:  # noqa: N802
        self._asked = node.node if node.name in _ASKING else None
        super().visit_Filter(node, frame)

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802
        self._extends = node.find(nodes.Extends) is not None
        super().visit_Template(node, frame)
        self.writeline("LoopContext = environment.loop")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Any) -> None:
        """Jinja hands over a page piece by piece, from each template to the one that it extends."""
        whole = frame.buffer is None and (frame.block_frame or (frame.toplevel and not self._extends))
        if whole:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if whole:
            self.writeline(f"yield concat({frame.buffer})")


class Tried(Template):
    """A template; if it turns out to be unlike ours, it is rendered with all care, then and from then on."""

    environment: "Compiling"
    _unlike = False

    def render(self, *args: Any, **named: Any) -> str:
        if not self._unlike:
            try:
                return super().render(*args, **named)
            except Exception:  # noqa: BLE001  # what is wrong, if anything is, the other way tells
                self._unlike = True
        return self.environment.careful.get_template(self.name or "").render(*args, **named)


class Compiling(Environment):
    """An environment whose templates are compiled so."""

    code_generator_class: type[CodeGenerator] = Quick
    template_class: type[Template] = Tried
    escaped = staticmethod(escaped)
    loop = staticmethod(loop)
    Macro = staticmethod(macro)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """No template has globals of its own, so that all may share one dictionary, which is faster than a chain."""
        return super().make_globals(d) if d else self.globals

    @cached_property
    def careful(self) -> Environment:
        """The same for any template, whatever it does."""
        made = self.overlay(cache_size=-1)
        made.code_generator_class = Careful
        made.template_class = Template
        made.bytecode_cache = None
        return made
