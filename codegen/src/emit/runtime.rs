//! The hand-written part, which every crate gets a copy of.

use super::{Package, layout::mark};
use crate::files::FileSet;
use camino::Utf8Path;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../runtime/src/", $name)))),+]
    };
}

/// Every file of the runtime.
const FILES: &[(&str, &str)] = files![
    "builder.rs",
    "call.rs",
    "chunks.rs",
    "client.rs",
    "credentials.rs",
    "decode.rs",
    "encode.rs",
    "endpoint.rs",
    "enumeration.rs",
    "error.rs",
    "event_parser.rs",
    "events.rs",
    "file.rs",
    "form.rs",
    "header.rs",
    "kind.rs",
    "lib.rs",
    "parameter.rs",
    "path.rs",
    "place.rs",
    "reply.rs",
    "request.rs",
    "secret.rs",
    "security.rs",
    "server.rs",
    "text.rs",
    "tls.rs",
    "union.rs",
];

/// Copies the runtime into a crate.
pub(super) fn emit(package: &Package, files: &mut FileSet) {
    for (name, text) in FILES {
        let name = if *name == "lib.rs" { "mod.rs" } else { name };
        let path = Utf8Path::new("src/runtime").join(name);
        files.insert(path, format!("// {}\n\n{text}", mark(package)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::reserved;

    #[test]
    fn no_file_is_forgotten() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/src");
        let mut found: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        found.sort();
        assert_eq!(found, FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }

    #[test]
    fn no_parameter_is_called_as_a_method_of_calls() {
        let (_, call) = FILES.iter().find(|(name, _)| *name == "call.rs").unwrap();
        let (_, methods) = call.split_once("impl<'c, O: Operation> Call<'c, O> {").unwrap();
        let (methods, _) = methods.split_once("\n}\n").unwrap();
        for line in methods.lines() {
            let Some((_, method)) = line.split_once("    pub fn ").or(line.split_once("    fn "))
            else {
                continue;
            };
            let name = method.split(['(', '<']).next().unwrap();
            assert!(reserved::CALL.contains(&name), "{name}");
        }
    }
}
