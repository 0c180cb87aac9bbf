//! Apache Parquet: rows in groups, a column after the other, plain and uncompressed.

use std::{
    error::Error,
    fs::File,
    io::{self, Write},
    sync::Arc,
};

use anyhow::{Context, ensure};
use half::{bf16, f16};
use parquet::{
    basic::{LogicalType, Repetition, Type as Physical},
    column::reader::{ColumnReaderImpl, get_typed_column_reader},
    data_type::{DataType, DoubleType, FloatType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        properties::{EnabledStatistics, WriterProperties},
        reader::{FileReader, RowGroupReader, SerializedFileReader},
        writer::SerializedFileWriter,
    },
    schema::types::Type,
};

use super::{
    Array,
    number::{Number, with_number},
};

/// Samples of a group, or a row.
const GROUP: usize = 1 << 22;
/// The end of the file says where each column of each group is, and every reader keeps it.
const MOST_CHUNKS: u128 = 1 << 20;
/// Samples that are read at a time, or a row.
const BATCH: usize = 1 << 20;

/// A type of samples, as columns have it.
trait Stored: Number {
    type Column: DataType;
    const LOGICAL: Option<(i8, bool)>;

    fn to_column(self) -> <Self::Column as DataType>::T;
    fn from_column(value: &<Self::Column as DataType>::T) -> Self;
}

macro_rules! stored {
    ($($type:ty => $column:ty, $logical:expr, $to:expr, $from:expr;)*) => {$(
        impl Stored for $type {
            type Column = $column;
            const LOGICAL: Option<(i8, bool)> = $logical;

            fn to_column(self) -> <$column as DataType>::T {
                let to: fn($type) -> <$column as DataType>::T = $to;
                to(self)
            }

            fn from_column(value: &<$column as DataType>::T) -> Self {
                let from: fn(<$column as DataType>::T) -> $type = $from;
                from(*value)
            }
        }
    )*};
}

stored! {
    u32 => Int32Type, Some((32, false)), |x| x.cast_signed(), |x| x.cast_unsigned();
    i32 => Int32Type, Some((32, true)), |x| x, |x| x;
    u64 => Int64Type, Some((64, false)), |x| x.cast_signed(), |x| x.cast_unsigned();
    i64 => Int64Type, Some((64, true)), |x| x, |x| x;
    f32 => FloatType, None, |x| x, |x| x;
    f64 => DoubleType, None, |x| x, |x| x;
    f16 => FloatType, None, f16::to_f32, f16::from_f32;
    bf16 => FloatType, None, bf16::to_f32, bf16::from_f32;
}

/// Checks that the end of a file does not grow out of all proportion.
pub fn check(array: &Array) -> Result<(), String> {
    let groups = u128::from(array.rows()).div_ceil(rows_of_group(array) as u128);
    match groups.saturating_mul(array.columns()) {
        ..=MOST_CHUNKS => Ok(()),
        _ => Err(format!(
            "these are too many samples for one Parquet file, which has at most 2^20 groups of 2^22: \
             {} rows of {} columns; take npy or raw",
            array.rows(),
            array.columns()
        )),
    }
}

fn rows_of_group(array: &Array) -> usize {
    (GROUP / array.columns() as usize).max(1)
}

fn schema(array: &Array) -> parquet::errors::Result<Type> {
    let columns = array.column_names().map(|name| {
        with_number!(array.dtype, T => {
            let logical = T::LOGICAL.map(|(bits, signed)| LogicalType::integer(bits, signed));
            Type::primitive_type_builder(&name, physical::<T>())
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(logical)
                .build()
                .map(Arc::new)
        })
    });
    Type::group_type_builder("samples")
        .with_fields(columns.collect::<Result<_, _>>()?)
        .build()
}

fn physical<T: Stored>() -> Physical {
    T::Column::get_physical_type()
}

/// Writes samples, the rows one after the other.
pub struct Parquet<W: Write + Send> {
    file: SerializedFileWriter<Lent<W>>,
    dtype: &'static str,
    columns: usize,
    /// Bytes of a group.
    group: usize,
    /// Less than those.
    pending: Vec<u8>,
}

impl<W: Write + Send> Parquet<W> {
    pub fn new(inner: W, array: &Array) -> io::Result<Self> {
        let properties = WriterProperties::builder()
            .set_created_by(format!("seedbed {}", crate::manifest::VERSION))
            .set_dictionary_enabled(false)
            .set_statistics_enabled(EnabledStatistics::None)
            .set_offset_index_disabled(true)
            .build();
        let schema = schema(array).map_err(io_error)?;
        let file =
            SerializedFileWriter::new(Lent(Some(inner)), Arc::new(schema), Arc::new(properties));
        let columns = array.columns() as usize;
        Ok(Parquet {
            file: file.map_err(io_error)?,
            dtype: array.dtype,
            columns,
            group: rows_of_group(array) * columns * array.bytes_each(),
            pending: Vec::new(),
        })
    }

