use super::*;

fn nothing() -> String {
    "Nothing.".to_owned()
}

fn of(description: &str) -> String {
    let docs = Docs { description: Some(description.to_owned()), ..Docs::default() };
    lines(&docs, nothing).join("\n")
}

#[test]
fn titles_that_end_in_api_have_an_article() {
    assert_eq!(called("Cloudflare API"), "the Cloudflare API");
    assert_eq!(called("The Books API"), "The Books API");
    assert_eq!(called("Petstore"), "Petstore");
}

#[test]
fn a_summary_becomes_a_sentence_above_the_description() {
    let docs = Docs {
        summary: Some("List all  users".to_owned()),
        description: Some("Only those\nof your account.".to_owned()),
        notes: vec!["From 0 to 10".to_owned(), "0 unless set.".to_owned()],
    };
    let expected = [
        "List all users.",
        "",
        "Only those",
        "of your account.",
        "",
        "From 0 to 10. 0 unless set.",
    ];
    assert_eq!(lines(&docs, nothing), expected);
}

#[test]
fn what_the_description_begins_with_is_said_once() {
    let docs = Docs {
        summary: Some("List users".to_owned()),
        description: Some("List users of the account.".to_owned()),
        notes: Vec::new(),
    };
    assert_eq!(lines(&docs, nothing), ["List users of the account."]);
    let both = |summary: &str, description: &str| Docs {
        summary: Some(summary.to_owned()),
        description: Some(description.to_owned()),
        notes: Vec::new(),
    };
    assert_eq!(lines(&both("Create users", "Create a user."), nothing), ["Create a user."]);
    assert_eq!(lines(&both("Delete users", "Delete one user."), nothing).len(), 3);
    assert_eq!(lines(&Docs::default(), nothing), ["Nothing."]);
}

#[test]
fn no_code_block_is_a_doctest() {
    assert_eq!(of("```\npanic!()\n```"), "```text\npanic!()\n```");
    assert_eq!(of("```rust\npanic!()\n"), "```text\npanic!()\n```");
    assert_eq!(of("Text\n\n    panic!()"), "Text\n\n```text\npanic!()\n```");
    assert_eq!(of("- a\n\n      panic!()"), "- a\n\n  ```text\n  panic!()\n  ```");
    assert_eq!(of("> ~~~\n> x\n> ~~~"), "> ```text\n> x\n> ```");
    assert_eq!(of("~~~\n```\nx\n```\n~~~"), "````text\n```\nx\n```\n````");
    assert_eq!(of("\tpanic!()"), "```text\npanic!()\n```");
}

#[test]
fn html_becomes_markdown() {
    assert_eq!(
        of("<b>Note:</b> set <code>a_b</code><br/>or <i>not</i>."),
        "**Note:** set `a_b`\\\nor *not*."
    );
    assert_eq!(of("<div class=\"x\">\n  <p>One</p>\n</div>"), "One");
    assert_eq!(of("Any of <ul><li>a</li><li>b</li></ul>"), "Any of\n\n- a\n- b");
    assert_eq!(
        of("<a href=\"https://a.example/b\">here</a> <a href='#x'>there</a>"),
        "[here](https://a.example/b) there"
    );
    assert_eq!(of("a <!-- <b> --> b"), "a b");
    assert_eq!(of("| a |\n|---|\n| b<br>c |"), "| a |\n| --- |\n| b c |");
}

#[test]
fn html_that_has_no_form_is_text() {
    assert_eq!(of("GET /users/<id>"), "GET /users/\\<id>");
    assert_eq!(of("Vec<String> & a < b"), "Vec\\<String> & a \\< b");
    assert_eq!(of("<script>alert(1)</script>"), "\\<script>alert(1)\\</script>");
    assert_eq!(of("<b"), "\\<b");
    assert_eq!(of("<code><id></code>"), "`<id>`");
}

