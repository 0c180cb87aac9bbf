//! Lists and matrices from files: arrays of NumPy's, or texts.

use std::{
    fs::File,
    io::{Cursor, Read},
};

use anyhow::{Context, anyhow, bail, ensure};
use npyz::{DType, NpyFile, Order, TypeChar};

use crate::number::Float;

/// So many fit a record, which is read whole.
const MOST: usize = 1 << 20;
/// More than any file of so many numbers needs.
const LONGEST: u64 = 1 << 26;
/// NumPy's own limit, and more than an array of numbers needs.
const LONGEST_HEADER: usize = 10_000;

/// Numbers of a file.
#[derive(Clone, Debug)]
pub struct FromFile<T>(pub Vec<T>);

/// How numbers are arranged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// In one row.
    List,
    /// As many rows as columns, given row after row.
    Matrix,
}

/// Reads a list.
pub fn read_list<T: Float>(path: &str) -> anyhow::Result<FromFile<T>> {
    read(path, Layout::List)
}

/// Reads a square matrix, row after row.
pub fn read_matrix<T: Float>(path: &str) -> anyhow::Result<FromFile<T>> {
    read(path, Layout::Matrix)
}

/// With the causes of an error, which the parser of the command line would not print; it has the path.
fn read<T: Float>(path: &str, layout: Layout) -> anyhow::Result<FromFile<T>> {
    let numbers = bytes_of(path).and_then(|bytes| match bytes.starts_with(b"\x93NUMPY") {
        true => from_npy(&bytes, layout),
        false => from_text(&bytes, layout),
    });
    numbers.map(FromFile).map_err(|error| anyhow!("{error:#}"))
}

fn bytes_of(path: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // A pipe or a device may have no end.
    File::open(path)
        .and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes))
        .context("cannot read it")?;
    ensure!(
        bytes.len() as u64 <= LONGEST,
        "it has more than {LONGEST} bytes"
    );
    Ok(bytes)
}

fn too_many() -> anyhow::Error {
    anyhow!("it has more than {MOST} numbers, which a record has no room for")
}

fn from_text<T: Float>(bytes: &[u8], layout: Layout) -> anyhow::Result<Vec<T>> {
    let text = std::str::from_utf8(bytes).map_err(|_| anyhow!("it is neither .npy nor a text"))?;
    let mut numbers = Vec::new();
    let mut rows = 0;
    let mut columns = 0;
    for (line, text) in (1..).zip(text.lines()) {
        let words = text.split([',', ' ', '\t', '\r']);
        let before = numbers.len();
        for (place, word) in (1..).zip(words.filter(|word| !word.is_empty())) {
            let number = T::read(word).and_then(|number| match number.into().is_finite() {
                true => Ok(number),
                false => Err("it must be a finite number".to_string()),
            });
            let number = number.map_err(|why| {
                anyhow!("line {line}, value {place} is `{}`: {why}", shortened(word))
            })?;
            if numbers.len() == MOST {
                return Err(too_many());
            }
            numbers.push(number);
        }
        let row = numbers.len() - before;
        if row == 0 {
            continue;
        }
        rows += 1;
        ensure!(
            layout == Layout::List || rows == 1 || row == columns,
            "line {line} has {row} value(s), and the lines before it {columns}"
        );
        columns = row;
    }
    // In one line, rows come one after the other.
    if layout == Layout::Matrix && rows > 1 {
        check_square(rows, columns)?;
    }
    Ok(numbers)
}

/// The beginning of a long word.
fn shortened(word: &str) -> String {
    const LONGEST: usize = 40;
    match word.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_string(),
    }
}

fn check_square(rows: usize, columns: usize) -> anyhow::Result<()> {
    ensure!(
        rows == columns,
        "it has {rows} rows of {columns} numbers: the matrix must be square"
    );
    Ok(())
}

