//! What people see: findings, progress, and a closing line.

use crate::Failed;
use codegen::{
    diagnostic::{Diagnostics, Severity, Style, render},
    source::Sources,
};
use std::io::{IsTerminal, Write};

/// How many findings of one severity are shown unless all are asked for.
const SHOWN: usize = 50;

/// Where findings and progress go: stderr.
#[derive(Debug)]
pub(crate) struct Console {
    style: Style,
    verbose: bool,
}

impl Console {
    /// Colours are for terminals, unless `NO_COLOR` is set (<https://no-color.org>).
    pub(crate) fn stderr(verbose: bool) -> Self {
        let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let coloured = std::io::stderr().is_terminal() && !is_plain;
        Self { style: if coloured { Style::Coloured } else { Style::Plain }, verbose }
    }

    /// Shows what was found; the end of the run when that includes an error.
    pub(crate) fn findings(
        &self,
        sources: &Sources,
        diagnostics: &Diagnostics,
    ) -> Result<(), Failed> {
        let mut kept_back = 0;
        for severity in [Severity::Note, Severity::Warning, Severity::Error] {
            let of_this = diagnostics.iter().filter(|it| it.code.severity() == severity);
            for (position, diagnostic) in of_this.enumerate() {
                if self.verbose || (severity > Severity::Note && position < SHOWN) {
                    line(render(diagnostic, sources, self.style));
                    line("");
                } else {
                    kept_back += 1;
                }
            }
        }
        let hint = if kept_back > 0 {
            format!(" ({kept_back} not shown: `--verbose` shows all)")
        } else {
            String::new()
        };
        if diagnostics.has_errors() {
            line(format!("{}; nothing was written{hint}", counts(diagnostics)));
            return Err(Failed);
        }
        if diagnostics.iter().next().is_some() {
            line(format!("{}{hint}", counts(diagnostics)));
        }
        Ok(())
    }
}

/// Says something beside the result: one line on stderr.
pub(crate) fn line(text: impl AsRef<str>) {
    // With stderr closed there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "{}", text.as_ref());
}

/// Says why a command fails.
pub(crate) fn failed(reason: impl AsRef<str>) -> Failed {
    line(format!("error: {}", reason.as_ref()));
    Failed
}

/// `3 errors, 1 warning`.
fn counts(diagnostics: &Diagnostics) -> String {
    let severities =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counted = severities.into_iter().filter_map(|(severity, word)| {
        let count = diagnostics.count(severity);
        (count > 0).then(|| plural(count, word))
    });
    counted.collect::<Vec<_>>().join(", ")
}

/// `1 file`, `2 files`.
pub(crate) fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
