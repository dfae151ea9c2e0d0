"""argv -> one call below -> exit code

0 all is well, 1 the content has errors, 2 the command or the settings are wrong, 3 something inside broke.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar

import click

from digest import __version__
from digest.edition import Edition, NoEdition, opened, root_of
from digest.still import Look

EPILOG = """Commands work on the edition that the working folder is in: the folder with content/ in it. `digest COMMAND
--help` says more of each, with examples. What was asked for goes to standard output, all else to standard error.

\b
Exit codes
  0 all is well, 1 the content has errors, 2 the command or the settings are wrong, 3 a fault in digest

\b
Examples
  digest init my-edition && cd my-edition    a small edition to begin with
  digest serve                               write, and see the page change as you save
  digest build --base-url https://example.org/press/
  digest check --format github               in a workflow
  digest import saved-pages/                 bring in articles as drafts
  digest review                              what the program was unsure of, and the line that settles it
  digest deploy git:origin --build           build, and put it online
"""

BUILD = """\b
Examples
  digest build                                          the site, in site/
  digest build --base-url https://example.org/press/    for its address on the web
  digest build --drafts --verbose                       drafts too; each page that is written is named
  digest build --quiet || mail-me                       for a script
"""

REVIEW = """\b
Examples
  digest review                    what should I decide?
  digest review | less             many questions
  digest review --json             for an editor's plug-in
"""

WHY = """\b
Examples
  digest why 2024-05-02-harbour-post-bridge 2024-05-03-valley-news-bridge
  digest why content/reports/a.md content/reports/b.md
  digest why harbour-post-bridge#2 valley-news-bridge#1     two quotations
  digest why bridge-reopens no-more-delays                  two statements
  digest why /stories/bridge-closure/                       a page: what is it made of?
  digest why site/reports/harbour-post-bridge/index.html    the same, by its file
"""


def run(args: Sequence[str], look: Look | None = None) -> int:
    """Run one command; returns the exit code. `look`: how the edition in the working folder lies, if that was asked."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        code = main.main(args=list(args), prog_name="digest", standalone_mode=False, obj=look)
        return code if isinstance(code, int) else 0
    except (click.exceptions.Abort, KeyboardInterrupt):  # click turns Ctrl-C into the former
        click.echo("interrupted; what was there is as it was", err=True)
        return 130
    except _Terminated:
        return 143
    except click.ClickException as error:
        error.show()
        return 2
    except NoEdition as error:
        click.echo(f"digest: no content/ in {error} or above it; make an edition with `digest init DIR`", err=True)
        return 2
    except OSError as error:
        click.echo(
            f"digest: {error.filename or 'the disk'}: {error.strerror or error}; the old site is untouched", err=True
        )
        return 2
    except Exception as error:  # noqa: BLE001  # the last net: a bug is ours, and says so, with the trace for the report
        import traceback

        from digest.render import fault

        place = fault.place(error)
        if place and (root_of(Path.cwd()) / place.rpartition(":")[0]).exists():  # not one of the shipped templates
            click.echo(f"{place}: error: {fault.message(error)}\nNothing was written.", err=True)
            return 1
        traceback.print_exc()
        click.echo(f"digest: a fault of the program, not of your content: {error!r}", err=True)
        return 3


