//! File formats of samples: which one, how it is written and how it is read.

mod csv;
mod npy;
mod npz;
mod number;
mod parquet;
mod reader;
mod writer;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

pub use reader::Reader;
pub use writer::Writer;

use crate::{
    args::UsageError,
    distribution::{SampleType, Specification},
    output::Destination,
    sequence::Part,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// NumPy's .npy
    Npy,
    /// NumPy's .npz, with one array, which has the name of the distribution
    Npz,
    /// A line a row, the shortest decimals that read back to the same bits, and a line of names
    Csv,
    /// Apache Parquet, uncompressed; 16-bit floats as float32
    Parquet,
    /// The samples alone, little-endian
    Raw,
}

/// Ends of names, and what they stand for.
const EXTENSIONS: [(&str, Format); 6] = [
    ("npy", Format::Npy),
    ("npz", Format::Npz),
    ("csv", Format::Csv),
    ("parquet", Format::Parquet),
    ("bin", Format::Raw),
    ("raw", Format::Raw),
];

impl Format {
    /// The format that was asked for, by option or by the name of the file.
    pub fn choose(asked: Option<Format>, out: &Destination) -> Result<Self, UsageError> {
        let extension = match (out, out.extension()) {
            (Destination::Stdout, _) => return Ok(asked.unwrap_or(Format::Raw)),
            (Destination::File(_), None) => return Ok(asked.unwrap_or(Format::Npy)),
            (Destination::File(_), Some(extension)) => extension,
        };
        let known = EXTENSIONS.iter().find(|(end, _)| *end == extension);
        match (known, asked) {
            (Some(&(_, format)), None) => Ok(format),
            (Some(&(_, format)), Some(asked)) if format == asked => Ok(format),
            (None, Some(asked)) => Ok(asked),
            (Some(_), Some(asked)) => Err(UsageError::new(format!(
                "--format is {}, and the name of {out} says another: leave out one of them",
                asked.name()
            ))),
            (None, None) => {
                let ends = EXTENSIONS.map(|(end, _)| format!(".{end}")).join(", ");
                Err(UsageError::new(format!(
                    "no format is known by the end of {out}: known are {ends}; or say it with --format"
                )))
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Format::Npy => "npy",
            Format::Npz => "npz",
            Format::Csv => "csv",
            Format::Parquet => "parquet",
            Format::Raw => "raw",
        }
    }

    /// Whether a terminal can show it.
    pub fn is_text(self) -> bool {
        self == Format::Csv
    }

    /// Whether it is a table, of rows and named columns, and not an array of any shape.
    fn is_table(self) -> bool {
        matches!(self, Format::Csv | Format::Parquet)
    }

    /// Checks that a file of it can hold an array.
    pub fn check(self, array: &Array, out: &Destination) -> Result<(), UsageError> {
        if self == Format::Npz && *out == Destination::Stdout {
            let message = "an .npz has its table of contents at its end, and none reads it from a pipe: \
                           give --out a file, or take --format npy";
            return Err(UsageError::new(message));
        }
        let columns = array.columns();
        if self.is_table() && !(1..=MOST_COLUMNS).contains(&columns) {
            return Err(UsageError::new(format!(
                "a table has 1 to {MOST_COLUMNS} columns, and these are {columns}: take npy, npz or raw"
            )));
        }
        if self == Format::Parquet {
            parquet::check(array).map_err(UsageError::new)?;
        }
        Ok(())
    }
}

/// Columns of a table. Programs that read tables slow down long before.
const MOST_COLUMNS: u128 = 1 << 16;

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Array {
    /// Of the distribution or sequence.
    pub name: &'static str,
    /// NumPy's name of the type, as `<f4`.
    pub dtype: &'static str,
    /// The first axis are the rows of a table.
    pub shape: Vec<u64>,
}

impl Array {
    /// Samples or vectors, in the shape that was asked for.
    pub fn of_draw(
        specification: &Specification,
        sample_type: SampleType,
        count: u64,
        shape: Option<&[u64]>,
    ) -> Self {
        let mut axes = sample_type.shape(count);
        if let Some(shape) = shape {
            axes.splice(..1, shape.iter().copied());
        }
        Array {
            name: specification.name(),
            dtype: sample_type.dtype,
            shape: axes,
        }
    }

    /// Elements or points.
    pub fn of_part(part: &Part) -> Self {
        Array {
            name: part.sequence.name(),
            dtype: part.dtype,
            shape: part.shape.clone(),
        }
    }

    pub fn rows(&self) -> u64 {
        self.shape.first().copied().unwrap_or(1)
    }

    /// All axes but the first.
    pub fn columns(&self) -> u128 {
        let axes = self.shape.iter().skip(1);
        axes.fold(1, |all, &axis| all.saturating_mul(axis.into()))
    }

    /// Bytes of its samples.
    pub fn bytes(&self) -> u128 {
        let samples = u128::from(self.rows()).saturating_mul(self.columns());
        samples.saturating_mul(self.bytes_each() as u128)
    }

    fn bytes_each(&self) -> usize {
        number::with_number!(self.dtype, T => size_of::<T>())
    }

    /// One is called as the array, several have their number behind it.
    fn column_names(&self) -> impl Iterator<Item = String> {
        let columns = self.columns();
        (0..columns).map(move |i| match columns {
            1 => self.name.to_string(),
            _ => format!("{}_{i}", self.name),
        })
    }

    /// Checks that a record can have it: whoever verifies it makes all of it again.
    pub fn check_size(&self) -> Result<(), String> {
        match self.bytes() {
            ..=MOST_BYTES => Ok(()),
            bytes => Err(format!(
                "{bytes} bytes of samples: a file with a record has at most 2^44 = {MOST_BYTES}; write \
                 several, each from its own --start"
            )),
        }
    }
}

/// The largest file on ext4, 16 TiB: some hours of drawing.
const MOST_BYTES: u128 = 1 << 44;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_format() {
        let choose = |asked, out: &str| {
            let out = out.parse().unwrap();
            Format::choose(asked, &out).map_err(|error| error.to_string())
        };
        for (out, format) in [
            ("x.npy", Format::Npy),
            ("a.b/x.NPZ", Format::Npz),
            ("x.y.csv", Format::Csv),
            ("x.parquet", Format::Parquet),
            ("x.bin", Format::Raw),
            ("x", Format::Npy),
            (".hidden", Format::Npy),
            ("-", Format::Raw),
        ] {
            assert_eq!(choose(None, out), Ok(format), "{out}");
            let asked = Some(format);
            assert_eq!(choose(asked, out), Ok(format), "{out}");
        }
        assert_eq!(choose(Some(Format::Raw), "x.f32"), Ok(Format::Raw));
        assert_eq!(choose(Some(Format::Csv), "-"), Ok(Format::Csv));
        let error = choose(None, "x.f32").unwrap_err();
        assert!(
            error.contains(".npy, .npz, .csv, .parquet, .bin, .raw"),
            "{error}"
        );
        let error = choose(Some(Format::Npy), "x.csv").unwrap_err();
        assert!(error.contains("--format is npy"), "{error}");
    }

    #[test]
    fn every_format_has_a_name_of_files() {
        for format in Format::value_variants() {
            let found = EXTENSIONS.iter().any(|(_, known)| known == format);
            assert!(found, "{}", format.name());
            assert_eq!(
                serde_json::to_value(format).unwrap(),
                format.name(),
                "the option and the record have the same name"
            );
        }
    }
}
