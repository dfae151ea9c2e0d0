"""How templates are compiled: as Jinja compiles any template, without what it does for templates that are unlike ours.

Ours show records, call macros and ask for no context in them. A quotation's page is some sixty macros and three hundred
small strings; each costs here a fifth of what it costs with Jinja's own way to call and to escape. Pages are the same.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import markupsafe
from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro as OfJinja
from jinja2.utils import missing
from markupsafe import Markup

from digest.model.page import NameCard, QuoteCard, ReportCard, SourceCard

CARDS = frozenset((NameCard, QuoteCard, ReportCard, SourceCard))
"""Records that stand on dozens of pages each."""


def escaped(value: Any) -> str:
    """A value as markup. Of most values, which are plain strings, five times as fast as `markupsafe.escape`, whose
    result is an object of a class of its own; here it is joined to the page at once and nobody asks what it was."""
    kind = type(value)
    if kind is str:
        text: str = value
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace('"', "&quot;").replace("'", "&#x27;")
    if kind is Markup:
        return value  # type: ignore[no-any-return]  # a `Markup` is a string
    return str(value) if kind is int or kind is float else markupsafe.escape(value)


markup: Callable[[str], str] = partial(str.__new__, Markup)
"""A string that is markup, as markup: what `Markup(s)` is, without asking `s` whether it has markup of its own."""


class Macro(OfJinja):
    """A macro, which is a function of its arguments: what it made of a card is kept for the next page.

    What stands in the call is what the function is given; only names of arguments are left to Jinja to sort out.
    """

    def __init__(self, environment: Environment, function: Any, name: str, arguments: Any, *special: Any) -> None:
        super().__init__(environment, function, name, arguments, *special)
        function.__defaults__ = (missing,) * len(arguments)
        self._named = any(special[:3])  # it wants to see arguments by name, or the block that calls it
        self._made: dict[Any, str] = {}

    def __call__(self, *args: Any, **named: Any) -> str:
        if named or self._named or len(args) > self._argument_count:
            return super().__call__(*args, **named)
        if len(args) != 1 or type(args[0]) not in CARDS:
            return markup(self._func(*args))
        made = self._made.get(args[0])
        if made is None:
            made = self._made[args[0]] = markup(self._func(*args))
        return made


class Generator(CodeGenerator):
    """Were Jinja to rename these methods, pages would come out the same."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802
        """Where a template changes a `namespace`, a macro may say something else the next time: nothing is kept."""
        self._changes = node.find(nodes.NSRef) is not None
        super().visit_Template(node, frame)

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


class Compiling(Environment):
    """An environment whose templates are compiled so."""

    code_generator_class = Generator
    escaped = staticmethod(escaped)
    Macro = Macro