def _codes(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
    """The codes of rules that begin as typed, for a shell."""
    from digest.config import KNOWN

    return sorted(code for code in KNOWN if code.startswith(typed))


def _ids(*folders: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """The ids that begin as typed, for a shell: names of files in some folders of content/, or in all."""

    def ids(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
        from digest.model.source import FOLDERS

        try:
            content = root_of(Path.cwd()) / "content"
        except NoEdition:
            return []
        return sorted({file.stem for folder in folders or FOLDERS for file in (content / folder).rglob(f"{typed}*.md")})

    return ids


def _files(_: click.Context, __: click.Parameter, typed: str) -> list[Any]:
    """Files that begin as typed: a shell knows them itself, but must be told to look."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(typed, type="file")]


_LOUDNESS = "digest.loudness"
"""Where a command's context keeps which of the two options below was given."""


def _loud(details: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Gives a command --quiet and --verbose. Neither changes what is asked for and goes to standard output. `details`:
    what the latter says besides."""

    def heard(context: click.Context, option: click.Parameter, given: bool) -> None:
        if given and context.meta.setdefault(_LOUDNESS, option.name) != option.name:
            raise click.UsageError("either --quiet or --verbose")

    def option(name: str, help: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
        return click.option(f"--{name}", f"-{name[0]}", is_flag=True, expose_value=False, callback=heard, help=help)

    def loud(command: Callable[..., int]) -> Callable[..., int]:
        return option("quiet", "Beside what is asked for, say errors only.")(option("verbose", details)(command))

    return loud


def _quiet() -> bool:
    return bool(click.get_current_context().meta.get(_LOUDNESS) == "quiet")


def _verbose() -> bool:
    return bool(click.get_current_context().meta.get(_LOUDNESS) == "verbose")


def _aside(line: object) -> None:
    """Say what nobody asked for, unless it is to be quiet."""
    if not _quiet():
        click.echo(line, err=True)


class _Commands(click.Group):
    """The commands in the order in which an edition meets them."""

    sections: ClassVar[dict[str, tuple[str, ...]]] = {
        "Begin": ("init", "import", "new"),
        "Write": ("serve", "check", "explain", "list", "review", "why", "history"),
        "Publish": ("build", "diff", "deploy"),
        "Editors and shells": ("lsp", "schema", "completion"),
    }

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in self.sections.items():
            with formatter.section(title):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(100)) for name in names])


class _Terminated(BaseException):
    """The process was asked to end."""


def _terminated(*_: object) -> None:
    raise _Terminated


@click.group(
    cls=_Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="digest", message="%(prog)s %(version)s")
def main() -> None:
    """Annotated news digests as a static site: every outlet's wording of a statement, side by side."""


@main.command(epilog=BUILD, short_help="Make the site in site/.")
@click.option(
    "--base-url", default="", metavar="URL", help="Where the site will be, in place of `base_url` in site.yml."
)
@click.option("--drafts", is_flag=True, help="Show drafts too, marked as such.")
@click.option("--search/--no-search", default=True, help="Whether readers can search the site.", show_default=True)
@click.option("--processes", default=0, metavar="N", help="How many processes to use (default: one a processor).")
@click.option("--profile", is_flag=True, help="Say what each stage took, in place of a bar.")
@_loud("Name every file that is written or removed.")
@click.pass_obj
def build(
    look: Look | None,
    base_url: str,
    drafts: bool,
    search: bool,
    processes: int,
    profile: bool,
) -> int:
    """Make the site in site/. A second run does only what changed.

    The old site stays until the new one is whole, and stays altogether if the content has errors. Files in site/ that
    digest did not make are left alone.
    """
    from digest.build import build as make
    from digest.clock import Clock, table
    from digest.options import Options
    from digest.write import NotOurs

    if base_url:
        base_url = _address(base_url)
    start = time.perf_counter()
    timed = Clock()
    with _edition() as edition, _progress(hidden=profile) as progress:
        try:
            options = Options(base_url=base_url, drafts=drafts, search=search, processes=processes)

            def watched(stage: str, done: int, of: int) -> None:
                timed(stage, done, of)
                progress(stage, done, of)

            built = make(edition, options, watched, look)
        except NotOurs as error:
            raise click.ClickException(
                f"{error.path} was not made by digest and lies where a page should be; move it away, or empty site/"
            ) from None
        # A note is a thought for whoever asks (`digest check`); said at every build it would only be passed over.
        grave = ("error",) if _quiet() else ("error", "warning")
        _say([d for d in built.said if d.severity in grave], "text", edition, sys.stderr)
        for warning in edition.cache.warnings:
            _aside(f"warning: {warning}")
    if built.failed:
        click.echo("Nothing was written: the site in site/ is as it was before.", err=True)
        return 1
    if built.unsearched:
        _aside(f"warning: the site has no search: {built.unsearched}")
    trace = built.trace
    if _verbose():
        for word, paths in (("wrote", trace.written), ("removed", trace.removed)):
            for path in paths:
                click.echo(f"{word} site/{path}", err=True)
    if profile:
        click.echo(table(timed.spent()), err=True)
    indexing = sum(spent.seconds for spent in timed.spent() if spent.stage == "indexing")
    _aside(_summary(trace, time.perf_counter() - start, indexing))
    if built.lacks:
        _aside(built.lacks)
    return 0


def _summary(trace: Any, seconds: float, indexing: float) -> str:
    """One line: how many pages, what was done to them, and why; what the search took of the time."""
    parts = [f"{trace.pages:,} pages", f"{len(trace.written):,} files written"]
    if trace.removed:
        parts.append(f"{len(trace.removed):,} removed")
    if not trace.changed:
        done = "first build" if trace.parsed else "put back as they were"
        why = "nothing changed" if not trace.rendered else done if trace.written else "all compared, none differs"
    elif len(trace.changed) <= 3:
        why = "; ".join(trace.changed)
    else:
        why = f"{trace.changed[0]} and {len(trace.changed) - 1:,} more changes"
    searched = f" ({indexing:.2f} s of it for the search)" if trace.indexed else ""
    return f"{', '.join(parts)} in {seconds:.2f} s{searched} ({why})"


CHECK = """\b
Examples
  digest check                                all that is wrong, with the place and what to do
  digest check --fix                          mend what can only be meant in one way, and say the rest
  digest check --format concise | grep quotes/
  digest check --format github                in a workflow: notes beside the lines of a change
  digest check --format sarif > digest.sarif  for code scanning
  digest explain id-missing                   why a rule is there, and how to write it right
"""


@main.command(epilog=CHECK, short_help="Say all that is wrong with the content.")
@click.option(
    "--format", "form", type=click.Choice(["text", "concise", "json", "github", "sarif"]), default="text",
    show_default=True, help="text, with the lines, and concise, a line each, are for people; json, github (notes in a "
    "workflow) and sarif (code scanning) for programs.",
)  # fmt: skip
@click.option("--fix", is_flag=True, help="Mend what can only be meant in one way; then say what is left.")
@click.option("--drafts/--no-drafts", default=True, help="Whether drafts are checked too.", show_default=True)
@_loud("Say also which edition is checked, and what each stage took.")
def check(form: str, fix: bool, drafts: bool) -> int:
    """Say all that is wrong with the content, in one run.

    Nothing is written but with --fix: then a misspelt key, word or id that one known spelling alone is near is
    replaced, and what else is certain; not a letter besides. A file that is saved meanwhile is left alone. Exit code:
    0 no errors are left, 1 some are.
    """
    from digest.options import Options
    from digest.understand import checked

    if fix:
        _mend(drafts)
    with _edition() as edition, _timed() as progress:
        said = checked(edition, Options(drafts=drafts, site="check"), progress)
        _say(said, form, edition, sys.stdout)
    if not said:
        _aside("Nothing is wrong.")
    return 1 if any(d.severity == "error" for d in said) else 0


def _mend(drafts: bool) -> None:
    """Mend until there is nothing left that can be: a misspelt key hides what is wrong with its value."""
    from digest import state
    from digest.inputs import look
    from digest.mend import mend
    from digest.options import Options
    from digest.understand import said_of

    options = Options(drafts=drafts, site="check")
    applied = True
    with _edition() as edition:
        while applied:
            read = look(edition, options, state.load(edition.fs, options.site))
            said, _ = said_of(edition, read, options)
            done = mend(edition.fs, said, read.hashes, read.config)
            applied = any(file.applied for file in done)
            for file in done:
                if file.moved:
                    click.echo(f"{file.path} was saved meanwhile and is left as it is", err=True)
                for one in file.applied:
                    _aside(f"{file.path}:{one.span.line}:{one.span.column}: mended: {one.message} ({one.help})")


EXPLAIN = """\b
Examples
  digest explain id-missing        what is wrong, why it matters, what to write instead
  digest explain                   all codes
"""


@main.command(epilog=EXPLAIN, short_help="Say what a rule finds, and what to write instead.")
@click.argument("code", required=False, shell_complete=_codes)
def explain(code: str | None) -> int:
    """Say what a rule finds, why it matters, and what to write instead. CODE stands in brackets in what `digest check`
    says; without one, all are listed."""
    from digest import explain as telling

    if code is None:
        click.echo(telling.listed(), nl=False)
        return 0
    rule = telling.rules().get(code)
    if rule is None:
        near = telling.near(code)
        raise click.UsageError(f"no rule has the code {code}" + (f"; did you mean {near}?" if near else ""))
    click.echo(telling.explained(rule), nl=False)
    return 0


SCHEMA = """\b
Examples
  digest schema report > report.schema.json    one
  digest schema --all schemas/                 all, a file each
README.md says how editors are told of them.
"""


@main.command(epilog=SCHEMA, short_help="Print the JSON Schema of front matter or settings.")
@click.argument(
    "kind", required=False, type=click.Choice(["report", "quote", "entity", "source", "story", "page", "site"])
)
@click.option("--all", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Write all into a folder.")
def schema(kind: Any, folder: Path | None) -> int:
    """Print the JSON Schema of the front matter of one kind of file, or of site.yml: every field, what it says, and
    examples. With it an editor completes and checks fields."""
    import json

    from digest.explain import rules
    from digest.schema import KINDS
    from digest.schema import schema as made

    if (kind is None) == (folder is None):
        raise click.UsageError("name one kind, or a folder for all of them with --all")

    def written(kind: Any) -> str:
        return json.dumps(made(kind, rules()), ensure_ascii=False, indent=1) + "\n"

    if folder is None:
        click.echo(written(kind), nl=False)
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    for each in KINDS:
        (folder / f"{each}.schema.json").write_text(written(each), encoding="utf-8")
    return 0


LSP = """\b
Examples
  pip install "news-digest[lsp]"    what it needs, once
  digest lsp                        an editor starts it; README.md says how each is told to
"""


@main.command(epilog=LSP, short_help="Serve an editor: errors as you type, completion, renaming.")
def lsp() -> int:
    """Serve an editor, in the Language Server Protocol on standard input and output.

    Errors as you type, completion of ids and fields, what an id stands for, where it is used, renaming it everywhere,
    and the fixes of `digest check --fix` one by one.
    """
    try:
        from digest.lsp.server import serve
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        raise click.ClickException('it needs pygls: pip install "news-digest[lsp]"') from None
    serve()
    return 0


LIST = """\b
Examples
  digest list                        all that still wants a hand
  digest list drafts unchecked       some of it
  digest list orphans --json | jq -r '.lists.orphans[].path'
"""


@main.command("list", epilog=LIST, short_help="List what still wants an editor's hand.")
@click.argument(
    "what", nargs=-1, type=click.Choice(["drafts", "undated", "orphans", "storyless", "unchecked"]), metavar="[WHAT]..."
)
@click.option("--json", "as_json", is_flag=True, help="The lists for programs.")
@_loud("Say also which edition is looked at, and what each stage took.")
def list_(what: tuple[Any, ...], as_json: bool) -> int:
    """List what still wants an editor's hand.

    WHAT: drafts; undated, reports whose date is unknown; orphans, files that nothing names; storyless, reports without
    a story; unchecked, reports without `checked:`. Without it, all of these.
    """
    from digest.ask import listing

    with _understood(drafts=True) as (_, known):
        lists = listing.listed(known.linked.site, what or listing.LISTS)
        click.echo(listing.as_json(lists) if as_json else listing.as_text(lists, _paint()), nl=False)
        return _mind_errors(known.said)


DIFF = """\b
Examples
  digest diff                       what would change if this were published: against the last commit
  digest diff main                  against a branch, a tag or any other revision
  digest diff HEAD~5 --json | jq -r '.changes[] | "\\(.about): \\(.text)"'
  digest diff site/                 against the site as it was last built
  digest diff ../other-edition      against another edition
"""


@main.command(epilog=DIFF, short_help="Say in words what changes on the site.")
@click.argument("against", required=False, default="", metavar="[REV|DIR]", shell_complete=_files)
@click.option("--json", "as_json", is_flag=True, help="Every change and every page, for programs.")
@click.option("--drafts/--no-drafts", default=False, help="Whether drafts count as published.", show_default=True)
@_loud("Say also which edition is compared.")
def diff(against: str, as_json: bool, drafts: bool) -> int:
    """Say in words what changes on the site, for a last look before it is published.

    What is in the folder, committed or not, is compared with a git revision, with the folder of another edition, or
    with site/ as it was last built; without an argument, with the last commit, or with the last build where the
    edition is not kept in git. Nothing is written. The exit code is 0 whether or not there are changes, and 1 only if
    the content has errors, before or now.
    """
    from digest import sides
    from digest.ask.changes import compared, printed
    from digest.options import Options

    with _edition() as edition:
        try:
            found = sides.sides(edition, root_of(Path.cwd()), against, Path.cwd(), Options(drafts=drafts))
        except sides.Unknown as error:
            raise click.UsageError(str(error)) from None
        before = found.before
        made = compared(before.side, found.after)
        if not as_json:
            _aside(f"Compared with {before.name}.")
        click.echo(printed.as_json(made, before.name) if as_json else printed.as_text(made, _paint()), nl=False)
        return max(_mind_errors(before.said, before.name), _mind_errors(found.said))


COMPLETION = """\b
Examples
  digest completion bash > ~/.local/share/bash-completion/completions/digest
  digest completion zsh > ~/.zfunc/_digest        with `fpath+=~/.zfunc` before compinit
  digest completion fish > ~/.config/fish/completions/digest.fish
"""


@main.command(epilog=COMPLETION, short_help="Print the script by which a shell completes commands.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the script by which a SHELL completes commands, options, codes, and the ids of the edition it is in."""
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    # not `source()`, which looks for bash and says what it thinks of it
    click.echo(made.source_template % made(main, {}, "digest", "_DIGEST_COMPLETE").source_vars())
    return 0


@main.command(epilog=REVIEW, short_help="List what the program was unsure of, with the lines that settle it.")
@click.option("--json", "as_json", is_flag=True, help="All questions, with the offsets of every answer, for programs.")
@click.option("--drafts/--no-drafts", default=True, help="Whether drafts are looked at too.", show_default=True)
@_loud("Say also which edition is looked at, and what each stage took.")
def review(as_json: bool, drafts: bool) -> int:
    """List what the program was unsure of, each with the line to paste that settles it.

    Two quotations that are nearly alike, a speaker that it guessed or could not find, a name that fits two people,
    words that differ from the saved article. Nothing of it shows on the site. Questions are no faults: the exit code
    is 0 whether or not there are any, and 1 only if the content has errors.
    """
    from digest.ask import printed
    from digest.ask.review import review as asked

    with _understood(drafts) as (edition, known):
        questions = asked(known.linked, known.captures, _text_of(edition))
        click.echo(printed.as_json(questions) if as_json else printed.as_text(questions, _paint()), nl=False)
        return _mind_errors(known.said)


@main.command(epilog=WHY, short_help="Say why things belong together, or why a page is as it is.")
@click.argument("one", shell_complete=_ids())
@click.argument("other", required=False, shell_complete=_ids())
@click.option("--json", "as_json", is_flag=True, help="The answer for programs.")
@click.option("--drafts/--no-drafts", default=False, help="Whether drafts count as published.", show_default=True)
@_loud("Say also which edition is looked at, and what each stage took.")
def why(one: str, other: str | None, as_json: bool, drafts: bool) -> int:
    """Say why two reports are related, two quotations are one statement, or a page is as it is.

    With two names: of reports, of statements, or of single quotations (`report-id#3` is the third of a report); why
    they belong together, or why not. With one: what that page is made of, and why it was last made anew. A name is an
    id, a content file, an address, or a path in site/.
    """
    from digest.ask import page, told
    from digest.ask import why as asking
    from digest.causes import recall
    from digest.write import SITE, path_of

    with _understood(drafts) as (edition, known):
        site = known.linked.site
        try:
            if other is None:
                url = page.url_of(site, known.plan, one)
                path = path_of(url)
                made = page.made(site, known.plan, url, path, recall(edition.cache, SITE, path))
                text = page.as_json(made) if as_json else page.as_text(made, _paint())
            else:
                answer = asking.why(site, one, other)
                text = told.as_json(answer) if as_json else told.as_text(site, answer, _paint())
        except asking.Unknown as error:
            raise click.UsageError(_not_known(edition, error.name, error.near)) from None
        except asking.NoWitness as error:
            raise click.UsageError(f"no report carries {error}, so there are no words of it to compare") from None
        except page.NoPage as error:
            raise click.UsageError(
                "{} has no page of its own; it is shown in the report {}".format(*error.args)
            ) from None
        click.echo(text, nl=False)
        return _mind_errors(known.said)


def _not_known(edition: Edition, name: str, near: str) -> str:
    """That nothing has a name, with the nearest right one; or that it is a draft."""
    id = name.rstrip("/").rpartition("/")[2].removesuffix(".md").partition("#")[0]
    for stat in edition.fs.files("content"):
        if stat.path.endswith(f"/{id}.md"):
            return f"{stat.path} is a draft or has errors, so it is on no page; --drafts looks at drafts too"
    return f"nothing here is called {name}" + (f"; did you mean {near}?" if near else "")


IMPORT = """\b
Examples
  digest import saved/                         every article in a folder, whatever its format
  digest import page.html feed.xml pages.zip   some files
  digest import https://example.org/news/1     one page
  digest import saved/ --dry-run               what would be written
"""


@main.command("import", epilog=IMPORT, short_help="Bring in articles as drafts.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH_OR_URL...", shell_complete=_files)
@click.option(
    "--as", "shape", type=click.Choice(["article", "digest"]), default="article", show_default=True,
    help="The article's text with its quotations marked, or a digest to be written, with the quotations listed.",
)  # fmt: skip
@click.option("--create", is_flag=True, help="Make files of outlets and names, too; else they are only suggested.")
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing; say what would be written.")
@click.option(
    "--source", default="", metavar="NAME|ID", help="The outlet of all these articles.", shell_complete=_ids("sources")
)
@click.option("--date", default="", metavar="YYYY-MM-DD", help="The day of all these articles.")
@click.option("--lang", default="", metavar="TAG", help="The language of all these articles, as `en` or `pt-BR`.")
@click.option("--encoding", default="", metavar="NAME", help="What the files are in, whatever they declare.")
@click.option("--json", "as_json", is_flag=True, help="What became of each article, for programs.")
@_loud("Say also which edition they come into.")
def import_(
    paths: tuple[str, ...],
    shape: Any,
    create: bool,
    dry: bool,
    source: str,
    date: str,
    lang: str,
    encoding: str,
    as_json: bool,
) -> int:
    """Bring in articles as reports: files, folders, patterns, archives, addresses, or - for standard input.

    Each becomes a draft in content/reports/, and its text is kept in content/captures/ to check quotations against.
    What an article does not say is `unknown`. An article that is there already is recognised and its report never
    touched; if the outlet changed it, the new text is kept beside the old. Exit code 1: something could not be read.
    """
    import codecs
    import datetime as dt

    from digest import ingest
    from digest.ingest import printed

    given = ingest.Given(date=date, source=source, lang=lang)
    if wrong := ingest.faulty(given):
        raise click.UsageError(wrong)
    try:
        encoding = codecs.lookup(encoding).name if encoding else ""
    except LookupError:
        raise click.UsageError(f"--encoding {encoding!r} is not known; for example windows-1252 or shift_jis") from None
    options = ingest.Options(
        shape=shape, given=given, create=create, dry=dry, today=dt.datetime.now(dt.UTC).date().isoformat()
    )
    outcomes: list[ingest.Outcome] = []
    stopped = False
    with _edition() as edition, _progress() as progress:
        importer = ingest.Importer(edition.fs, options)
        try:
            outcomes.extend(importer.bring_in(ingest.found(paths, encoding, progress)))
        except KeyboardInterrupt:
            stopped = True
        suggested = importer.suggested() if not stopped else ()
    show = printed.as_json(outcomes, suggested, dry=dry) if as_json else None
    click.echo(show or printed.summary(outcomes, suggested, dry=dry, paint=_paint()), nl=False)
    if stopped:
        click.echo("interrupted; every file is whole, and the same command goes on from here", err=True)
        return 130
    return 1 if any(outcome.action == "refused" for outcome in outcomes) else 0


HISTORY = """\b
Examples
  digest history 2024-05-03-valley-news-bridge
  digest history 2024-05-03-valley-news-bridge --json | jq '.steps | length'
  digest import saved/                              how a second text of an article comes in
"""


@main.command(epilog=HISTORY, short_help="Show what an outlet changed in an article.")
@click.argument("report", shell_complete=_ids("reports"))
@click.option("--json", "as_json", is_flag=True, help="Every change, for programs.")
@_loud("Say also which edition is looked at.")
def history(report: str, as_json: bool) -> int:
    """Show which words the outlet of REPORT changed between the saved texts of its article, and which quotations that
    touches. REPORT is its id: the name of its file, without .md."""
    from digest import ingest
    from digest.ingest import printed

    with _edition() as edition:
        try:
            first, steps = ingest.history_of(edition.fs, report)
        except ingest.NoHistory as error:
            raise click.ClickException(str(error)) from None
    paint = _paint()
    text = printed.steps_as_json(report, first, steps) if as_json else printed.steps_as_text(first, steps, paint)
    click.echo(text, nl=False)
    return 0


SERVE = """\b
Examples
  digest serve                          at http://127.0.0.1:8000/, or the next free port
  digest serve --open-with vscode       places in errors, and files of pages, open in the editor
  DIGEST_EDITOR=zed digest serve        the same, said once for all
  digest serve --open-with 'myeditor://open?file={path}&line={line}'
  digest serve --no-drafts              what a reader will see
  digest serve --bind 0.0.0.0           to look at it from a telephone in the same network
"""


@main.command(epilog=SERVE, short_help="Show the site here, and every change as it is saved.")
@click.option(
    "--port", default=8000, show_default=True, metavar="N", help="Of the address; if it is in use, the next free one."
)
@click.option("--bind", "address", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where it answers.")
@click.option("--drafts/--no-drafts", default=True, show_default=True, help="Whether drafts are shown, marked as such.")
@click.option(
    "--open-with", "opener", default="", envvar="DIGEST_EDITOR", metavar="EDITOR",
    help="The editor that opens files: cursor, emacs, idea, mvim, subl, txmt, vscode, vscodium, windsurf, zed, or a "
    "template of its addresses with {path}, {line}, {column}.",
)  # fmt: skip
@_loud("Name every open page that changes.")
def serve(port: int, address: str, drafts: bool, opener: str) -> int:
    """Show the site on this machine, and every change as it is saved.

    Pages that are open change in place, and errors stand over the last good page until they are mended. Words that are
    selected on a page say what to type for them. `site/` is left alone, and other commands need not wait.
    """
    import socket

    import uvicorn

    from digest.edition import previewed
    from digest.options import Options
    from digest.serve.app import app
    from digest.serve.editor import Unfit, editor
    from digest.serve.guard import is_open
    from digest.serve.preview import PREVIEW, Preview
    from digest.serve.said import Said, line

    quiet, verbose = _quiet(), _verbose()  # what follows the files is another thread, which has no context
    root = root_of(Path.cwd())
    try:
        opens = editor(root, opener)
    except Unfit:
        raise click.UsageError(
            f"--open-with {opener!r} is neither an editor that is known nor an address with {{path}}"
        ) from None

    def running(where: str) -> None:
        raise click.ClickException(f"a preview of this edition is running already: {where}")

    def tell(said: Said) -> None:
        if said.errors:
            click.echo("\n\n".join([*said.errors, ""]), err=True)
        elif not quiet:
            click.echo(line(said), err=True)
        if verbose:
            for url in sorted(said.news.touched or ()):
                click.echo(f"  {url}", err=True)

    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as listener:
        port = _bound(listener, address, port)
        where = f"http://{f'[{address}]' if ':' in address else address}:{port}/"
        with previewed(root, where, running) as edition:
            listener.listen(128)  # from here on a browser waits for the first build instead of being refused
            _room_for_connections()
            preview = Preview(edition, Options(drafts=drafts, search=True, site=PREVIEW), root, opens, tell)
            news = preview.refresh()
            preview.session.keep()
            if news is not None and not news.failed:
                _say([d for d in news.said if d.severity == "warning" and not quiet], "text", edition, sys.stderr)
            if is_open(address):
                click.echo("warning: everyone who reaches this machine can read the preview, drafts too", err=True)
            click.echo(f"{where}  (Ctrl-C ends it)", err=True)
            config = uvicorn.Config(
                app(preview, address, port), http="h11", log_level="error", timeout_graceful_shutdown=1,
                server_header=False, proxy_headers=False,
            )  # fmt: skip
            server = uvicorn.Server(config)
            leave = server.handle_exit

            def ended(sig: int, frame: FrameType | None) -> None:
                preview.end()
                leave(sig, frame)

            server.handle_exit = ended  # type: ignore[method-assign]  # it has no other way to be told
            try:
                server.run(sockets=[listener])
            except KeyboardInterrupt:  # the way to end it: nothing was interrupted
                return 130
            finally:
                preview.close()
    return 0


def _bound(listener: Any, address: str, port: int) -> int:
    """Bind to a port, or to one of the next twenty that is free; which one it is."""
    import errno
    import socket

    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    for tried in range(port, min(port + 20, 65536)):
        try:
            listener.bind((address, tried))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise click.ClickException(f"cannot answer at {address}:{tried}: {error.strerror or error}") from None
        else:
            return tried
    raise click.ClickException(f"ports {port} to {port + 19} are all in use; give another with --port")


def _room_for_connections() -> None:
    """As many open files as the system grants: each tab that listens is one, and many systems begin with 256."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most if 0 < most < 65536 else 65536, most))


DEPLOY = """\b
Examples
  digest deploy git:origin --build           build, then push the site to the branch gh-pages
  digest deploy git:git@codeberg.org:me/news.git#pages
  digest deploy dir:/srv/www/news            side by side, and switched at once; root: /srv/www/news/current
  digest deploy rsync:me@example.org:/var/www/news
  digest deploy s3://bucket/news             also gs:// and az://; credentials from the environment
  digest deploy live --dry-run               a target of site.yml: what would be done
  digest deploy --check                      which hosts can take the site, by their limits
"""


@main.command(epilog=DEPLOY, short_help="Put the site online.")
@click.argument("target", default="")
@click.option("--dry-run", "dry", is_flag=True, help="Do nothing; say what would be done, in its order.")
@click.option("--check", "checking", is_flag=True, help="Only compare the site with its host's limits.")
@click.option("--build", "building", is_flag=True, help="Build first.")
@click.option("--yes", is_flag=True, help="Also remove much, and write over files that digest did not put there.")
@_loud("Name every file that is sent or removed.")
@click.pass_context
def deploy(
    context: click.Context,
    target: str,
    dry: bool,
    checking: bool,
    building: bool,
    yes: bool,
) -> int:
    """Put the site in site/ where its readers find it.

    TARGET is an address, or the name of one under `deploy:` in site.yml; without it, the only one there. A second time,
    only what changed is sent. No reader ever sees a page without its style or a list with a dead link, nothing is
    removed before all else has arrived, and nothing ever that digest did not put there.
    """
    from digest.deploy import command

    if building and (code := context.invoke(build, drafts=False)):
        return int(code)
    wish = command.Wish(target=target, dry=dry, checking=checking, yes=yes, verbose=_verbose(), here=Path.cwd())
    with _edition() as edition, _progress() as progress:
        try:
            command.run(edition, root_of(Path.cwd()), wish, _aside, progress)
        except command.Unfit as error:
            click.echo(error, err=True)
            return 1
        except command.Stopped as error:
            raise click.ClickException(str(error)) from None
        except KeyboardInterrupt:
            click.echo("interrupted; readers see whole pages, and the same command goes on from here", err=True)
            return 130
    return 0


INIT = """\b
Examples
  digest init my-edition && cd my-edition && digest serve
  digest init press --title "The Press Review"
"""


@main.command(epilog=INIT, short_help="Make a new edition: a small one that builds at once.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The edition's title (default: the folder's name).")
@_loud("Name every file that is written.")
def init(folder: Path, title: str) -> int:
    """Make a new edition in FOLDER: a small one that builds at once, to be written over.

    It has two reports that give one statement in different words, and the files that go with them. What lies in
    FOLDER already stays as it is.
    """
    from digest import scaffold
    from digest.fs import Disk

    if (folder / "content").exists():
        raise click.ClickException(f"{folder}/content is already there; nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    files = scaffold.edition(title or folder.resolve().name.replace("-", " ").capitalize())
    if not (folder / ".gitignore").exists():
        files[".gitignore"] = "/.digest/\n/site/\n/content/captures/\n"
    scaffold.write(Disk(folder), files)
    if _verbose():
        for path in sorted(files):
            click.echo(f"wrote {folder / path}", err=True)
    _aside(f"An edition of two reports is in {folder}. See it: cd {folder} && digest serve")
    return 0


NEW = """\b
Examples
  digest new report "Bridge reopens" --date 2024-05-02 --source harbour-post
  digest new quote bridge-reopens --speaker ada-lindqvist
  digest new entity "Ada Lindqvist" --type person --also "Ms Lindqvist"
  digest new source "The Harbour Post" --siglum HP --kind newspaper
  digest new story "The bridge closure" --date 2024-05-01

What is not said is asked for. The path of the new file is all that goes to standard output: $EDITOR $(digest new ...)
"""


@main.group(epilog=NEW, short_help="Make a content file: a report, quote, entity, source or story.")
def new() -> None:
    """Make a content file, with the fields that it needs. A file that is there already is never written over."""


_shown = _loud("Show also what stands in the new file.")


@new.command()
@click.argument("title")
@click.option(
    "--date", metavar="YYYY-MM-DD", prompt="Date (YYYY-MM-DD, or unknown)", help="The day of the article, or unknown."
)
@click.option(
    "--source", metavar="NAME|ID", prompt="Outlet (id or name, or unknown)", help="The outlet, or unknown.",
    shell_complete=_ids("sources"),
)  # fmt: skip
@click.option("--story", default="", metavar="ID", help="The story that it belongs to.", shell_complete=_ids("stories"))
@_shown
def report(title: str, date: str, source: str, story: str) -> int:
    """A report titled TITLE, as a draft: your digest of one article."""
    from digest import scaffold

    return _new(scaffold.report(title, date=date, source=source, story=story))


@new.command()
@click.argument("id")
@click.option(
    "--gist", metavar="TEXT", prompt="What was said, in one sentence of yours", help="What was said, in your words."
)
@click.option(
    "--speaker", metavar="ID", prompt="Who said it (id of a name)", help="Who said it.", shell_complete=_ids("entities")
)
@click.option(
    "--story", default="", metavar="ID", help="The story in which it was said.", shell_complete=_ids("stories")
)
@_shown
def quote(id: str, gist: str, speaker: str, story: str) -> int:
    """A statement that several reports give. In their text it is named as q=ID."""
    from digest import scaffold

    return _new(scaffold.quote(id, gist=gist, speaker=speaker, story=story))


@new.command()
@click.argument("name")
@click.option(
    "--type", type=click.Choice(["person", "organisation", "place", "event", "work"]), prompt="Kind of name",
    help="What it is the name of.",
)  # fmt: skip
@click.option("--also", multiple=True, metavar="NAME", help="Another form of the name; may be given again.")
@_shown
def entity(name: str, type: str, also: tuple[str, ...]) -> int:
    """A person, organisation, place, event or work called NAME."""
    from digest import scaffold

    return _new(scaffold.entity(name, type=type, also=also))


@new.command()
@click.argument("name")
@click.option(
    "--siglum", metavar="LETTERS", prompt="Siglum (one to four letters)", help="What stands for it in tables: HP."
)
@click.option(
    "--kind", type=click.Choice(["newspaper", "agency", "broadcaster", "magazine", "ministry", "platform"]),
    help="What kind of outlet it is.",
)  # fmt: skip
@click.option("--country", default="", metavar="COUNTRY", help="Where it is at home, as its page is to say it.")
@_shown
def source(name: str, siglum: str, kind: str | None, country: str) -> int:
    """An outlet called NAME."""
    from digest import scaffold

    return _new(scaffold.source(name, siglum=siglum, kind=kind or "", country=country))


@new.command()
@click.argument("title")
@click.option("--date", default="", metavar="YYYY-MM-DD", help="The day on which it begins.")
@_shown
def story(title: str, date: str) -> int:
    """A story titled TITLE: what several reports are about."""
    from digest import scaffold

    return _new(scaffold.story(title, date=date))


def _new(file: tuple[str, str]) -> int:
    """Write one new file, after a look at it with the eyes of the build: what it refuses is never written."""
    from digest import scaffold
    from digest.diagnostic import Diagnostic
    from digest.fs import Disk
    from digest.model.base import fingerprint
    from digest.model.source import FOLDERS, Source
    from digest.parse import parse
    from digest.report import as_text

    path, text = file
    root = root_of(Path.cwd())
    data = text.encode()
    made = Source(path=path, kind=FOLDERS[path.split("/")[1]], id=path.rsplit("/", 1)[1][:-3], hash=fingerprint(data))
    wrong: list[Diagnostic] = [d for d in parse(made, data, lang="en", time_zone="UTC").said if d.severity == "error"]
    if wrong:
        click.echo(as_text(wrong, lambda _: text), err=True)
        raise click.ClickException("nothing was written")
    try:
        scaffold.write(Disk(root), {path: text})
    except scaffold.Exists as error:
        raise click.ClickException(f"{error.path} is already there; nothing was written") from None
    click.echo(os.path.relpath(root / path))
    if _verbose():
        click.echo(text, nl=False, err=True)
    return 0


# --- shared --------------------------------------------------------------------------------------------------------


@contextmanager
def _edition() -> Iterator[Edition]:
    def waiting(who: str) -> None:
        click.echo(f"waiting for {who}, which is at work in this edition ...", err=True)

    root = root_of(Path.cwd())
    if _verbose():
        click.echo(f"the edition in {root}", err=True)
    with opened(root, waiting) as edition:
        yield edition


@contextmanager
def _timed() -> Iterator[Any]:
    """A bar as below; what each stage took is said at the end, if all is to be said."""
    from digest.clock import Clock, table

    clock = Clock()
    with _progress(hidden=_verbose()) as progress:

        def timed(stage: str, done: int, of: int) -> None:
            clock(stage, done, of)
            progress(stage, done, of)

        yield timed
    if _verbose() and clock.spent():
        click.echo(table(clock.spent()), err=True)


@contextmanager
def _progress(*, hidden: bool = False) -> Iterator[Any]:
    """A bar on a terminal, once a stage has enough to do for it to be worth drawing."""
    if hidden or _quiet() or not sys.stderr.isatty():
        yield lambda *_: None
        return
    bars: dict[str, Any] = {}
    shown: list[Any] = []

    def progress(stage: str, done: int, of: int) -> None:
        if of < 100:
            return
        if not shown:
            from rich.console import Console
            from rich.progress import Progress

            shown.append(Progress(console=Console(stderr=True), transient=True))
            shown[0].start()
        if stage not in bars:
            bars[stage] = shown[0].add_task(stage, total=of)
        shown[0].update(bars[stage], completed=done)

    try:
        yield progress
    finally:
        if shown:
            shown[0].stop()


@contextmanager
def _understood(drafts: bool) -> Iterator[tuple[Edition, Any]]:
    """The edition as the next build would see it, with nothing written."""
    from digest import state
    from digest.inputs import look
    from digest.options import Options
    from digest.understand import understand

    with _edition() as edition:
        options = Options(drafts=drafts)
        with _timed() as progress:
            read = look(edition, options, state.load(edition.fs, options.site))
            known = understand(edition, read, options, progress)
        yield edition, known


def _say(said: Sequence[Any], form: Any, edition: Edition, stream: Any) -> None:
    from digest import report as printing
    from digest.explain import rules

    described = rules() if form == "sarif" else {}
    printed = printing.printed(said, form, _text_of(edition), colour=_in_colour(stream), rules=described)
    if printed:
        click.echo(printed, file=stream)


def _mind_errors(said: Sequence[Any], where: str = "The content") -> int:
    """A word on errors, for whoever asked something else; the exit code that they give."""
    errors = sum(diagnostic.severity == "error" for diagnostic in said)
    if errors:
        count = f"{errors} error{'s' * (errors > 1)}"
        where = where[:1].upper() + where[1:]
        click.echo(f"{where} has {count}, so this may be incomplete; `digest check` says more.", err=True)
    return 1 if errors else 0


def _text_of(edition: Edition) -> Callable[[str], str]:
    def text(path: str) -> str:
        try:
            return edition.fs.read(path).decode("utf-8", "replace").removeprefix("\ufeff")
        except (OSError, ValueError):
            return ""

    return text


def _in_colour(stream: Any) -> bool:
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR")


def _paint() -> Callable[[str, str], str]:
    from digest.report import paint_of

    return paint_of(_in_colour(sys.stdout))


def _address(url: str) -> str:
    """A base address with its slash; a usage error if it is none."""
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise click.UsageError(f"--base-url must be an address like https://example.org/press/, not {url!r}")
    return url.rstrip("/") + "/"
