//! Pages that may be read in more than one way, and what an example says to that.

use super::{PAGE, flatten, read_page};
use serde_json::{Value as Json, json};

#[test]
fn a_count_that_is_off_makes_the_section_uncertain() {
    let less = PAGE.replace("object { code, source }", "object { code }");
    let more = PAGE.replace("object { code, source }", "object { code, source, 2 more }");
    for page in [&less, &more, &flatten(&less), &flatten(&more)] {
        let read = read_page(page);
        assert_eq!(read.documents.len(), 2, "{:?}", read.found);
        assert!(read.found[0].starts_with("uncertain-structure: "), "{:?}", read.found);
    }
}

#[test]
fn an_unannounced_value_makes_the_section_uncertain() {
    let page = PAGE.replace("\"open\" or \"closed\"`", "\"open\" or \"ajar\"`");
    for page in [&page, &flatten(&page)] {
        assert!(read_page(page).found[0].starts_with("uncertain-structure: "));
    }
}

#[test]
fn a_model_that_may_end_in_two_places_is_uncertain() {
    let page =
        "## T **get** `/t` ### Returns - `a: A` - `b: optional string` - `c: optional string`";
    let read = read_page(page);
    assert_eq!(read.documents, Vec::<Json>::new());
    assert_eq!(
        read.found,
        [
            "uncertain-structure: the structure of `Returns` is uncertain: this bullet fits into more than one list"
        ]
    );
}

#[test]
fn the_example_says_where_a_model_ends() {
    let page = "## T **get** `/t` ### Returns - `a: A` - `b: optional string` - `c: optional string` \
        ### Example ```http curl https://api.test/t ``` #### Response ```json {\"a\": {\"b\": \"\"}, \"c\": \"\"} ```";
    let read = read_page(page);
    assert_eq!(read.found, Vec::<String>::new());
    let schema = &read.documents[0]["components"]["schemas"]["A"];
    assert_eq!(schema["properties"], json!({"b": {"type": "string"}}));
}

#[test]
fn an_example_with_other_keys_throws_doubt_on_a_page_without_depths() {
    let page = PAGE.replace("{\"code\": 1,", "{\"code\": 1, \"cause\": 2,");
    let read = read_page(&page);
    assert_eq!(read.documents.len(), 3);
    assert_eq!(
        read.found,
        [
            "example-mismatch: the example of the response contradicts the page: the example's key `cause` is no field (at `errors[0]`)"
        ]
    );
    let read = read_page(&flatten(&page));
    assert_eq!(read.documents.len(), 2);
    assert!(read.found[0].starts_with("uncertain-structure: "), "{:?}", read.found);
}

#[test]
fn an_example_of_another_type_is_a_warning() {
    let page = flatten(&PAGE.replace("{\"code\": 1,", "{\"code\": \"1\","));
    let read = read_page(&page);
    assert_eq!(read.documents.len(), 3);
    assert!(read.found[0].starts_with("example-mismatch: "), "{:?}", read.found);
}
