//! What is known of the three pages, found again in what they became.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use codegen::{
    Inputs,
    diagnostic::{Code, Diagnostics},
    report,
    source::Sources,
};
use serde_json::{Value, json};
use std::fs;
use tests::workspace;

/// What the pages of an API became.
struct Read {
    /// The merged document.
    document: Value,
    report: Value,
    diagnostics: Diagnostics,
}

/// Reads an API's pages, as `spec/apis.toml` lists them.
fn read(module: &str) -> Read {
    let configuration = fs::read_to_string(workspace().join("spec/apis.toml")).unwrap();
    let configuration: toml::Table = configuration.parse().unwrap();
    let apis = configuration["api"].as_array().unwrap();
    let api = apis.iter().find(|api| api["module"].as_str() == Some(module)).unwrap();
    let mut sources = Sources::new();
    let mut load = |key: &str| {
        let names = api[key].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
        let load = |name| {
            let path = workspace().join("spec").join(name);
            sources.add(name, fs::read_to_string(path).unwrap())
        };
        names.map(load).collect::<Vec<_>>()
    };
    let inputs = Inputs { pages: load("pages"), overlays: load("overlays"), ..Inputs::default() };
    let mut diagnostics = Diagnostics::new();
    let made = codegen::document(&sources, &inputs, &mut diagnostics);
    let report = report::of_document(&sources, &made, &diagnostics);
    Read {
        document: made.specification.unwrap().root.to_json(),
        report: serde_json::to_value(report).unwrap(),
        diagnostics,
    }
}

/// The ids of all operations.
fn operations(document: &Value) -> Vec<&str> {
    let paths = document["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    operations.filter_map(|operation| operation["operationId"].as_str()).collect()
}

fn names(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

/// The JSON documents in the fences of IONOS' page, read without the generator.
fn fences() -> Vec<Value> {
    let page = fs::read_to_string(workspace().join("spec/ionos/user-management.md")).unwrap();
    let documents = page.lines().filter(|line| line.starts_with("{\"openapi\""));
    documents.map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn ionos_page_of_24_documents_becomes_one() {
    let ionos = read("ionos");
    let schemas = names(&ionos.document["components"]["schemas"]);
    let fences = fences();
    let copies: usize =
        fences.iter().map(|fence| names(&fence["components"]["schemas"]).len()).sum();
    assert_eq!((fences.len(), copies), (24, 183));
    assert_eq!((operations(&ionos.document).len(), schemas.len()), (24, 36));
    let security = names(&ionos.document["components"]["securitySchemes"]);
    assert_eq!(security, ["BasicAuthentication", "TokenAuthentication"]);
}

#[test]
fn every_copy_of_a_schema_is_in_the_report() {
    let ionos = read("ionos");
    let duplicates = ionos.report["duplicates"].as_array().unwrap();
    let places = |schema: &str| {
        let pointer = format!("/components/schemas/{schema}");
        let entry = duplicates.iter().find(|entry| entry["pointer"] == json!(pointer));
        entry.map_or(1, |entry| entry["places"].as_array().unwrap().len())
    };
    for schema in names(&ionos.document["components"]["schemas"]) {
        let holds = |fence: &&Value| fence["components"]["schemas"].get(schema).is_some();
        assert_eq!(places(schema), fences().iter().filter(holds).count(), "{schema}");
    }
    assert_eq!(ionos.report["conflicts"], json!([]));
    assert_eq!(ionos.report["losses"], json!([]));
}

#[test]
fn every_operation_and_schema_of_ionos_page_is_there() {
    let ionos = read("ionos");
    let merged = &ionos.document;
    for fence in fences() {
        for operation in operations(&fence) {
            assert!(operations(merged).contains(&operation), "{operation}");
        }
        for schema in names(&fence["components"]["schemas"]) {
            assert!(merged["components"]["schemas"].get(schema).is_some(), "{schema}");
        }
    }
}

#[test]
fn what_the_how_to_page_requires_is_required_and_says_who_said_so() {
    let ionos = read("ionos");
    let schemas = &ionos.document["components"]["schemas"];
    for (schema, required) in [
        ("UserPropertiesPost", &["firstname", "lastname", "email", "password"][..]),
        ("GroupProperties", &["name"]),
        ("UserGroupPost", &["id"]),
    ] {
        assert_eq!(schemas[schema]["required"], json!(required), "{schema}");
        for name in required {
            let notes = &schemas[schema]["properties"][name]["x-notes"];
            assert_eq!(*notes, json!(["Required, as `set-user-privileges.md` says."]), "{name}");
        }
    }
    let privilege = &schemas["GroupProperties"]["properties"]["accessAndManageIamResources"];
    let note =
        "`set-user-privileges.md` says: Set the `accessAndManageIamResources` privilege to `true`.";
    assert_eq!(privilege["x-notes"], json!([note]));
}

#[test]
fn the_how_to_pages_one_mistake_is_told_of_and_nothing_else() {
    let found: Vec<_> = read("ionos").diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(found, [Code::GuideContradiction]);
    assert_eq!(read("cloudflare").diagnostics.iter().count(), 0);
}

#[test]
fn cloudflares_page_is_one_operation_with_its_losses() {
    let cloudflare = read("cloudflare");
    assert_eq!(operations(&cloudflare.document), ["account-user-group-create"]);
    let post = &cloudflare.document["paths"]["/accounts/{account_id}/iam/user_groups"]["post"];
    let security = &post["security"];
    assert_eq!(
        *security,
        json!([{"CLOUDFLARE_EMAIL": [], "CLOUDFLARE_API_KEY": []}, {"CLOUDFLARE_API_TOKEN": []}])
    );
    let body = &post["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(names(&body["properties"]), ["name", "policies"]);
    let losses = cloudflare.report["losses"].as_array().unwrap();
    let lost = |what: &str| losses.iter().any(|loss| loss["what"] == json!(what));
    assert!(lost("operation id") && lost("integer or number") && lost("formats"), "{losses:?}");
}
