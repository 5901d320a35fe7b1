//! What YAML texts say, and what is wrong with them.

use super::*;
use serde_json::json;
use std::fmt::Write;

fn parse(text: &str) -> (Sources, Option<Node>, Vec<String>) {
    let mut sources = Sources::new();
    let id = sources.add("page.yaml", text);
    let mut diagnostics = Diagnostics::new();
    let node = parse_yaml(&sources, Span::new(id, 0..text.len()), &mut diagnostics);
    let found = diagnostics
        .iter()
        .map(|found| {
            let label = found.labels.first().unwrap();
            let place = sources.place(label.span);
            format!("{}: {} {}:{}", found.code.id(), found.message, place.line, place.column)
        })
        .collect();
    (sources, node, found)
}

fn value(text: &str) -> serde_json::Value {
    let (_, node, found) = parse(text);
    assert_eq!(found, [""; 0]);
    node.unwrap().to_json()
}

fn finding(text: &str) -> String {
    let (_, _, mut found) = parse(text);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn keys_are_text_whatever_they_look_like() {
    assert_eq!(
        value("200: ok\n'404': no\nnull: 1\ntrue: 2\n1.5: 3\n"),
        json!({"200": "ok", "404": "no", "null": 1, "true": 2, "1.5": 3})
    );
}

#[test]
fn a_tab_may_stand_behind_a_colon() {
    assert_eq!(value("a:\t1\nb:\n  c:\t \"x\"\n"), json!({"a": 1, "b": {"c": "x"}}));
}

#[test]
fn no_break_spaces_may_indent_a_line() {
    for text in
        ["a:\n\u{a0}\u{a0}b: 1\n \u{a0}c: 2\n", "a:\n\u{a0}\u{a0}b: 1\n\u{a0} c:\n\u{a0}  2\n"]
    {
        let (sources, node, found) = parse(text);
        let node = node.unwrap();
        assert_eq!(node.to_json(), serde_json::json!({"a": {"b": 1, "c": 2}}), "{text}");
        assert_eq!(found, ["repaired: no-break spaces indent this line 2:1"]);
        let c = node.get("a").unwrap().get("c").unwrap();
        assert_eq!(sources.text(c.span), "2");
    }
    // What is wrong elsewhere is not their fault.
    let (_, node, found) = parse("x: [1\na: |\n  b\n  \u{a0}c\n");
    assert!(node.is_none() && !found.iter().any(|found| found.contains("no-break")), "{found:?}");
    // Within text they are letters.
    assert_eq!(value("a: |\n  b\n  \u{a0}c: d\n"), serde_json::json!({"a": "b\n\u{a0}c: d\n"}));
}

#[test]
fn a_bracket_may_close_where_its_key_begins() {
    assert_eq!(value("a:\n  b: [\n    1,\n  ]\n  d: 3\n"), json!({"a": {"b": [1], "d": 3}}));
}

#[test]
fn brackets_within_brackets_may_close_where_their_key_begins() {
    assert_eq!(value("a:\n  b: [{c: [\n    2\n  ]}\n  ]\n"), json!({"a": {"b": [{"c": [2]}]}}));
}

#[test]
fn lines_between_brackets_may_begin_too_far_to_the_left() {
    assert_eq!(value("a:\n  b: [1,\n 2,\n 3\n    ]\n"), json!({"a": {"b": [1, 2, 3]}}));
}

#[test]
fn a_comment_before_such_a_bracket_is_none_of_the_values() {
    for comment in [" # \u{e4}", "\t# b", " \t#", "\n# b", "\n    # b\n # c"] {
        let text = format!("a:\n  b: [1,{comment}\n 2, 3\n  ]\n");
        assert_eq!(value(&text), json!({"a": {"b": [1, 2, 3]}}), "{text:?}");
    }
}

#[test]
fn spaces_that_are_content_stay_before_such_a_bracket() {
    for space in ["\u{a0}", "\u{2003}"] {
        let text = format!("a:\n  b: [x{space}\n  ]\n");
        assert_eq!(value(&text), json!({"a": {"b": [format!("x{space}")]}}), "{text:?}");
    }
}

#[test]
fn brackets_in_text_stay_where_they_are() {
    for text in [
        "|\n    x {\n    }\n    y\n",
        "|-\n    }\n  \n",
        "x\n    }\n",
        "\"x\n    }\"\n",
        "|\n    # x\n    }\n  z: 1\n",
    ] {
        let indented = format!("a:\n  b: [\n    ]\n  c: {text}  d: [\n    ]\n");
        let outdented = indented.replace("    ]", "  ]");
        assert_eq!(value(&outdented), value(&indented), "{text:?}");
    }
}

#[test]
fn lines_too_far_to_the_left_say_what_they_would_say_further_to_the_right() {
    let gaps = ["\n", "\n\n", "\r\n", " # c\n", "\t# c\n", "\n # c\n", "\n# c\n  # d\n"];
    let items = ["1,", "x y,", "x\n    y,", "x#y,", "{k: v},", "k: v,", "[1],", "x\u{a0},"];
    for (gap, item) in gaps.iter().flat_map(|gap| items.map(|item| (gap, item))) {
        let at = |indent: &str| {
            format!("a:\n  b: [{gap}{indent}{item}{gap}{indent}{item}{gap}{indent}]\n  c: 1\n")
        };
        let expected = value(&at("    "));
        for indent in ["", " ", "  "] {
            assert_eq!(value(&at(indent)), expected, "{:?}", at(indent));
        }
    }
}

#[test]
fn quotes_that_hide_where_a_comment_begins_are_a_finding() {
    let text = "a:\n  b: [\n    'x #',\n  y]\n";
    assert!(finding(text).starts_with("invalid-yaml: "));
}

#[test]
fn a_bracket_too_much_is_a_finding_behind_one_that_is_not() {
    assert!(finding("a:\n  b: [\n  ]\n  c: x\n}\n").ends_with(" 5:1"));
}

#[test]
fn what_is_wrong_behind_such_a_bracket_keeps_its_place() {
    assert_eq!(
        finding("a:\n  b: [\n    1\n  ]\n  c: [\n"),
        "invalid-yaml: this is not YAML: while parsing a node, did not find expected node content 6:1"
    );
    assert_eq!(
        finding("a:\n  b: [\n    1\n  ]\n  c: 1\n  c: 2\n"),
        "duplicate-key: the key `c` stands twice in one object 6:3"
    );
}

#[test]
fn quoted_and_block_scalars_are_text() {
    assert_eq!(
        value("a: '1'\nb: \"true\"\nc: |\n  x\n  y\nd: >-\n  x\n  y\ne: !!str 1\nf: ! 2\n"),
        json!({"a": "1", "b": "true", "c": "x\ny\n", "d": "x y", "e": "1", "f": "2"})
    );
}

#[test]
fn places_are_bytes_of_the_source() {
    let text = "ä: {ö: 'é'}\nlist:\n  - 𐍈 # comment\n  - b: 1\n\nlast: x\n";
    let (sources, node, _) = parse(text);
    let node = node.unwrap();
    let at = |pointer: &str| {
        let found = super::super::Pointer::parse(pointer).unwrap();
        sources.text(found.find(&node).unwrap().span).to_owned()
    };
    assert_eq!(at("/ä"), "{ö: 'é'}");
    assert_eq!(at("/ä/ö"), "'é'");
    assert_eq!(at("/list/0"), "𐍈");
    assert_eq!(at("/list/1"), "b: 1");
    assert_eq!(at("/list"), "- 𐍈 # comment\n  - b: 1");
    assert_eq!(at("/last"), "x");
    assert_eq!(at(""), text.trim_end());
    let keys: Vec<_> = node.as_object().unwrap().keys().map(|key| sources.text(key.span)).collect();
    assert_eq!(keys, ["ä", "list", "last"]);
}

#[test]
fn aliases_and_merge_keys_are_written_out() {
    assert_eq!(
        value("a: &a {x: 1, y: 2}\nb: *a\nc:\n  y: 3\n  <<: *a\nd:\n  <<: [{y: 4}, *a]\n"),
        json!({
            "a": {"x": 1, "y": 2}, "b": {"x": 1, "y": 2}, "c": {"y": 3, "x": 1},
            "d": {"y": 4, "x": 1}
        })
    );
    assert_eq!(value("a: &k name\n*k : 1\n'<<': 2\n"), json!({"a": "name", "name": 1, "<<": 2}));
}

#[test]
fn aliases_that_multiply_are_a_finding() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let below = format!("*a{}, ", level - 1).repeat(9);
        writeln!(text, "a{level}: &a{level} [{below}]").unwrap();
    }
    assert!(finding(&text).starts_with("too-large: the aliases"));
}

