//! Tables in Markdown that also read well on a terminal.

/// Columns of one width each: the first to the left, figures to the right.
pub(crate) fn aligned(headings: &[&str], rows: &[impl AsRef<[String]>]) -> String {
    let headings: Vec<_> = headings.iter().map(|it| (*it).to_owned()).collect();
    let lines = || std::iter::once(headings.as_slice()).chain(rows.iter().map(AsRef::as_ref));
    let widths: Vec<usize> = (0..headings.len())
        .map(|column| {
            let cells = lines().filter_map(|line| line.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
        })
        .collect();
    let mut text = String::new();
    for (at, line) in lines().enumerate() {
        let cells = line.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            if column == 0 { format!("| {cell:<width$} |") } else { format!(" {cell:>width$} |") }
        });
        text.extend(cells);
        text.push('\n');
        if at == 0 {
            let rules = widths.iter().enumerate().map(|(column, width)| match column {
                0 => format!("|{}|", "-".repeat(width + 2)),
                _ => format!("{}:|", "-".repeat(width + 1)),
            });
            text.extend(rules);
            text.push('\n');
        }
    }
    text
}
