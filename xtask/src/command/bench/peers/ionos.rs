//! The IONOS document: what building its client costs, and a program that uses it.

use super::{
    contender::Contender,
    documents::packages,
    generator::{Document, Generator},
    package::{self, Build, Package},
    rounds::{self, in_turns},
    row::{Outcome, Row, Table, Unit, time_and_memory},
    sample::{Failure, Sample},
};
use crate::{Failed, console::failed, workspace};
use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;
use std::{fs, io};

/// At most this part of the best peer's processor time, for a build.
const HALF: f64 = 0.5;
/// At most this many times the hand-written program's processor time, to rebuild a program.
const REBUILD: f64 = 1.2;
/// At most this many times the hand-written program's size.
const SIZE: f64 = 1.1;

/// Generates the clients.
pub(super) fn clients(generators: &[Generator]) -> Result<Vec<Outcome<Package>>, Failed> {
    let document = document().map_err(|error| failed(format!("the IONOS document: {error}")))?;
    Ok(packages(generators, &document))
}

/// What building the clients costs.
pub(super) fn building(clients: &[Outcome<Package>], runs: usize) -> Table {
    let mut rows = Vec::new();
    for (build, goal) in [
        (Build::Check, None),
        (Build::Dev, Some(HALF)),
        (Build::NotIncremental, Some(HALF)),
        (Build::Release, Some(HALF)),
    ] {
        let what = build.title();
        let samples = rounds::builds(&format!("ionos, {what}"), runs, clients, build);
        rows.extend(time_and_memory(&what, &samples, [goal, None]));
    }
    rows.push(Row::of("crates in the tree", Unit::Crates, clients, |it| {
        it.tree.try_into().map_or(f64::NAN, |count: u32| f64::from(count))
    }));
    Table {
        title: "IONOS: the generated crate",
        about: "The client of IONOS's user management, 24 operations, and the runtime crates that \
                come with it, all other dependencies built before. Progenitor does not read this \
                document; it gets one in which the error's response is for `4XX` instead of \
                `default`, and the one body of media type `*/*` is `application/json`."
            .to_owned(),
        columns: clients.iter().map(|(who, _)| *who).collect(),
        rows,
    }
}

/// What building programs on the clients costs, and their size.
pub(super) fn using(clients: &[Outcome<Package>], runs: usize) -> Table {
    let programs = &programs(clients);
    let what = "rebuilding the program";
    let rebuilt = rounds::builds(what, runs, programs, Build::Release);
    // The program of the last build is still there.
    let sizes: Vec<Outcome<u64>> = programs
        .iter()
        .zip(&rebuilt)
        .map(|((who, program), (_, built))| {
            let size = built
                .as_ref()
                .map_err(Failure::clone)
                .and_then(|_| program.as_ref().map_err(Failure::clone)?.program_size());
            (*who, size)
        })
        .collect();
    let all = "everything, from nothing";
    let from_nothing = in_turns(all, runs, programs, Package::build_from_nothing);
    let seconds =
        |what, samples: &[Outcome<Sample>]| Row::of(what, Unit::Seconds, samples, |it| it.seconds);
    Table {
        title: "A program of four calls",
        about: "A list, a POST, a PUT and a DELETE of users on the IONOS client, as \
                [programs](../programs) has them, beside the same written by hand with reqwest and \
                serde; optimized builds as cargo makes them, with TLS. Rebuilding and size are \
                compared with the program by hand, the whole build with the best peer."
            .to_owned(),
        columns: programs.iter().map(|(who, _)| *who).collect(),
        rows: vec![
            seconds(what, &rebuilt).by_hand().at_most(Some(REBUILD)),
            Row::of("size of the program", Unit::Megabytes, &sizes, |it| megabytes(*it))
                .by_hand()
                .at_most(Some(SIZE)),
            seconds(all, &from_nothing).at_most(Some(1.0)),
        ],
    }
}

/// The programs on the clients that there are, and the one by hand.
fn programs(clients: &[Outcome<Package>]) -> Vec<Outcome<Package>> {
    let on_clients = clients.iter().map(|(who, client)| (*who, client.as_ref().map(drop)));
    on_clients
        .chain([(Contender::ByHand, Ok(()))])
        .map(|(who, client)| {
            let program = client.map_err(Failure::clone).and_then(|()| program(who));
            (who, program)
        })
        .collect()
}

/// Copies a program to where the clients are.
fn program(who: Contender) -> Result<Package, Failure> {
    let from = workspace::root().join("tests/benchmarks/programs").join(who.id());
    let to = package::folder().join("programs").join(format!("calls-{}", who.id()));
    fs::create_dir_all(to.join("src"))?;
    for inside in ["", "src"] {
        for entry in from.join(inside).read_dir_utf8()? {
            let path = entry?.into_path();
            if path.is_file() {
                fs::copy(&path, to.join(path.strip_prefix(&from).unwrap_or(&path)))?;
            }
        }
    }
    Package::open(&to, None)
}

/// The merged document, and as progenitor reads it.
fn document() -> io::Result<Document> {
    let path = workspace::root().join("spec/ionos/openapi.json");
    let mut adapted: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
    for operation in operations(&mut adapted) {
        rename(operation.get_mut("responses"), "default", "4XX");
        let body = operation.get_mut("requestBody").and_then(|it| it.get_mut("content"));
        rename(body, "*/*", "application/json");
    }
    let for_progenitor = write(&package::folder(), &adapted)?;
    Ok(Document { id: "ionos".to_owned(), path, for_progenitor: Some(for_progenitor) })
}

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flat_map(|it| it.values_mut()).filter_map(Value::as_object_mut);
    items.flat_map(|it| it.values_mut())
}

fn rename(object: Option<&mut Value>, from: &str, to: &str) {
    if let Some(object) = object.and_then(Value::as_object_mut)
        && let Some(value) = object.remove(from)
    {
        object.insert(to.to_owned(), value);
    }
}

fn write(folder: &Utf8Path, document: &Value) -> io::Result<Utf8PathBuf> {
    fs::create_dir_all(folder)?;
    let path = folder.join("ionos-for-progenitor.json");
    fs::write(&path, document.to_string())?;
    Ok(path)
}

#[expect(clippy::cast_precision_loss, reason = "no program has 2^52 bytes")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