#[test]
fn deep_nesting_is_a_finding() {
    let flow = "[".repeat(600) + &"]".repeat(600);
    assert!(finding(&flow).starts_with("too-large"));
    assert!(finding(&"- ".repeat(600)).starts_with("too-large"));
    let mut chain = "a0: &a0 [x]\n".to_owned();
    for level in 1..200 {
        writeln!(chain, "a{level}: &a{level} [*a{}]", level - 1).unwrap();
    }
    assert!(finding(&chain).starts_with("too-large: this is nested"));
}

#[test]
fn what_json_cannot_say_is_a_finding() {
    for (text, expected) in [
        ("a: 1\na: 2\n", "duplicate-key: the key `a` stands twice in one object 2:1"),
        ("a: 1\n---\nb: 2\n", "repaired: a second YAML document begins here, and is not read 2:1"),
        ("a: !x 1\n", "repaired: the tag `!x` has no meaning in an API description 1:4"),
        ("? [a]\n: 1\n", "invalid-yaml: a key must be a text, not a list or a mapping 1:3"),
        ("a: .inf\n", "repaired: the number `.inf` has no form in JSON 1:4"),
        ("a: &a [*a]\n", "invalid-yaml: this alias stands within what it repeats 1:8"),
        ("# nothing\n", "invalid-yaml: this YAML says nothing 1:1"),
        ("a: 1\n\0b: 2\n", "invalid-yaml: YAML has no NUL character 2:1"),
        ("<<: 1\n", "invalid-yaml: `<<` merges mappings, and this is a number 1:5"),
    ] {
        assert_eq!(finding(text), expected);
    }
    assert!(finding("a: [1\nb: 2\n").starts_with("invalid-yaml: this is not YAML: "));
    assert!(finding("a: *b\n").starts_with("invalid-yaml: this is not YAML: "));
}