#[test]
fn only_absolute_links_are_links() {
    assert_eq!(of("[a](https://a.example/b) [c](/d) [e](#f)"), "[a](https://a.example/b) c e");
    assert_eq!(of("[a](javascript:alert(1))"), "a");
    assert_eq!(of("[a](<https://a.example/b c>)"), "a");
    assert_eq!(of("[a](https://a.example/b_(c))"), "[a](<https://a.example/b_(c)>)");
    assert_eq!(
        of("[https://a.example](https://a.example)"),
        "[https://a.example](https://a.example)"
    );
    assert_eq!(of("![alt](https://a.example/i.png)"), "alt");
}

#[test]
fn bare_addresses_become_links() {
    assert_eq!(of("See https://a.example/b_c?d=e&f."), "See <https://a.example/b_c?d=e&f>.");
    assert_eq!(of("(http://a.example), http://"), "(<http://a.example>), http://");
    assert_eq!(of("<https://a.example>"), "<https://a.example>");
    assert_eq!(of("`https://a.example`"), "`https://a.example`");
}

#[test]
fn brackets_are_not_links_into_the_crate() {
    assert_eq!(of("[Vec] [`Vec`] [a][b] items[0]"), "\\[Vec] \\[`Vec`] \\[a]\\[b] items\\[0]");
    assert_eq!(of("- [ ] task [^1]"), "- \\[ ] task \\[^1]");
}

#[test]
fn a_name_keeps_its_underscores() {
    assert_eq!(
        of("created_on and _emphasis_ and a_ _b"),
        "created_on and *emphasis* and a\\_ \\_b"
    );
}

#[test]
fn lists_keep_their_form() {
    assert_eq!(of("* a\n* b\n  * c\n\nd"), "- a\n- b\n  - c\n\nd");
    assert_eq!(of("3. a\n4. b\n\n   c"), "3. a\n\n4. b\n\n   c".replace("\n\n4.", "\n4.").as_str());
    assert_eq!(of("a\n> b\n> c"), "a\n\n> b\n> c");
}

#[test]
fn headings_stand_below_our_own() {
    assert_eq!(of("# A\nb\n\nC\n---\nd"), "## A\n\nb\n\n### C\n\nd");
}

#[test]
fn long_prose_is_broken_and_code_is_not() {
    let text = format!("{} - {} `{}`", "word ".repeat(18), "word ".repeat(3), "a b ".repeat(40));
    let lines: Vec<String> = of(&text).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 3);
    assert!(lines.iter().take(2).all(|line| line.len() <= 92 && !line.starts_with('-')));
    let code = "x ".repeat(80);
    assert_eq!(of(&format!("    {code}")).lines().count(), 3);
}

#[test]
fn a_line_is_broken_where_the_next_word_would_be_beyond_its_end() {
    let text = |last: usize| format!("{} {}", "a".repeat(46), "ö".repeat(last));
    assert_eq!(of(&text(45)), text(45));
    assert_eq!(of(&text(46)).lines().count(), 2);
    assert_eq!(of(&format!("{}\n", text(45))), text(45));
}

#[test]
fn a_broken_line_begins_no_block() {
    for mark in ["-", "+", "#", ">", "1.", "=", "---"] {
        let text = format!("{} {mark} b", "a".repeat(91));
        let second = of(&text).lines().nth(1).unwrap_or_default().to_owned();
        assert!(second.contains('\\'), "{second}");
    }
}

#[test]
fn a_number_begins_no_line() {
    let text = format!("{} to 1. `0` unless set.", "a".repeat(89));
    assert_eq!(of(&text).lines().nth(1), Some("to 1. `0` unless set."));
}

#[test]
fn what_cannot_be_seen_is_left_out() {
    assert_eq!(of("a\u{202e}b\u{0}c\u{7f}\td\r\ne"), "abc d\ne");
}

