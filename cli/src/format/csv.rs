//! CSV: a line of names, then a line a row.

use std::io::{BufRead, BufReader, Read, Write};

use anyhow::{bail, ensure};
use rayon::prelude::*;

use super::{
    Array,
    number::{Number, with_number},
    reader::read_full,
};

/// Numbers that one thread writes at a time.
const NUMBERS: usize = 1 << 16;
/// Bytes that are read at a time: more than any line has.
const BYTES: usize = 1 << 24;
/// Bytes that one thread reads at a time.
const TASK: usize = 1 << 18;
/// More than any decimal of ours has.
const LONGEST_NUMBER: usize = 64;

/// Writes samples, the rows one after the other.
pub struct Csv<W> {
    inner: W,
    dtype: &'static str,
    columns: usize,
    /// The column of the next sample.
    at: usize,
}

impl<W: Write> Csv<W> {
    pub fn new(mut inner: W, array: &Array) -> std::io::Result<Self> {
        inner.write_all(names(array).as_bytes())?;
        inner.write_all(b"\n")?;
        Ok(Csv {
            inner,
            dtype: array.dtype,
            columns: array.columns() as usize,
            at: 0,
        })
    }

    /// Writes samples that are little-endian bytes.
    pub fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        let (columns, at) = (self.columns, self.at);
        let texts = with_number!(self.dtype, T => {
            self.at = (at + bytes.len() / size_of::<T>()) % columns;
            texts::<T>(bytes, columns, at)
        });
        texts.iter().try_for_each(|text| self.inner.write_all(text))
    }

    pub fn into_inner(self) -> W {
        self.inner
    }
}

fn names(array: &Array) -> String {
    array.column_names().collect::<Vec<_>>().join(",")
}

/// Decimals with what is behind each, a comma or the end of the line; the first is of column `at`.
fn texts<T: Number>(bytes: &[u8], columns: usize, at: usize) -> Vec<Vec<u8>> {
    let tasks = bytes.par_chunks(NUMBERS * size_of::<T>()).enumerate();
    let texts = tasks.map(|(i, task)| {
        let mut text = Vec::with_capacity(4 * task.len());
        let mut column = (at + i * NUMBERS) % columns;
        for number in task.chunks_exact(size_of::<T>()) {
            T::from_little_endian(number).push_text(&mut text);
            column = (column + 1) % columns;
            text.push(if column == 0 { b'\n' } else { b',' });
        }
        text
    });
    texts.collect()
}

/// Reads the line of names, which must be as we write it.
pub fn check_names(file: &mut BufReader<impl Read>, array: &Array) -> anyhow::Result<()> {
    let mut line = Vec::new();
    file.take(BYTES as u64).read_until(b'\n', &mut line)?;
    ensure!(
        without_end(&line) == names(array).as_bytes(),
        "its first line is not the names of the columns"
    );
    Ok(())
}

/// Reads the lines after the names, and gives the samples, little-endian, to `sink`.
pub fn read(mut file: impl Read, array: &Array, mut sink: impl FnMut(&[u8])) -> anyhow::Result<()> {
    let columns = array.columns() as usize;
    let mut bytes = vec![0; BYTES];
    let (mut rows, mut filled) = (0_u64, 0);
    loop {
        let read = read_full(&mut file, &mut bytes[filled..])?;
        filled += read;
        let is_last = filled < bytes.len();
        // Whole lines; of the last one the end may be missing.
        let whole = match bytes[..filled].iter().rposition(|&byte| byte == b'\n') {
            _ if is_last => filled,
            Some(end) => end + 1,
            None => bail!("line {} is too long", rows + 2),
        };
        for (samples, lines) in
            with_number!(array.dtype, T => numbers::<T>(&bytes[..whole], columns, rows))?
        {
            rows += lines;
            sink(&samples);
        }
        ensure!(
            rows <= array.rows(),
            "it has more than the {} recorded rows",
            array.rows()
        );
        if is_last {
            break;
        }
        bytes.copy_within(whole..filled, 0);
        filled -= whole;
    }
    ensure!(
        rows == array.rows(),
        "it has {rows} rows, recorded are {}",
        array.rows()
    );
    Ok(())
}

