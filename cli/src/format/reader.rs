//! Samples out of a file, in any format.

use std::{
    fs::File,
    io::{BufReader, Read},
};

use anyhow::{Context, ensure};

use super::{Array, Format, csv, npy, npz::Archive, parquet::Table};

/// Bytes read at a time, enough for every core to hash a part.
const AT_A_TIME: usize = 1 << 24;

/// A file that can hold the samples of an array, as far as its size and its beginning or end tell.
pub struct Reader {
    inner: Inner,
    array: Array,
}

enum Inner {
    /// The header is read.
    Plain(BufReader<File>),
    Npz(Box<Archive>),
    /// The names are read.
    Csv(BufReader<File>),
    Parquet(Box<Table>),
}

impl Reader {
    /// Reads the little that says whether the rest is worth it.
    pub fn open(file: File, format: Format, array: Array) -> anyhow::Result<Self> {
        let metadata = file.metadata().context("cannot read it")?;
        ensure!(metadata.is_file(), "it is not a regular file");
        let len = u128::from(metadata.len());
        let inner = match format {
            Format::Raw => {
                check_len(len, 0, &array)?;
                Inner::Plain(BufReader::new(file))
            }
            Format::Npy => {
                let mut file = BufReader::new(file);
                let header = npy::check_header(&mut file, &array)?;
                check_len(len, header, &array)?;
                Inner::Plain(file)
            }
            Format::Csv => {
                // A digit and what is behind it, but for the last.
                let least = 2 * array.bytes() / array.bytes_each() as u128;
                ensure!(
                    len + 1 >= least,
                    "it has {len} bytes, and so many samples need {least} at least"
                );
                let mut file = BufReader::new(file);
                csv::check_names(&mut file, &array)?;
                Inner::Csv(file)
            }
            Format::Npz => Inner::Npz(Box::new(Archive::open(file, &array)?)),
            Format::Parquet => Inner::Parquet(Box::new(Table::open(file, &array)?)),
        };
        Ok(Reader { inner, array })
    }

    /// Reads all samples, and gives their bytes, little-endian, to `sink`.
    pub fn read(self, mut sink: impl FnMut(&[u8])) -> anyhow::Result<()> {
        let array = &self.array;
        let mut bytes = 0;
        let mut counted = |samples: &[u8]| {
            bytes += samples.len() as u128;
            sink(samples);
        };
        match self.inner {
            Inner::Plain(file) => read_all(file, &mut counted)?,
            Inner::Npz(mut archive) => read_all(archive.samples(array)?, &mut counted)?,
            Inner::Csv(file) => csv::read(file, array, &mut counted)?,
            Inner::Parquet(table) => table.read(array, &mut counted)?,
        }
        // It may have changed since it was opened.
        check_len(bytes, 0, array)
    }
}

/// Checks that a file of `len` bytes has the samples after its header, and nothing else.
pub fn check_len(len: u128, header: u64, array: &Array) -> anyhow::Result<()> {
    let expected = array.bytes() + u128::from(header);
    ensure!(
        len == expected,
        "it has {len} bytes, and so many samples have {expected}"
    );
    Ok(())
}

fn read_all(mut file: impl Read, sink: &mut impl FnMut(&[u8])) -> anyhow::Result<()> {
    let mut buffer = vec![0; AT_A_TIME];
    loop {
        let len = read_full(&mut file, &mut buffer)?;
        sink(&buffer[..len]);
        if len < buffer.len() {
            return Ok(());
        }
    }
}

/// Reads until the buffer is full or the file ends.
pub fn read_full(reader: &mut impl Read, buffer: &mut [u8]) -> anyhow::Result<usize> {
    let mut len = 0;
    while len < buffer.len() {
        match reader.read(&mut buffer[len..]) {
            Ok(0) => break,
            Ok(read) => len += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error).context("cannot read it"),
        }
    }
    Ok(len)
}
