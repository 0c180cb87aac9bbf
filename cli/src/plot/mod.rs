//! `seedbed plot`: histograms with the exact density over them, and points in the plane.

mod cells;
mod chart;
mod curve;
mod joint;
mod page;
mod points;
mod samples;
mod ticks;

use std::{io::Write, process::ExitCode};

use anyhow::Context;
use page::{Body, Page, Picture};
use serde_json::{Map, Value};

use crate::{
    args::{PlotCommand, Subject, UsageError},
    distribution::short,
    interrupt,
    messages::note,
    output::{Destination, Output},
};

pub fn run(command: PlotCommand) -> anyhow::Result<ExitCode> {
    match command.subject {
        Subject::Distribution(choice) => samples::run(*choice),
        Subject::Sobol(with) => points::run(with.parameters.into(), with.rest),
        Subject::Halton(with) => points::run(with.parameters.into(), with.rest),
        Subject::LatinHypercube(with) => points::run(with.parameters.into(), with.rest),
    }
}

/// A place for a picture, open before anything is drawn.
struct Canvas {
    out: Destination,
    output: Output,
    picture: Picture,
}

impl Canvas {
    fn open(out: Destination) -> anyhow::Result<Self> {
        let picture = match out.extension().as_deref() {
            None | Some("png") => Picture::Png,
            Some("svg") => Picture::Svg,
            Some(_) => {
                let message =
                    format!("no format is known by the end of {out}: known are .png and .svg");
                return Err(UsageError::new(message).into());
            }
        };
        if matches!(out, Destination::File(_)) {
            interrupt::install()?;
        }
        let output = Output::open(&out, picture == Picture::Svg)?;
        Ok(Canvas {
            out,
            output,
            picture,
        })
    }

    /// Draws a page, and puts it into its place.
    fn finish(mut self, page: &Page, body: &impl Body) -> anyhow::Result<ExitCode> {
        let bytes = page.draw(self.picture, body)?;
        self.output
            .write_all(&bytes)
            .and_then(|()| self.output.flush())
            .with_context(|| self.output.cannot_write())?;
        self.output.finish()?;
        note(format_args!("{}: {}", self.out, page.subtitle));
        Ok(ExitCode::SUCCESS)
    }
}

/// `normal: mean = 0, std = 1`.
fn title(name: &str, parameters: &Map<String, Value>) -> String {
    let parameters: Vec<_> = parameters
        .iter()
        .map(|(name, value)| {
            let value = short(value).replace(".0,", ",").replace(".0]", "]");
            format!("{name} = {}", value.strip_suffix(".0").unwrap_or(&value))
        })
        .collect();
    match parameters[..] {
        [] => name.to_string(),
        _ => format!("{name}: {}", parameters.join(", ")),
    }
}
