//! The table of a corpus: Markdown that also reads well on a terminal.

use super::{
    document::Document,
    growth,
    trip::{Reason, Trips},
};
use crate::{
    machine::{commit, machine},
    table::aligned,
};
use codegen::files::MARK;

/// What the columns hold.
const HEADINGS: [&str; 12] = [
    "document",
    "KiB",
    "operations",
    "types",
    "skipped",
    "check",
    "s",
    "MiB",
    "ms/op",
    "KiB/op",
    "check s",
    "check MiB",
];

/// From how many operations on a document tells how time and memory grow: below, what every run
/// costs outweighs them.
const TELLING: usize = 50;

/// The table, and why documents failed.
pub(super) fn of(documents: &[Document]) -> String {
    let mut rows: Vec<_> = documents.iter().map(cells).collect();
    if documents.len() > 1 {
        rows.push(total(documents));
    }
    let failures = documents.iter().filter_map(|it| {
        let error = it.error.as_ref()?;
        Some(format!("- `{}`: {}\n", it.file, error.replace('\n', " ")))
    });
    let failures: String = failures.collect();
    let failures = if failures.is_empty() { failures } else { format!("\nFailed:\n\n{failures}") };
    format!("{}{}{failures}", aligned(&HEADINGS, &rows), examples(documents))
}

/// What became of the examples, document by document, where there are any.
fn examples(documents: &[Document]) -> String {
    let with_some = documents.iter().filter_map(|document| {
        let trips = document.examples.as_ref().filter(|it| it.examples > 0)?;
        Some((format!("`{}`", document.file), counts(trips)))
    });
    let mut counted: Vec<_> = with_some.collect();
    if counted.is_empty() {
        return String::new();
    }
    let sum = |column: usize| counted.iter().filter_map(|(_, counts)| counts.get(column)).sum();
    counted.push(("all".to_owned(), std::array::from_fn(sum)));
    let rows: Vec<[String; 9]> = counted
        .into_iter()
        .map(|(name, counts)| {
            let mut cells = std::iter::once(name).chain(counts.map(|it| it.to_string()));
            std::array::from_fn(|_| cells.next().unwrap_or_default())
        })
        .collect();
    let reasons = Reason::ALL.map(Reason::word);
    let mut headings = ["document", "examples", "round-trip"].into_iter().chain(reasons);
    let headings: [_; 9] = std::array::from_fn(|_| headings.next().unwrap_or_default());
    format!("\n{EXAMPLES}\n{}", aligned(&headings, &rows))
}

/// What the table of examples shows.
const EXAMPLES: &str = "\
Examples of JSON responses, decoded into the generated type and encoded again: how many came back as
they went in, and how many of the others for which reason; one may have several. The first four are
the document's own mistakes:

- undeclared: a member that the schema does not list is left out
- missing: a required member is not there, and comes back empty
- null: `null` where the schema does not allow it comes back as absent or empty
- type: a value of another type than the schema's is refused, or read as another
- unread: the client reads another media type there, or no body with that status
- unexplained: the example is as its schema says, and the fault is the generator's
";

/// How many examples there are, and what became of them.
fn counts(trips: &Trips) -> [usize; 8] {
    let [undeclared, missing, null, other, unread, unexplained] =
        Reason::ALL.map(|it| trips.count(it));
    let (all, equal) = (trips.examples, trips.round_trip);
    [all, equal, undeclared, missing, null, other, unread, unexplained]
}

/// The table as a page of its own, with what its figures depend on.
pub(super) fn page(documents: &[Document]) -> String {
    let complete = documents.iter().filter(|it| it.is_complete()).count();
    let is_checked = documents.iter().any(|it| it.check.is_some());
    let checked = if is_checked { " and `cargo check` has no warning" } else { "" };
    format!(
        "<!-- {MARK} by `cargo xtask corpus`; do not edit. -->\n\n\
         # What becomes of real documents\n\n\
         {complete} of {} documents became a crate in which every operation has a method{checked}. \
         Commit {}, on {}.\n\n\
         `s` and `MiB` are processor time and peak memory of `generate`, `/op` the same per \
         operation; `check s` and `check MiB` those of `cargo check`, the dependencies built.\n\n\
         {}{}",
        documents.len(),
        commit(),
        machine(),
        growth(documents),
        of(documents),
    )
}

