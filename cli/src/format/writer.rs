//! Samples into an output, in any format.

use std::io::{self, Write};

use anyhow::Context;

use super::{Array, Format, csv::Csv, npy, npz::Npz, parquet::Parquet};
use crate::output::Output;

/// An output, to which samples are written in order.
pub struct Writer {
    inner: Inner,
    /// What to say when a write fails.
    cannot_write: String,
}

enum Inner {
    /// After the header, if there is one.
    Plain(Output),
    Npz(Box<Npz<Output>>),
    Csv(Csv<Output>),
    Parquet(Box<Parquet<Output>>),
}

impl Writer {
    pub fn new(output: Output, format: Format, array: &Array) -> anyhow::Result<Self> {
        let cannot_write = output.cannot_write();
        let inner = Inner::new(output, format, array).with_context(|| cannot_write.clone())?;
        Ok(Writer {
            inner,
            cannot_write,
        })
    }

    /// Writes samples that are little-endian bytes.
    pub fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        match &mut self.inner {
            Inner::Plain(output) => output.write_all(bytes),
            Inner::Npz(npz) => npz.write(bytes),
            Inner::Csv(csv) => csv.write(bytes),
            Inner::Parquet(parquet) => parquet.write(bytes),
        }
        .with_context(|| self.cannot_write.clone())
    }

    /// Writes what the format has at its end.
    pub fn finish(self) -> anyhow::Result<Output> {
        let finish = || {
            let mut output = match self.inner {
                Inner::Plain(output) => output,
                Inner::Npz(npz) => npz.finish()?,
                Inner::Csv(csv) => csv.into_inner(),
                Inner::Parquet(parquet) => parquet.finish()?,
            };
            output.flush()?;
            io::Result::Ok(output)
        };
        finish().context(self.cannot_write)
    }
}

impl Inner {
    fn new(mut output: Output, format: Format, array: &Array) -> io::Result<Self> {
        Ok(match format {
            Format::Npy => {
                output.write_all(&npy::header(array)?)?;
                Inner::Plain(output)
            }
            Format::Raw => Inner::Plain(output),
            Format::Npz => Inner::Npz(Box::new(Npz::new(output, array)?)),
            Format::Csv => Inner::Csv(Csv::new(output, array)?),
            Format::Parquet => Inner::Parquet(Box::new(Parquet::new(output, array)?)),
        })
    }
}