/// Samples of lines, and how many lines, in pieces; `rows` are before them.
fn numbers<T: Number>(
    lines: &[u8],
    columns: usize,
    rows: u64,
) -> anyhow::Result<Vec<(Vec<u8>, u64)>> {
    let mut tasks = Vec::new();
    let mut rest = lines;
    while !rest.is_empty() {
        let from = rest.len().min(TASK);
        let end = rest[from..].iter().position(|&byte| byte == b'\n');
        let (task, after) = rest.split_at(end.map_or(rest.len(), |end| from + end + 1));
        tasks.push(task);
        rest = after;
    }
    let read: Vec<_> = tasks
        .into_par_iter()
        .map(|task| {
            let mut samples = Vec::with_capacity(task.len());
            let mut lines = 0;
            for line in task.split_inclusive(|&byte| byte == b'\n') {
                lines += 1;
                let line = without_end(line);
                if push_line::<T>(line, columns, &mut samples).is_none() {
                    return Err(lines);
                }
            }
            Ok((samples, lines))
        })
        .collect();
    let mut before = rows;
    let mut all = Vec::new();
    for task in read {
        let (samples, lines) = match task {
            Ok(read) => read,
            Err(line) => {
                return Err(anyhow::anyhow!(
                    "line {} is not {columns} numbers of its type",
                    before + line + 1
                ));
            }
        };
        before += lines;
        all.push((samples, lines));
    }
    Ok(all)
}

fn push_line<T: Number>(line: &[u8], columns: usize, samples: &mut Vec<u8>) -> Option<()> {
    let mut found = 0;
    for number in line.split(|&byte| byte == b',') {
        found += 1;
        let text = std::str::from_utf8(number).ok()?;
        if found > columns || text.len() > LONGEST_NUMBER {
            return None;
        }
        T::from_text(text)?.push_little_endian(samples);
    }
    (found == columns).then_some(())
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array(rows: u64, columns: u64) -> Array {
        Array {
            name: "x",
            dtype: "<f4",
            shape: vec![rows, columns],
        }
    }

    fn read_back(text: &[u8], array: &Array) -> anyhow::Result<Vec<u8>> {
        let mut file = BufReader::new(text);
        check_names(&mut file, array)?;
        let mut samples = Vec::new();
        read(file, array, |bytes| samples.extend_from_slice(bytes))?;
        Ok(samples)
    }

    #[test]
    fn rows_come_back_however_they_are_cut() {
        let numbers: Vec<f32> = (0..300_000).map(|i| (i as f32).sin() * 1e-3).collect();
        let bytes: Vec<u8> = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
        let array = array(100_000, 3);
        for cut in [4, 4000, 1_200_000 - 4] {
            let mut csv = Csv::new(Vec::new(), &array).unwrap();
            csv.write(&bytes[..cut]).unwrap();
            csv.write(&bytes[cut..]).unwrap();
            let text = csv.into_inner();
            assert!(text.starts_with(b"x_0,x_1,x_2\n0.0,"));
            assert_eq!(text.iter().filter(|&&byte| byte == b'\n').count(), 100_001);
            assert_eq!(read_back(&text, &array).unwrap(), bytes);
        }
    }

    #[test]
    fn other_lines_are_told_by_number() {
        let array = array(2, 2);
        let error = |text: &str| read_back(text.as_bytes(), &array).unwrap_err().to_string();
        for (text, message) in [
            ("", "first line"),
            ("x_0,x_2\n1,2\n3,4\n", "first line"),
            ("x_0,x_1\n1,2\n", "it has 1 rows, recorded are 2"),
            ("x_0,x_1\n1,2\n3,4\n5,6\n", "more than the 2"),
            ("x_0,x_1\n1,2\n3\n", "line 3"),
            ("x_0,x_1\n1,2,3\n3,4\n", "line 2"),
            ("x_0,x_1\n1,2\n3,four\n", "line 3"),
            ("x_0,x_1\n1,2\n\n3,4\n", "line 3"),
        ] {
            let error = error(text);
            assert!(error.contains(message), "{text}: {error}");
        }
        // As other programs end lines.
        let same = read_back(b"x_0,x_1\r\n1,2\r\n3,4", &array).unwrap();
        assert_eq!(same[..4], 1_f32.to_le_bytes());
    }
}
