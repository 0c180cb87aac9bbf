//! The tables in `docs/tables`, from which others implement `docs/streams.md`, are the crate's.

/// The rows `[0x…, 0x…, 0x…, 0x…]` of a table's source, and the length that its type states.
fn source_rows(source: &str) -> (Vec<[u32; 4]>, usize) {
    let (head, literal) = source.split_once("] = [").expect("a table");
    let len = head.rsplit_once("[Piece; ").expect("its type").1;
    let rows = literal
        .lines()
        .filter_map(|line| line.trim().strip_prefix('[')?.strip_suffix("],"))
        .map(|row| words(row.split(", ")))
        .collect();
    (rows, len.parse().expect("its length"))
}

/// The rows `i,0x…,0x…,0x…,0x…` of a CSV file, which count `i` from 0.
fn csv_rows(csv: &str) -> Vec<[u32; 4]> {
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("piece,w0,w1,w2,w3"));
    lines
        .enumerate()
        .map(|(i, line)| {
            let (piece, row) = line.split_once(',').expect("five columns");
            assert_eq!(piece, i.to_string());
            words(row.split(','))
        })
        .collect()
}

fn words<'a>(hexadecimal: impl Iterator<Item = &'a str>) -> [u32; 4] {
    let words: Vec<u32> = hexadecimal
        .map(|word| {
            let digits = word.strip_prefix("0x").expect("a prefix 0x");
            assert_eq!(digits.len(), 8, "{word}");
            u32::from_str_radix(digits, 16).expect("a hexadecimal word")
        })
        .collect();
    words.try_into().expect("four words")
}

#[test]
fn csv_files_hold_the_tables() {
    macro_rules! table {
        ($name:literal) => {
            (
                $name,
                include_str!(concat!("../src/tables/", $name, ".rs")),
                include_str!(concat!("../docs/tables/", $name, ".csv")),
            )
        };
    }
    for (name, source, csv) in [table!("normal"), table!("log"), table!("normal_tail")] {
        let (rows, len) = source_rows(source);
        assert_eq!(rows.len(), len, "{name}.rs");
        assert_eq!(csv_rows(csv), rows, "{name}.csv");
    }
}