fn cells(document: &Document) -> [String; 12] {
    let check = match document.check {
        _ if !document.is_complete() => "FAILED",
        Some(_) => "ok",
        None => "–",
    };
    let operations =
        document.operations.map_or_else(|| "unknown".to_owned(), |count| count.to_string());
    let per_operation = |value: f64| {
        if document.emitted == 0 {
            none()
        } else {
            format!("{:.1}", value / real(document.emitted))
        }
    };
    [
        format!("`{}`", document.file),
        format!("{:.0}", kibi(document.bytes)),
        format!("{} of {operations}", document.emitted),
        document.types.to_string(),
        document.skipped.to_string(),
        check.to_owned(),
        format!("{:.3}", document.seconds),
        format!("{:.0}", mebi(document.peak_memory)),
        per_operation(document.seconds * 1000.0),
        per_operation(kibi(document.peak_memory)),
        document.check_seconds.map_or_else(none, |it| format!("{it:.1}")),
        document.check_peak_memory.map_or_else(none, |it| format!("{:.0}", mebi(it))),
    ]
}

/// The sums; of memory, the largest.
fn total(documents: &[Document]) -> [String; 12] {
    let sum = |of: fn(&Document) -> usize| documents.iter().map(of).sum::<usize>();
    let complete = documents.iter().filter(|it| it.is_complete()).count();
    let memory = documents.iter().map(|it| it.peak_memory).max().unwrap_or_default();
    let check_seconds: f64 = documents.iter().filter_map(|it| it.check_seconds).sum();
    let check_memory = documents.iter().filter_map(|it| it.check_peak_memory).max();
    [
        "all".to_owned(),
        format!("{:.0}", kibi(documents.iter().map(|it| it.bytes).sum())),
        format!("{} of {}", sum(|it| it.emitted), sum(|it| it.operations.unwrap_or_default())),
        sum(|it| it.types).to_string(),
        sum(|it| it.skipped).to_string(),
        format!("{complete} of {}", documents.len()),
        format!("{:.3}", documents.iter().map(|it| it.seconds).sum::<f64>()),
        format!("{:.0}", mebi(memory)),
        none(),
        none(),
        check_memory.map_or_else(none, |_| format!("{check_seconds:.1}")),
        check_memory.map_or_else(none, |it| format!("{:.0}", mebi(it))),
    ]
}

/// How time and memory grow, in a paragraph.
fn growth(documents: &[Document]) -> String {
    let telling: Vec<_> = documents.iter().filter(|it| it.emitted >= TELLING).collect();
    let exponent = |x: fn(&Document) -> f64, y: fn(&Document) -> f64| {
        let points: Vec<_> = telling.iter().map(|it| (x(it), y(it))).collect();
        growth::exponent(&points).map_or_else(none, |it| format!("{it:.2}"))
    };
    let operations = |it: &Document| real(it.emitted);
    let size = |it: &Document| kibi(it.bytes);
    let memory = |it: &Document| mebi(it.peak_memory);
    format!(
        "Over the {} documents with {TELLING} operations or more, time grows with the power {} of \
         the operations and {} of the size, memory with {} and {}; linear growth has the power 1 \
         (least squares of the logarithms).\n\n",
        telling.len(),
        exponent(operations, |it| it.seconds),
        exponent(size, |it| it.seconds),
        exponent(operations, memory),
        exponent(size, memory),
    )
}

fn none() -> String {
    "–".to_owned()
}

fn mebi(bytes: u64) -> f64 {
    kibi(bytes) / 1024.0
}

#[expect(clippy::cast_precision_loss, reason = "no machine has 2^52 bytes")]
fn kibi(bytes: u64) -> f64 {
    bytes as f64 / 1024.0
}

#[expect(clippy::cast_precision_loss, reason = "no document has 2^52 operations")]
fn real(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::super::document::Check;
    use super::*;

    fn documents() -> [Document; 3] {
        let complete = Document {
            file: "a/books.json".to_owned(),
            bytes: 2048,
            operations: Some(24),
            emitted: 24,
            types: 36,
            seconds: 0.048,
            peak_memory: 12 << 20,
            check: Some(Check::Ok),
            check_seconds: Some(1.5),
            check_peak_memory: Some(200 << 20),
            examples: Some(Trips {
                examples: 12,
                round_trip: 10,
                reasons: [(Reason::Undeclared, 2), (Reason::Type, 1)].into(),
                listed: Vec::new(),
            }),
            ..Document::default()
        };
        let warned = Document {
            file: "b.json".to_owned(),
            check: Some(Check::Failed),
            error: Some("cargo check: warning: unused".to_owned()),
            ..complete.clone()
        };
        let refused = Document {
            file: "c.json".to_owned(),
            bytes: 1024,
            seconds: 0.002,
            peak_memory: 4 << 20,
            error: Some("the JSON ends before it is complete".to_owned()),
            ..Document::default()
        };
        [complete, warned, refused]
    }

    #[test]
    fn a_table_has_a_row_for_each_document_their_sum_what_failed_and_what_became_of_examples() {
        let expected = include_str!("table.md");
        assert_eq!(of(&documents()), expected);
    }
}
