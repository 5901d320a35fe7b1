//! Pages that are wrong: that is a finding, and nothing makes the reader stumble.

use super::{Outcome, PAGE, flatten, read_page};
use crate::page::stainless::detect;
use serde_json::Value as Json;

fn response(outcome: &Outcome) -> &Json {
    let found = outcome.documents[0].pointer(
        "/paths/~1orgs~1{org_id}~1teams/post/responses/200/content/application~1json/schema",
    );
    found.unwrap()
}

#[test]
fn a_part_without_method_and_path_leaves_the_others_alone() {
    let page = PAGE.replace("**delete** `/orgs/{org_id}/teams/{team_id}`\n\n", "");
    for page in [&page, &flatten(&page)] {
        let read = read_page(page);
        assert_eq!(read.documents.len(), 2, "{:?}", read.found);
        assert_eq!(read.found, ["invalid-section: `Delete Team` has no method and path"]);
    }
}

#[test]
fn a_list_of_another_name_is_a_finding_and_joins_no_other() {
    let page = PAGE.replace("### Returns", "### Response Body");
    assert_ne!(page, PAGE);
    let read = read_page(&page);
    assert_eq!(read.found[0], "invalid-section: what `Response Body` lists is not known");
    let body = "/paths/~1orgs~1{org_id}~1teams/post/requestBody";
    let of = |outcome: &Outcome| outcome.documents[0].pointer(body).cloned();
    assert_eq!(of(&read), of(&read_page(PAGE)));
}

#[test]
fn lists_of_other_things_are_no_lists_of_an_operation() {
    let described = "The status of a team.\n\n### Status values\n\n- `\"active\"`\n\n";
    let (before, behind) = PAGE.split_once("### ").unwrap();
    assert_eq!(read_page(&format!("{before}{described}### {behind}")).found, [""; 0]);
    let page = PAGE.replace("### Returns", "### Error codes\n\n- `404`\n\n### Returns");
    assert_ne!(page, PAGE);
    let read = read_page(&page);
    assert_eq!(read.found, ["unread-description: what `Error codes` lists is not known"]);
    assert_eq!(read.documents, read_page(PAGE).documents);
}

#[test]
fn an_endpoint_in_another_form_is_a_finding() {
    let added = format!("{PAGE}\n## Get Team\n\n`GET /orgs/{{org_id}}/team`\n\nGets it.\n");
    let read = read_page(&added);
    assert_eq!(read.found, ["invalid-section: `Get Team` has no method and path"]);
    assert_eq!(read.documents.len(), read_page(PAGE).documents.len());
}

#[test]
fn a_type_that_is_no_type_is_a_finding() {
    let page = PAGE.replace("`name: string`\n\n  Its name", "`name: text of sorts`\n\n  Its name");
    let read = read_page(&page);
    assert_eq!(
        read.found,
        ["invalid-section: the type in `name: text of sorts` is not understood"]
    );
}

#[test]
fn an_example_without_an_end_is_a_finding() {
    let (cut, _) = PAGE.split_once("\"tags\"").unwrap();
    let read = read_page(cut);
    assert_eq!(read.found, ["unclosed-fence: the page ends inside an example"]);
}

#[test]
fn no_prefix_of_a_page_makes_the_reader_stumble() {
    for page in [PAGE.to_owned(), flatten(PAGE)] {
        for end in (0..page.len()).step_by(7) {
            if let Some(prefix) = page.get(..end) {
                read_page(prefix);
                read_page(&page[end..]);
            }
        }
    }
}

#[test]
fn hostile_pages_take_no_longer_than_their_length() {
    let section = |bullets: String| format!("## T **get** `/t` ### Returns {bullets}");
    let repeated =
        |bullet: fn(usize) -> String| (0..3000).map(bullet).collect::<Vec<_>>().join(" ");
    let open = repeated(|n| format!("- `f{n:05}: M{n:05}`"));
    let nested = repeated(|n| format!("- `f: object {{ f{n} }}`"));
    let same = "- `f: object { f }` ".repeat(3000);
    let literals = "- `f: M` ".to_owned() + &"- `\"a\"` ".repeat(3000);
    let headings = "## ** `".repeat(20_000);
    let fences = "```".repeat(20_001);
    let marks = "- `".repeat(20_000) + &"#".repeat(20_000);
    for page in
        [section(open), section(nested), section(same), section(literals), headings, fences, marks]
    {
        read_page(&page);
        detect(&page);
    }
    assert_eq!(response(&read_page(PAGE))["type"], "object");
}
