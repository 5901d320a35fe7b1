use super::*;

#[test]
fn paths_lead_nowhere_but_below() {
    let home = Utf8Path::new("api/v1/openapi.yaml");
    assert_eq!(beside(home, "./a/b.yaml").as_deref(), Some("api/v1/a/b.yaml".into()));
    assert_eq!(beside(home, "../c.json").as_deref(), Some("api/c.json".into()));
    for path in ["/etc/passwd", "../../../x", "https://x.org/a.yaml", "C:\\x", "\\x", ""] {
        assert_eq!(beside(home, path), None, "{path}");
    }
}

#[test]
fn texts_full_of_references_take_no_longer_than_their_length() {
    let text = "$ref:".repeat(200_000);
    assert_eq!(paths(&text).count(), 0);
}

#[test]
fn paths_are_found_in_json_and_yaml() {
    let text = "{\"$ref\": \"a.json#/x\"}, $ref: './b/c.yaml'\n$ref : d.yml # c\n\
                \"$ref\":\"#/local\" $ref: https://x.org/e.yaml\n";
    assert_eq!(paths(text).collect::<Vec<_>>(), ["a.json", "./b/c.yaml", "d.yml"]);
}
