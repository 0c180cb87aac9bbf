//! The tables in `docs/tables`, from which others implement `docs/streams.md`, are the crate's.

/// The rows `[0x…, 0x…, …]` of a table's source, and the length that its type states.
fn source_rows(source: &str, digits: usize) -> (Vec<Vec<u64>>, usize) {
    let (head, literal) = source.split_once("] = [").expect("a table");
    let len = head.rsplit_once("; ").expect("its type").1;
    let rows = literal
        .lines()
        .filter_map(|line| line.trim().strip_prefix('[')?.strip_suffix("],"))
        .map(|row| words(row.split(", "), digits))
        .collect();
    (rows, len.parse().expect("its length"))
}

/// The rows `i,0x…,0x…,…` of a CSV file, which count `i` from 0.
fn csv_rows(csv: &str, head: &str, digits: usize) -> Vec<Vec<u64>> {
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some(head));
    lines
        .enumerate()
        .map(|(i, line)| {
            let (piece, row) = line.split_once(',').expect("columns");
            assert_eq!(piece, i.to_string());
            words(row.split(','), digits)
        })
        .collect()
}

fn words<'a>(hexadecimal: impl Iterator<Item = &'a str>, digits: usize) -> Vec<u64> {
    hexadecimal
        .map(|word| {
            let number = word.strip_prefix("0x").expect("a prefix 0x");
            assert_eq!(number.len(), digits, "{word}");
            u64::from_str_radix(number, 16).expect("a hexadecimal word")
        })
        .collect()
}

#[test]
fn csv_files_hold_the_tables() {
    macro_rules! table {
        ($name:literal) => {
            (
                $name,
                include_str!(concat!("../../src/tables/", $name, ".rs")),
                include_str!(concat!("../../docs/tables/", $name, ".csv")),
            )
        };
    }
    let tables = [table!("normal"), table!("log"), table!("normal_tail")];
    let tables64 = [table!("normal64"), table!("log64"), table!("normal64_tail")];
    let words = tables.map(|table| (table, "piece,w0,w1,w2,w3", 4, 8));
    let pairs = tables64.map(|table| (table, "piece,w0,w1,w2,w3,w4,w5", 6, 16));
    for ((name, source, csv), head, columns, digits) in words.into_iter().chain(pairs) {
        let (rows, len) = source_rows(source, digits);
        assert_eq!(rows.len(), len, "{name}.rs");
        assert!(rows.iter().all(|row| row.len() == columns), "{name}.rs");
        assert_eq!(csv_rows(csv, head, digits), rows, "{name}.csv");
    }
}