fn from_npy<T: Float>(bytes: &[u8], layout: Layout) -> anyhow::Result<Vec<T>> {
    check_header(bytes)?;
    let file = NpyFile::new(Cursor::new(bytes)).context("it is not an .npy file")?;
    let shape: Vec<usize> = file.shape().iter().map(|&length| length as usize).collect();
    let len = match (&shape[..], layout) {
        (&[len], _) => len,
        (&[rows, columns], Layout::Matrix) => {
            check_square(rows, columns)?;
            rows * columns
        }
        (_, Layout::List) => bail!("its shape is {shape:?}: a list has one dimension"),
        (_, Layout::Matrix) => bail!("its shape is {shape:?}: a matrix has two dimensions"),
    };
    if len > MOST {
        return Err(too_many());
    }
    let DType::Plain(plain) = file.dtype() else {
        bail!("its dtype is {}, not numbers", file.dtype().descr());
    };
    let order = file.order();
    let stored: Vec<f64> = match (plain.type_char(), plain.num_bytes()) {
        (TypeChar::Float, Some(8)) => all(file, |x: f64| x)?,
        (TypeChar::Float, Some(4)) => all(file, |x: f32| x.into())?,
        (TypeChar::Uint, Some(4)) => all(file, |x: u32| x.into())?,
        (TypeChar::Int, Some(4)) => all(file, |x: i32| x.into())?,
        // Beyond 2^53 to the nearest, as NumPy does.
        (TypeChar::Int, Some(8)) => all(file, |x: i64| x as f64)?,
        (TypeChar::Uint, Some(8)) => all(file, |x: u64| x as f64)?,
        _ => bail!("its dtype is {plain}: take float32, float64, or integers of 32 or 64 bits"),
    };
    let columns = if shape.len() == 2 { shape[1] } else { len };
    let by_rows = |i: usize| match order {
        Order::Fortran if shape.len() == 2 => stored[i % columns * shape[0] + i / columns],
        _ => stored[i],
    };
    let numbers = (0..len).map(by_rows).enumerate();
    numbers
        .map(|(i, number)| {
            let nearest = T::nearest(number);
            if nearest.into().is_finite() {
                return Ok(nearest);
            }
            let place = match shape.len() {
                2 => format!("row {}, column {}", i / columns, i % columns),
                _ => format!("element {i}"),
            };
            let why = match number.is_finite() {
                true => "it must be a number of float32",
                false => "it must be a finite number",
            };
            Err(anyhow!("{place} is {number:?}: {why}"))
        })
        .collect()
}

/// The header of an array of numbers with one or two dimensions. The parser takes others too: nested ones
/// in a time and a depth without bounds, and shapes whose product overflows.
fn check_header(bytes: &[u8]) -> anyhow::Result<()> {
    let short = "it ends before its header does";
    let (start, len) = match (bytes.get(6), bytes.get(8..12)) {
        (Some(1), Some(&[a, b, ..])) => (10, u16::from_le_bytes([a, b]).into()),
        (Some(2 | 3), Some(&[a, b, c, d])) => (12, u32::from_le_bytes([a, b, c, d]) as usize),
        (Some(version), Some(_)) => bail!("its format version is {version}: there are 1, 2 and 3"),
        _ => bail!(short),
    };
    ensure!(
        len <= LONGEST_HEADER,
        "its header has {len} bytes: an array of numbers has at most {LONGEST_HEADER}"
    );
    let header = bytes.get(start..start + len).context(short)?;
    let header = String::from_utf8_lossy(header);
    ensure!(
        !header.contains('['),
        "its dtype is a structure, not numbers"
    );
    let count = |c| header.matches(c).count();
    ensure!(
        count('{') == 1 && count('(') == 1,
        "its header is not that of an array"
    );
    let shape = header
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map_or("", |(shape, _)| shape);
    let lengths = shape.split(',').filter(|length| !length.trim().is_empty());
    ensure!(
        lengths.count() <= 2,
        "its shape is ({shape}): it must have one or two dimensions"
    );
    // Longer ones are past any file.
    let digits = header.split(|c: char| !c.is_ascii_digit());
    match digits.map(str::len).max() {
        Some(10..) => Err(too_many()),
        _ => Ok(()),
    }
}

fn all<T: npyz::Deserialize>(
    file: NpyFile<Cursor<&[u8]>>,
    to_f64: impl Fn(T) -> f64,
) -> anyhow::Result<Vec<f64>> {
    let stored: Vec<T> = file
        .into_vec()
        .context("it is shorter than its header says")?;
    Ok(stored.into_iter().map(to_f64).collect())
}
