//! The ratios as bars: an SVG that is readable on light and on dark pages.

use super::row::{Row, Table};
use std::fmt::Write;

/// Measures in pixels: what one row takes, where bars begin, and how wide they may be.
const ROW: usize = 20;
const LEFT: usize = 330;
const WIDTH: f64 = 330.0;
const RIGHT: usize = 60;
/// The ratio at the right end; longer bars are cut off there.
const LARGEST: f64 = 1.5;

const STYLE: &str = "\
text{font:12px system-ui,sans-serif;fill:#1f2328}\
.title{font-weight:600}\
.bar{fill:#2f81f7}.missed{fill:#d1622b}\
.goal,.one{stroke:#1f2328;stroke-width:1.5}.one{stroke-dasharray:2 3;stroke-width:1;opacity:.6}\
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.goal,.one{stroke:#e6edf3}}";

/// A bar for each row that has a ratio: this project's figure by its rival's, and a mark where it
/// should end at most.
pub(super) fn of(tables: &[Table]) -> String {
    let mut drawing = String::new();
    let mut y = ROW;
    for table in tables {
        let rows: Vec<_> = table.rows.iter().filter_map(|it| Some((it, it.ratio()?))).collect();
        if rows.is_empty() {
            continue;
        }
        text(&mut drawing, "title", 0, y + 14, table.title);
        y += ROW;
        for (row, ratio) in rows {
            bar(&mut drawing, row, ratio, y);
            y += ROW;
        }
        y += ROW / 2;
    }
    let one = end_of(1.0);
    text(&mut drawing, "", 0, 14, "dashed: as the best other; mark: at most; less is better");
    let width = LEFT + RIGHT + 330;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {y}\" width=\"{width}\" \
         height=\"{y}\" role=\"img\">\n<title>Ratios of this project's figures to the best other's\
         </title>\n<style>{STYLE}</style>\n{drawing}\
         <line class=\"one\" x1=\"{one:.1}\" x2=\"{one:.1}\" y1=\"{ROW}\" y2=\"{y}\"/>\n</svg>\n"
    )
}

fn bar(drawing: &mut String, row: &Row, ratio: f64, y: usize) {
    text(drawing, "", 0, y + 14, &row.label());
    let class = if row.is_missed() { "bar missed" } else { "bar" };
    let end = end_of(ratio);
    let long = end - end_of(0.0);
    // A string takes whatever is written.
    let _ = writeln!(
        drawing,
        "<rect class=\"{class}\" x=\"{LEFT}\" y=\"{}\" width=\"{long:.1}\" height=\"12\"/>",
        y + 4
    );
    if let Some(goal) = row.goal {
        let x = end_of(goal);
        let (top, bottom) = (y + 1, y + 19);
        let _ = writeln!(
            drawing,
            "<line class=\"goal\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top}\" y2=\"{bottom}\"/>"
        );
    }
    let _ = writeln!(drawing, "<text x=\"{}\" y=\"{}\">{ratio:.2}</text>", LEFT + 340, y + 14);
}

/// Where a bar of this ratio ends.
fn end_of(ratio: f64) -> f64 {
    let left = u32::try_from(LEFT).map_or(0.0, f64::from);
    left + WIDTH * ratio.clamp(0.0, LARGEST) / LARGEST
}

fn text(drawing: &mut String, class: &str, x: usize, y: usize, said: &str) {
    let said = said.replace('`', "").replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(drawing, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{said}</text>");
}

#[cfg(test)]
mod tests {
    use super::super::{
        contender::Contender,
        row::{Rival, Unit},
    };
    use super::*;

    fn table(what: &str, ours: f64, goal: f64) -> Table {
        let figures = vec![(Contender::Ours, Ok(ours)), (Contender::Ploidy, Ok(1.0))];
        let row = Row {
            what: what.to_owned(),
            unit: Unit::Seconds,
            figures,
            rival: Rival::BestPeer,
            goal: Some(goal),
        };
        Table { title: "Times", about: String::new(), columns: Vec::new(), rows: vec![row] }
    }

    #[test]
    fn a_bar_is_as_long_as_its_ratio_and_cut_off_at_the_largest() {
        for (ratio, width) in [(0.0, "0.0"), (0.75, "165.0"), (1.5, "330.0"), (9.0, "330.0")] {
            let plot = of(&[table("building", ratio, 10.0)]);
            let bar = format!("<rect class=\"bar\" x=\"330\" y=\"44\" width=\"{width}\"");
            assert!(plot.contains(&bar), "{plot}");
        }
    }

    #[test]
    fn a_bar_that_misses_its_goal_stands_out() {
        assert!(of(&[table("building", 0.6, 0.5)]).contains("class=\"bar missed\""));
        assert!(!of(&[table("building", 0.4, 0.5)]).contains("class=\"bar missed\""));
    }

    #[test]
    fn what_is_said_is_text() {
        assert!(of(&[table("`a<b` & c", 0.4, 0.5)]).contains(">a&lt;b &amp; c, s</text>"));
    }
}
