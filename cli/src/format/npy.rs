//! NumPy's .npy: its header, written, and read from anybody.

use std::io::{self, Read};

use anyhow::{Context, ensure};
use npyz::{DType, NpyHeader, Order, WriteOptions, WriterBuilder};

use super::Array;

/// NumPy itself reads no longer header without being told to.
const LONGEST: usize = 10_000;
const MAGIC: &[u8] = b"\x93NUMPY";

/// What comes before the samples.
pub fn header(array: &Array) -> io::Result<Vec<u8>> {
    let mut header = Vec::new();
    let dtype = DType::Plain(array.dtype.parse().map_err(io::Error::other)?);
    WriteOptions::new_header_only()
        .dtype(dtype)
        .shape(&array.shape)
        .writer(&mut header)
        .write_header_only()?;
    Ok(header)
}

/// Reads a header that should be that of an array; its length in bytes.
pub fn check_header(reader: impl Read, array: &Array) -> anyhow::Result<u64> {
    let (header, len) = read_header(reader)?;
    let dtype = DType::Plain(array.dtype.parse()?);
    ensure!(
        header.dtype() == dtype,
        "its dtype is {}, recorded is '{}'",
        header.dtype().descr(),
        array.dtype
    );
    ensure!(
        header.shape() == array.shape,
        "its shape is {:?}, recorded is {:?}",
        header.shape(),
        array.shape
    );
    ensure!(
        header.order() == Order::C,
        "its order is Fortran's, and samples are in C's"
    );
    Ok(len as u64)
}

/// Reads the header of an array of numbers, and its length in bytes.
///
/// The crate's own reader takes any literal of Python's, in a time that may double with each bracket, and
/// multiplies any shape: what is not as NumPy writes it does not get there.
pub fn read_header(mut reader: impl Read) -> anyhow::Result<(NpyHeader, usize)> {
    let context = "it is not an .npy file";
    let mut bytes = vec![0; 8];
    reader.read_exact(&mut bytes).context(context)?;
    ensure!(bytes.starts_with(MAGIC), "{context}");
    let len_bytes = match bytes[6] {
        1 => 2,
        2 | 3 => 4,
        version => anyhow::bail!("its .npy version is {version}: known are 1 to 3"),
    };
    let mut len = [0; 4];
    reader.read_exact(&mut len[..len_bytes]).context(context)?;
    bytes.extend_from_slice(&len[..len_bytes]);
    let len = u32::from_le_bytes(len) as usize;
    ensure!(
        len <= LONGEST,
        "its header has {len} bytes: those of arrays of numbers have less than {LONGEST}"
    );
    let start = bytes.len();
    bytes.resize(start + len, 0);
    reader.read_exact(&mut bytes[start..]).context(context)?;
    let text = std::str::from_utf8(&bytes[start..]).context(context)?;
    ensure!(
        is_plain(text),
        "its header is not that of an array of numbers of at most 2^63 bytes"
    );
    let header = NpyHeader::from_reader(&bytes[..]).context(context)?;
    Ok((header, bytes.len()))
}

/// Whether a header is a dictionary of texts, truth values and one tuple, whose product with the size of a
/// number is below 2^63.
fn is_plain(text: &str) -> bool {
    let Some(mut rest) = text.trim_ascii().strip_prefix('{') else {
        return false;
    };
    // Bytes of a number: more than any has.
    let mut size: u64 = 32;
    loop {
        rest = rest
            .trim_ascii_start()
            .trim_start_matches(',')
            .trim_ascii_start();
        if rest == "}" {
            return size < 1 << 63;
        }
        let value = quoted(rest).and_then(|(_, after)| after.trim_ascii_start().strip_prefix(':'));
        let Some(value) = value.map(str::trim_ascii_start) else {
            return false;
        };
        let after = if let Some((_, after)) = quoted(value) {
            Some(after)
        } else if let Some(after) = value.strip_prefix("True").or(value.strip_prefix("False")) {
            Some(after)
        } else {
            tuple(value).and_then(|(product, after)| {
                size = size.checked_mul(product)?;
                Some(after)
            })
        };
        let Some(after) = after else {
            return false;
        };
        rest = after;
    }
}

/// A text in quotes without any escape, and what is behind it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|&c| c == '\'' || c == '"')?;
    let (inside, after) = text[1..].split_once(quote)?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_<>|=".contains(c);
    inside.chars().all(is_plain).then_some((inside, after))
}

/// The product of a tuple of integers, of which 0 counts as 1, and what is behind it.
fn tuple(text: &str) -> Option<(u64, &str)> {
    let (inside, after) = text.strip_prefix('(')?.split_once(')')?;
    let mut product: u64 = 1;
    for number in inside
        .split(',')
        .map(str::trim_ascii)
        .filter(|n| !n.is_empty())
    {
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        product = product.checked_mul(number.parse::<u64>().ok()?.max(1))?;
    }
    Some((product, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Vec<u8> {
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend_from_slice(&(text.len() as u16).to_le_bytes());
        bytes.extend_from_slice(text.as_bytes());
        bytes
    }

    #[test]
    fn headers_come_back() {
        for shape in [vec![0], vec![1000], vec![3, 4, 5], vec![1 << 40, 2]] {
            let array = Array {
                name: "normal",
                dtype: "<f4",
                shape,
            };
            let bytes = header(&array).unwrap();
            let len = check_header(&bytes[..], &array).unwrap();
            assert_eq!(len, bytes.len() as u64);
        }
    }

    #[test]
    fn hostile_headers_are_errors_at_once() {
        let nested = format!("{}{}", "[".repeat(200), "]".repeat(200));
        for text in [
            "",
            "{",
            "{'shape'}",
            &nested,
            &format!("{{'descr': {nested}}}"),
            "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (0xff,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
            "{'descr': '<f4', 'fortran_order': False}",
            "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}",
            "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (1,)}",
        ] {
            assert!(read_header(&file(text)[..]).is_err(), "{text}");
        }
        let mut long = b"\x93NUMPY\x02\x00".to_vec();
        long.extend_from_slice(&u32::MAX.to_le_bytes());
        let error = read_header(&long[..]).err().expect("it is too long");
        assert!(
            error.to_string().contains("has 4294967295 bytes"),
            "{error}"
        );
    }
}