#[test]
fn a_sentence_holds_no_block() {
    assert_eq!(sentence("```\nrm -rf\n  /\n```\nthen"), "`rm -rf /` then.");
    assert_eq!(sentence("- a\n- b\n\n# c"), "a b c.");
    assert_eq!(sentence("| a |\n|---|\n| b |"), "a b.");
    assert_eq!(sentence("    code"), "`code`.");
    assert_eq!(sentence(""), "");
}

#[test]
fn a_code_span_is_never_broken_open() {
    let text = format!("{} ``` a `` b ``` c", "x".repeat(85));
    let lines = wrapped(&text);
    assert_eq!(lines[1], "``` a `` b ``` c");
    assert_eq!(wrapped("a \\` b ` c"), ["a \\` b ` c"]);
}

#[test]
fn depth_costs_nothing() {
    let deep = format!("{}x\n{}", "- ".repeat(90), "y\n".repeat(5_000));
    assert!(of(&deep).len() < 200_000);
    let deeper = format!("{}x\n{}", "> ".repeat(50_000), "y\n".repeat(50_000));
    assert!(of(&deeper).len() < 400_000);
}

#[test]
fn nothing_that_is_said_changes_what_the_writer_means() {
    // Whatever comes out means the same when it is read again.
    let hostile = [
        "*a **b* c**",
        "`` ` ``",
        "[a]: https://a.example\n[a]",
        "a\\\nb",
        "&lt;b&gt; &amp;lt;",
        "***",
        "| a | b\n|---|---\n| `|` | \\| |",
        "a | b\n--- | ---\nc | d",
        "</b></b><b>",
        "<a href=>",
        "<ul><li",
        "1) a\n- b",
        "~~a~~ ~b~",
        "<!-- a",
        "``` `a`",
        "_a_b_",
        "<pre><code>x</code></pre>",
        "- \n- a",
    ];
    for text in hostile {
        let once = of(text);
        assert_eq!(of(&once.replace("```text", "```")), once, "{text}");
    }
}

/// What a description may be put together from.
const PIECES: [&str; 36] = [
    "```",
    "```rust",
    "~~~",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "> ",
    "* * *",
    "# ",
    "===",
    "|a|b|\n|-|-|\n",
    "|",
    "<b>",
    "</b>",
    "<pre>",
    "</pre>",
    "<!--",
    "-->",
    "<script>",
    "<ul><li>",
    "&#96;&#96;&#96;\n",
    "&lt;",
    "[a]",
    "[a]: x",
    "(https://a.example)",
    "![i](x)",
    "`",
    "``",
    "\\",
    "panic!()",
    "x",
    "\u{202e}",
    "\r",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(7),
        ..Default::default()
    })]

    /// rustdoc understands more than is read here, so its whole grammar is tried on what comes out.
    #[test]
    fn whatever_comes_in_neither_a_doctest_nor_html_comes_out(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..24),
    ) {
        use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
        let description = pieces.concat();
        let said = of(&description);
        for event in Parser::new_ext(&said, Options::all()) {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let is_text = matches!(&kind, CodeBlockKind::Fenced(name) if &**name == "text");
                    proptest::prop_assert!(is_text, "{:?} became\n{}", description, said);
                }
                Event::Html(_) | Event::InlineHtml(_) => {
                    proptest::prop_assert!(false, "{:?} became\n{}", description, said);
                }
                _ => {}
            }
        }
    }
}

proptest::proptest! {
    #[test]
    fn a_paragraph_without_markup_reads_as_if_it_had_been_parsed(
        text in "[a-zA-Z][a-zA-Z0-9 ,.;:'\"()/?!%$@=+{}^-]{0,200}( https?://[a-z.]{0,9}[ .]a)?",
    ) {
        // What follows has to be parsed.
        let with_markup = format!("{text}\n\n*a*");
        let mut lines = markdown::render(&text);
        let line = format!("{} *a*", markdown::flat(&text));
        lines.extend([String::new(), "*a*".to_owned()]);
        proptest::prop_assert_eq!(markdown::render(&with_markup), lines);
        proptest::prop_assert_eq!(markdown::flat(&with_markup), line);
    }
}
