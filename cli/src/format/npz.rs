//! NumPy's .npz: a ZIP archive of .npy files, here of one, uncompressed.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
};

use anyhow::{Context, ensure};
use zip::{CompressionMethod, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{Array, npy};

/// Writes samples into an archive.
pub struct Npz<W: Write + Seek>(ZipWriter<UpToError<W>>);

impl<W: Write + Seek> Npz<W> {
    pub fn new(inner: W, array: &Array) -> io::Result<Self> {
        let mut archive = ZipWriter::new(UpToError {
            inner,
            failed: false,
            position: 0,
            len: 0,
        });
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(true);
        archive
            .start_file(file_name(array), options)
            .map_err(io_error)?;
        archive.write_all(&npy::header(array)?)?;
        Ok(Npz(archive))
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    pub fn finish(self) -> io::Result<W> {
        Ok(self.0.finish().map_err(io_error)?.inner)
    }
}

/// As `np.savez` calls it.
fn file_name(array: &Array) -> String {
    npyz::npz::file_name_from_array_name(array.name)
}

fn io_error(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        error => io::Error::other(error),
    }
}

/// A writer that only pretends after its first error: an archive that is dropped writes its end, and would
/// report the error a second time.
struct UpToError<W> {
    inner: W,
    failed: bool,
    position: u64,
    len: u64,
}

impl<W: Write> Write for UpToError<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match self.failed {
            true => Ok(bytes.len()),
            false => self.inner.write(bytes),
        };
        self.failed |= written.is_err();
        let written = written?;
        self.position += written as u64;
        self.len = self.len.max(self.position);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.failed {
            true => Ok(()),
            false => self.inner.flush(),
        }
    }
}

impl<W: Seek> Seek for UpToError<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
            SeekFrom::End(by) => self.len.checked_add_signed(by),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        match self.failed {
            true => Ok(self.position),
            false => self.inner.seek(SeekFrom::Start(self.position)),
        }
    }
}

/// An archive whose table of contents is as we write it.
pub struct Archive {
    archive: ZipArchive<BufReader<File>>,
}

impl Archive {
    pub fn open(file: File, array: &Array) -> anyhow::Result<Self> {
        let mut archive =
            ZipArchive::new(BufReader::new(file)).context("it is not an .npz file")?;
        let name = file_name(array);
        ensure!(
            archive.len() == 1 && archive.index_for_name(&name) == Some(0),
            "it does not hold one array with the name {}",
            array.name
        );
        let mut entry = archive.by_index(0).context("it cannot be read")?;
        let size = u128::from(entry.size());
        let header = npy::check_header(&mut entry, array)?;
        super::reader::check_len(size, header, array)?;
        drop(entry);
        Ok(Archive { archive })
    }

    /// The bytes of the array's file, and its header's length.
    pub fn samples(&mut self, array: &Array) -> anyhow::Result<impl Read> {
        let mut entry = self.archive.by_index(0).context("it cannot be read")?;
        npy::check_header(&mut entry, array)?;
        Ok(entry)
    }
}
