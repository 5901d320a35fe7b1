use crate::server::{Server, json, wait};
use clients::rust_unions_within_unions::{Client, models::*};

#[test]
fn the_union_whose_variant_knows_more_is_read_and_sent() {
    let rules = [
        (r#"{"conditions":{"shelf":"a"}}"#, false),
        (r#"{"conditions":{"shelf":"a","titles":["b"]}}"#, true),
        (r#"{"conditions":{"shelf":"a","numbers":[1]}}"#, true),
    ];
    for (text, is_selection) in rules {
        let server = Server::new([json(text), json("{}")]);
        let client = Client::builder().base_url(&server.url).build().unwrap();
        let rule = wait(client.rules().replace(Rule::default())).unwrap();
        let found = matches!(rule.conditions, RuleConditions::Selection(_));
        assert_eq!(found, is_selection, "{rule:?}");
        let _ = wait(client.rules().replace(rule));
        assert_eq!(server.requests()[1].body, text);
    }
}