    /// Writes samples that are little-endian bytes.
    pub fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while self.pending.len() + bytes.len() >= self.group {
            let (now, later) = bytes.split_at(self.group - self.pending.len());
            bytes = later;
            self.pending.extend_from_slice(now);
            self.write_group()?;
        }
        self.pending.extend_from_slice(bytes);
        Ok(())
    }

    fn write_group(&mut self) -> io::Result<()> {
        let written = with_number!(self.dtype, T => {
            write_group::<T, _>(&mut self.file, &self.pending, self.columns)
        });
        self.pending.clear();
        written.map_err(io_error)
    }

    pub fn finish(mut self) -> io::Result<W> {
        if !self.pending.is_empty() {
            self.write_group()?;
        }
        self.file.finish().map_err(io_error)?;
        let inner = self.file.inner_mut().0.take();
        inner.ok_or_else(|| io::Error::other("the file was finished before"))
    }
}

/// A writer that is taken back, which the crate does only with a second end of the file.
struct Lent<W>(Option<W>);

impl<W: Write> Write for Lent<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.as_mut().map_or(Ok(0), |inner| inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.as_mut().map_or(Ok(()), W::flush)
    }
}

fn write_group<T: Stored, W: Write + Send>(
    file: &mut SerializedFileWriter<W>,
    bytes: &[u8],
    columns: usize,
) -> parquet::errors::Result<()> {
    let size = size_of::<T>();
    let mut group = file.next_row_group()?;
    for column in 0..columns {
        let rows = bytes.chunks_exact(columns * size);
        let values: Vec<_> = rows
            .map(|row| T::from_little_endian(&row[column * size..][..size]).to_column())
            .collect();
        let Some(mut writer) = group.next_column()? else {
            return Err(ParquetError::General("a column is missing".to_string()));
        };
        writer
            .typed::<T::Column>()
            .write_batch(&values, None, None)?;
        writer.close()?;
    }
    group.close()?;
    Ok(())
}

/// The error of the file below, where it is that.
fn io_error(error: ParquetError) -> io::Error {
    let error: Box<dyn Error + Send + Sync> = match error {
        ParquetError::External(inner) => inner,
        error => Box::new(error),
    };
    match error.downcast::<io::Error>() {
        Ok(error) => *error,
        Err(error) => io::Error::other(error),
    }
}

/// A file whose end says that it holds what we would write.
pub struct Table(SerializedFileReader<File>);

impl Table {
    pub fn open(file: File, array: &Array) -> anyhow::Result<Self> {
        let reader = SerializedFileReader::new(file).context("it is not a Parquet file")?;
        let metadata = reader.metadata().file_metadata();
        let found = metadata.schema_descr();
        let columns = found.columns();
        ensure!(
            columns.len() as u128 == array.columns(),
            "it has {} columns, recorded are {}",
            columns.len(),
            array.columns()
        );
        let physical = with_number!(array.dtype, T => physical::<T>());
        for (column, name) in columns.iter().zip(array.column_names()) {
            ensure!(
                column.path().parts() == [name.as_str()]
                    && column.physical_type() == physical
                    && column.max_def_level() == 0
                    && column.max_rep_level() == 0,
                "its column {} is not the recorded one: {name}, {physical}, without gaps",
                column.path()
            );
        }
        let rows = metadata.num_rows();
        let groups = reader.metadata().row_groups();
        let in_groups = groups.iter().map(|group| i128::from(group.num_rows()));
        ensure!(
            i128::from(rows) == i128::from(array.rows()) && in_groups.sum::<i128>() == rows.into(),
            "it has {rows} rows, recorded are {}",
            array.rows()
        );
        Ok(Table(reader))
    }

    /// Reads the rows, and gives the samples, little-endian, to `sink`.
    pub fn read(&self, array: &Array, mut sink: impl FnMut(&[u8])) -> anyhow::Result<()> {
        for i in 0..self.0.num_row_groups() {
            let group = self.0.get_row_group(i).context("it cannot be read")?;
            with_number!(array.dtype, T => read_group::<T>(&*group, &mut sink))
                .with_context(|| format!("group {i} of its rows cannot be read"))?;
        }
        Ok(())
    }
}

fn read_group<T: Stored>(
    group: &dyn RowGroupReader,
    sink: &mut impl FnMut(&[u8]),
) -> anyhow::Result<()> {
    let mut columns: Vec<ColumnReaderImpl<T::Column>> = (0..group.num_columns())
        .map(|column| Ok(get_typed_column_reader(group.get_column_reader(column)?)))
        .collect::<parquet::errors::Result<_>>()?;
    let at_a_time = (BATCH / columns.len()).max(1);
    let mut left = usize::try_from(group.metadata().num_rows())?;
    let mut values = vec![Vec::new(); columns.len()];
    let mut bytes = Vec::new();
    while left > 0 {
        let rows = left.min(at_a_time);
        for (column, values) in columns.iter_mut().zip(&mut values) {
            values.clear();
            let (read, ..) = column.read_records(rows, None, None, values)?;
            ensure!(read == rows && values.len() == rows, "a column is shorter");
        }
        bytes.clear();
        for row in 0..rows {
            for values in &values {
                T::from_column(&values[row]).push_little_endian(&mut bytes);
            }
        }
        sink(&bytes);
        left -= rows;
    }
    Ok(())
}
