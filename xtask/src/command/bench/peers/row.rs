//! A row of a table: a figure of each contender, and how this project's stands to the best other.

use super::{
    contender::Contender,
    sample::{Failure, Sample},
};
use crate::table;

/// How many characters of a reason are told.
const REASON: usize = 160;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Seconds of processor time.
    Seconds,
    /// Mebibytes of memory.
    Mebibytes,
    /// Megabytes of a file.
    Megabytes,
    Crates,
}

/// Whom this project's figure is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rival {
    BestPeer,
    ByHand,
}

/// What came of measuring one contender.
pub(super) type Outcome<T> = (Contender, Result<T, Failure>);

#[derive(Debug)]
pub(super) struct Row {
    /// What was measured, without its unit.
    pub(super) what: String,
    pub(super) unit: Unit,
    pub(super) figures: Vec<Outcome<f64>>,
    pub(super) rival: Rival,
    /// The ratio that is not to be exceeded.
    pub(super) goal: Option<f64>,
}

#[derive(Debug)]
pub(super) struct Table {
    pub(super) title: &'static str,
    /// What is to be known of the figures, as Markdown.
    pub(super) about: String,
    pub(super) columns: Vec<Contender>,
    pub(super) rows: Vec<Row>,
}

impl Unit {
    fn symbol(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::Mebibytes => "MiB",
            Self::Megabytes => "MB",
            Self::Crates => "crates",
        }
    }

    fn shown(self, figure: f64) -> String {
        match self {
            Self::Seconds if figure < 1.0 => format!("{figure:.3}"),
            Self::Seconds | Self::Megabytes => format!("{figure:.2}"),
            Self::Mebibytes | Self::Crates => format!("{figure:.0}"),
        }
    }
}

/// The rows of processor time and of memory of the same step, beside the best peer, with what the
/// ratios may be at most.
pub(super) fn time_and_memory(
    what: &str,
    samples: &[Outcome<Sample>],
    goals: [Option<f64>; 2],
) -> [Row; 2] {
    let [seconds, memory] = goals;
    let memory = Row::of(what, Unit::Mebibytes, samples, |it| it.mebibytes()).at_most(memory);
    [Row::of(what, Unit::Seconds, samples, |it| it.seconds).at_most(seconds), memory]
}

impl Row {
    /// A row of one figure of each outcome, beside the best peer.
    pub(super) fn of<T>(
        what: &str,
        unit: Unit,
        outcomes: &[Outcome<T>],
        figure: impl Fn(&T) -> f64,
    ) -> Self {
        let figures = outcomes
            .iter()
            .map(|(who, outcome)| (*who, outcome.as_ref().map(&figure).map_err(Failure::clone)));
        let figures = figures.collect();
        Self { what: what.to_owned(), unit, figures, rival: Rival::BestPeer, goal: None }
    }

    /// With what the ratio may be at most.
    pub(super) fn at_most(self, goal: Option<f64>) -> Self {
        Self { goal, ..self }
    }

    /// Beside what was written by hand.
    pub(super) fn by_hand(self) -> Self {
        Self { rival: Rival::ByHand, ..self }
    }

    /// What was measured, and its unit.
    pub(super) fn label(&self) -> String {
        match self.unit {
            Unit::Crates => self.what.clone(),
            unit => format!("{}, {}", self.what, unit.symbol()),
        }
    }

    /// This project's figure by the rival's, when there are both.
    pub(super) fn ratio(&self) -> Option<f64> {
        let measured =
            || self.figures.iter().filter_map(|(who, it)| Some((who, it.as_ref().ok()?)));
        let (_, ours) = measured().find(|(who, _)| **who == Contender::Ours)?;
        let rivals = measured().filter(|(who, _)| match self.rival {
            Rival::BestPeer => who.is_peer(),
            Rival::ByHand => **who == Contender::ByHand,
        });
        let best = rivals.map(|(_, figure)| *figure).min_by(f64::total_cmp)?;
        Some(ours / best)
    }

    /// Whether the goal is missed.
    pub(super) fn is_missed(&self) -> bool {
        self.ratio().zip(self.goal).is_some_and(|(ratio, goal)| ratio > goal)
    }

    fn cells(&self, columns: &[Contender]) -> Vec<String> {
        let figure = |column: &Contender| {
            let (_, figure) = self.figures.iter().find(|(who, _)| who == column)?;
            Some(figure.as_ref().map_or_else(|it| it.word.clone(), |it| self.unit.shown(*it)))
        };
        let mut cells = vec![self.label()];
        cells.extend(columns.iter().map(|it| figure(it).unwrap_or_else(none)));
        cells.push(self.ratio().map_or_else(none, |it| format!("**{it:.2}**")));
        let missed = if self.is_missed() { ", missed" } else { "" };
        cells.push(self.goal.map_or_else(none, |it| format!("{it:.2}{missed}")));
        cells
    }
}

impl Table {
    /// The table with its title, and why what failed did.
    pub(super) fn markdown(&self) -> String {
        let mut headings = vec![""];
        headings.extend(self.columns.iter().map(|it| it.title()));
        headings.extend(["ratio", "at most"]);
        let rows: Vec<_> = self.rows.iter().map(|row| row.cells(&self.columns)).collect();
        let mut text = format!("## {}\n\n{}\n\n", self.title, self.about);
        text.push_str(&table::aligned(&headings, &rows));
        let failures = self.failures();
        if !failures.is_empty() {
            text.push('\n');
            text.extend(failures.iter().map(|it| format!("- {it}\n")));
        }
        text
    }

    /// Why contenders failed: each reason once, with the first thing that was measured.
    fn failures(&self) -> Vec<String> {
        let mut told: Vec<(Contender, &str)> = Vec::new();
        let mut lines = Vec::new();
        for row in &self.rows {
            for (who, figure) in &row.figures {
                let Err(Failure { word, reason }) = figure else { continue };
                if !told.contains(&(*who, reason)) {
                    told.push((*who, reason));
                    let said: String = reason.replace('`', "'").chars().take(REASON).collect();
                    lines.push(format!("{}, {}, {word}: `{said}`", row.what, who.title()));
                }
            }
        }
        lines
    }
}

fn none() -> String {
    "–".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(figures: &[(Contender, f64)]) -> Row {
        Row {
            what: "`cargo build`".to_owned(),
            unit: Unit::Seconds,
            figures: figures.iter().map(|(who, figure)| (*who, Ok(*figure))).collect(),
            rival: Rival::BestPeer,
            goal: Some(0.5),
        }
    }

    #[test]
    fn a_ratio_is_to_the_best_peer() {
        let figures = [
            (Contender::Ours, 1.0),
            (Contender::Oas3Gen, 4.0),
            (Contender::Ploidy, 2.0),
            (Contender::ByHand, 0.5),
        ];
        let mut row = row(&figures);
        assert_eq!(row.ratio(), Some(0.5));
        assert!(!row.is_missed());
        row.rival = Rival::ByHand;
        assert_eq!(row.ratio(), Some(2.0));
        assert!(row.is_missed());
    }

    #[test]
    fn there_is_no_ratio_where_all_peers_fail() {
        let mut row = row(&[(Contender::Ours, 1.0)]);
        let failure = Failure { word: "panics".to_owned(), reason: "why".to_owned() };
        row.figures.push((Contender::Ploidy, Err(failure)));
        assert_eq!(row.ratio(), None);
        let columns = [Contender::Ours, Contender::Ploidy];
        assert_eq!(row.cells(&columns), ["`cargo build`, s", "1.00", "panics", "–", "0.50"]);
    }
}
