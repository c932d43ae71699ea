"""``jiyao train``: a model of one's own from labelled documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from extract.cli import log, options

_Labelled = Annotated[
    list[Path],
    typer.Argument(metavar="LABELLED.jsonl...", help="Labelled documents, one a line.", exists=True, dir_okay=False),
]
_File = Annotated[Path | None, typer.Option(exists=True, dir_okay=False)]


def train(
    labelled: _Labelled,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="The model folder to write.")],
    base: Annotated[
        Path,
        typer.Option(metavar="FOLDER", help="A Hugging Face checkpoint to start from.", exists=True, file_okay=False),
    ],
    join_on: Annotated[
        Path | None,
        typer.Option(
            "--join-on",
            help="Documents that neither rules nor model have seen, to weigh one against the other.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    start: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Go on from the weights of a folder written before.", exists=True, file_okay=False
        ),
    ] = None,
    teacher: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FOLDER",
            help="Learn from the answers of that model too; may be repeated.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    layers: Annotated[
        int | None,
        typer.Option(min=1, help="Use only the first layers of the base; of --start, as many, evenly spread."),
    ] = None,
    inner: Annotated[
        int | None, typer.Option(min=8, help="Keep as many units of each layer's feed-forward part, the weightiest.")
    ] = None,
    epochs: Annotated[int, typer.Option(min=1)] = 4,
    rate: Annotated[float, typer.Option(help="Learning rate at its height.")] = 1e-4,
    share: Annotated[
        float, typer.Option("--kept", min=0.01, max=0.5, help="Share of the documents kept to choose the best epoch.")
    ] = 0.08,
    part: Annotated[
        float, typer.Option(min=0.01, max=1.0, help="Train on a part of the documents: what would more labels bring?")
    ] = 1.0,
    seed: Annotated[int, typer.Option()] = 1,
    threads: Annotated[int, typer.Option(min=1, help="Threads of the training.")] = 1,
    log_json: options.LogJson = False,
) -> int:
    """Train names and sentiment from labelled documents, and write a folder for `--model`.

    A training that was cut short goes on after its last whole epoch when started again with the same options.
    """  # fmt: skip
    try:
        from extract.learning.training import examples, session, writing
        from extract.learning.training.fit import Report, Settings, fit
        from extract.learning.training.network import WORK, Network
    except ImportError as error:
        log.error(f"training needs {error.name}; install it by `pip install 'jiyao[train]'`")
        return 2
    import torch

    try:
        rows = session.read(labelled, share, part)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if not rows.training or not rows.kept:
        raise typer.BadParameter("too few documents: after keeping a share of them, one side is empty")
    packer = examples.open_packer(str(base))
    settings = Settings(layers, inner, epochs, rate, seed=seed, threads=threads)
    settings = replace(settings, half=torch.backends.cpu.get_cpu_capability() == "AVX512")
    work = out / WORK
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    network = Network.trained(start, str(base)) if start else Network(str(base), layers)
    network.thin(layers or len(network.encoder.encoder.layer))
    network.narrow(inner or network.encoder.config.intermediate_size)
    teachers = [Network.trained(folder, str(base)) for folder in teacher or ()]
    training, kept = (session.documents(r, packer) for r in (rows.training, rows.kept))
    log.info(f"{len(training)} documents to train on, {len(kept)} kept")
    for news in fit(network, packer, training, kept, settings, work, teachers):
        if isinstance(news, Report):
            log.info(
                f"epoch {news.epoch + 1} of {epochs}, on the kept documents: unit {news.unit:.3f}, "
                f"target {news.target:.3f} (macro-F1), new names {news.tag:.3f} (F1)",
                epoch=news.epoch + 1, unit=news.unit, target=news.target, tag=news.tag,
            )  # fmt: skip
        else:
            step, steps, loss = news
            log.info(f"step {step} of {steps}, loss {loss:.3f}", step=step, steps=steps, loss=loss)
    writing.write(network, str(base), out)
    if join_on is not None:
        writing.write_joins(out, session.join(out, session.read([join_on], 0.0).training))
    log.info(f"written to {out}; use it by --model {out}")
    return 0
