//! Tables of medians, in Markdown.

use crate::measure::{Case, Measured};

/// Prints a table of rows of cells, the first row being the head.
pub fn print(title: &str, rows: &[Vec<String>]) {
    println!("\n## {title}\n");
    for (i, row) in rows.iter().enumerate() {
        println!("| {} |", row.join(" | "));
        if i == 0 {
            println!("|---|{}", "---:|".repeat(row.len() - 1));
        }
    }
    println!();
}

/// The measurement of the one case with this property.
pub fn find(measured: &[Measured], is_it: impl Fn(&Case) -> bool) -> Option<&Measured> {
    measured.iter().find(|measured| is_it(&measured.case))
}

/// Millions of samples a second, or a dash.
pub fn rate(measured: Option<&Measured>) -> String {
    measured.map_or_else(
        || "–".to_owned(),
        |measured| format!("{:.0}", measured.rate()),
    )
}
