//! How-to pages: prose whose links to operations begin the steps, or methods and paths where it has
//! no links, and what its sentences say of the calls.

mod html;
mod prose;
mod sentence;
mod step;
mod visible;

use super::left_over;
use crate::source::{SourceId, Sources, Spanned};
use prose::{Block, blocks};
use sentence::{Sentence, sentences};

pub use step::{Endpoint, Fact, Lead, Named, Step};
pub(super) use step::{shape, without_host};

/// Whether a page links to an operation, or says something of one that it names by method and path,
/// or perhaps by a link, where it is of no other form.
pub(super) fn detect(sources: &Sources, page: SourceId) -> bool {
    let says = |step: &Step| !step.facts.is_empty();
    let is_step = |step: &Step| matches!(step.operation, Named::Linked { .. }) || says(step);
    let unknown = Endpoint { method: String::new(), path: String::new() };
    steps(sources, page, &|_| Lead::Nowhere).iter().any(is_step)
        || left_over::almost(&sources.get(page).text).is_none()
            && steps(sources, page, &|_| Lead::To(unknown.clone())).iter().any(says)
}

/// Reads the steps of a page, in order.
pub(super) fn steps(sources: &Sources, page: SourceId, leads: &dyn Fn(&str) -> Lead) -> Vec<Step> {
    let mut reader = Reader { steps: Vec::new(), level: 0, open: None, announced: false };
    for block in blocks(page, &sources.get(page).text, leads) {
        reader.block(&block);
    }
    reader.steps
}

struct Reader {
    steps: Vec<Step>,
    /// The level of the last heading.
    level: u8,
    /// The level of the heading under which the last step began, while the page speaks of it.
    open: Option<u8>,
    /// Whether the last sentence announced a list of required parameters.
    announced: bool,
}

impl Reader {
    fn block(&mut self, block: &Block) {
        if let Some(level) = block.heading {
            self.level = level;
            self.open = self.open.filter(|section| level > *section);
        }
        let announced = std::mem::replace(&mut self.announced, false) && block.item;
        if (announced || block.required)
            && let Some(step) = self.step()
        {
            step.facts.extend(sentence::leading_name(block));
        }
        for sentence in sentences(block) {
            self.sentence(&sentence);
        }
        self.announced |= announced;
    }

    fn sentence(&mut self, sentence: &Sentence<'_>) {
        if let Some(operation) = sentence.operation {
            self.begin(operation.clone());
        }
        if let Some(endpoint) = sentence.endpoint() {
            self.endpoint(endpoint);
        }
        let Some(step) = self.step() else { return };
        step.facts.extend(sentence.facts());
        self.announced = sentence.announces_required();
    }

    /// A method and path belong to the link before them. They begin a step themselves where there
    /// is none: beside a link, others are only spoken of.
    fn endpoint(&mut self, found: Spanned<Endpoint>) {
        match self.step().map(|step| &mut step.operation) {
            Some(Named::Linked { endpoint, .. }) => {
                endpoint.get_or_insert(found);
            }
            Some(Named::Written(known)) if known.value == found.value => {}
            Some(Named::Written(_) | Named::Ambiguous(_)) | None => {
                self.begin(Named::Written(found));
            }
        }
    }

    fn begin(&mut self, operation: Named) {
        self.steps.push(Step { operation, facts: Vec::new() });
        self.open = Some(self.level);
    }

    /// The step of which the page speaks.
    fn step(&mut self) -> Option<&mut Step> {
        self.open.and_then(|_| self.steps.last_mut())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An API with one operation, and two that are nearly the same.
    fn leads(name: &str) -> Lead {
        match name {
            "get-role" | "getRole" => {
                Lead::To(Endpoint { method: "GET".to_owned(), path: "/roles".to_owned() })
            }
            "add-role" => Lead::ToOneOfSeveral,
            _ => Lead::Nowhere,
        }
    }

    /// The page's steps in short, every fact with its place.
    fn read_page(text: &str) -> Vec<String> {
        let mut sources = Sources::new();
        let page = sources.add("how-to.md", text);
        assert!(detect(&sources, page));
        let place = |span| {
            let place = sources.place(span);
            format!("{}:{} {}", place.line, place.column, sources.text(span))
        };
        let mut shown = Vec::new();
        for step in steps(&sources, page, &leads) {
            let (id, endpoint) = match step.operation {
                Named::Linked { id, endpoint } => (Some(id), endpoint),
                Named::Written(endpoint) => (None, Some(endpoint)),
                Named::Ambiguous(name) => (Some(name), None),
            };
            shown.extend(id.map(|id| format!("step {} @ {}", id.value, place(id.span))));
            shown.extend(endpoint.map(|it| format!("endpoint {} @ {}", it.value, place(it.span))));
            shown.extend(step.facts.iter().map(|fact| match fact {
                Fact::Required(name) => format!("required {} @ {}", name.value, place(name.span)),
                Fact::Value { parameter, value, sentence } => {
                    format!(
                        "{}={} @ {}: {sentence}",
                        parameter.value,
                        value.value,
                        place(value.span)
                    )
                }
                Fact::SentIn { what, location } => {
                    format!("{} in {} @ {}", what.value, location.value, place(location.span))
                }
            }));
        }
        shown
    }

    const LINK: &str = "[Create](https://x.org/#tag/Users/operation/usersPost)";

    #[test]
    fn steps_begin_with_links_to_operations() {
        let text = "1. Read [the docs](https://x.org/docs).\n\
                    2. [<b>Create</b> a user](https://x.org/#tag/User-management/operation/usersPost) \
                    using the POST `/v6/users` endpoint, then [list](#operation/usersGet) `GET /v6/users`.\n";
        assert_eq!(
            read_page(text),
            [
                "step usersPost @ 2:72 usersPost",
                "endpoint POST /v6/users @ 2:93 POST `/v6/users",
                "step usersGet @ 2:143 usersGet",
                "endpoint GET /v6/users @ 2:154 GET /v6/users",
            ]
        );
    }

    #[test]
    fn without_links_steps_begin_with_methods_and_paths() {
        let text = "## Add\n\nUse `POST /users`. The parameter `a` is required.\n\n\
                    ## Look\n\nNothing is called here, though `b` is required as a field.\n\n\
                    ## Remove\n\nCall DELETE `/users/{id}`. Enter the required parameter `c`. \
                    Then GET `/users`, and again GET `/users`.\n";
        assert_eq!(
            read_page(text),
            [
                "endpoint POST /users @ 3:6 POST /users",
                "required a @ 3:35 a",
                "endpoint DELETE /users/{id} @ 11:6 DELETE `/users/{id}",
                "required c @ 11:58 c",
                "endpoint GET /users @ 11:67 GET `/users",
            ]
        );
        // Beside a link, others are only spoken of.
        let text =
            format!("{LINK} with `POST /users`, unlike `GET /users`. `a` is a required field.");
        assert_eq!(
            read_page(&text)[1..],
            ["endpoint POST /users @ 1:62 POST /users", "required a @ 1:98 a"]
        );
    }

    #[test]
    fn links_lead_to_operations_by_the_names_at_their_ends() {
        for (address, place) in [
            ("/reference/getRole", "1:16 getRole"),
            ("https://x.org/docs/reference/roles#get-role", "1:40 get-role"),
            ("./get-role.md", "1:7 get-role"),
            ("/docs/get-role/?v=1#answers", "1:11 get-role"),
            ("#/roles/getRole", "1:13 getRole"),
        ] {
            let text = format!("[A]({address}) has the required field `a`.\n");
            assert_eq!(read_page(&text)[0], format!("endpoint GET /roles @ {place}"));
        }
        let several = "[A](/docs/add-role) has the required field `a`.\n";
        assert_eq!(read_page(several)[0], "step add-role @ 1:11 add-role");
        // An anchor alone is a place on the page itself.
        for address in ["/docs/roles", "#get-role", "https://get-role", "/get-role/all"] {
            let text = format!("{LINK}, see [A]({address}), has the required field `a`.\n");
            assert_eq!(read_page(&text).len(), 2, "{address}");
        }
    }

    #[test]
    fn a_page_that_only_names_calls_is_no_how_to_page() {
        let mut sources = Sources::new();
        let mut is_guide = |text: &str| {
            let page = sources.add("a.md", text);
            detect(&sources, page)
        };
        assert!(!is_guide("New: `GET /users` and `DELETE /users/{id}`.\n"));
        assert!(is_guide("`POST /users` has the required parameter `a`.\n"));
        let linked = "[Add](/docs/add-role) has the required parameter `a`.\n";
        assert!(is_guide(linked));
        assert!(!is_guide(&format!("---\nopenapi: POST /roles\n---\n\n{linked}")));
    }

    #[test]
    fn required_parameters_are_facts() {
        let text = format!(
            "{LINK}\n\n* Enter the following required parameters for the user:`first`, and `last`.\n\
             * Enter the required `id` parameter to identify it.\n\
             * The fields `a` and `b` are required. The parameter `c` is not required.\n\
             * A token is required. It is in `x`.\n"
        );
        assert_eq!(
            read_page(&text)[1..],
            [
                "required first @ 3:57 first",
                "required last @ 3:70 last",
                "required id @ 4:23 id",
                "required a @ 5:15 a",
                "required b @ 5:23 b",
            ]
        );
    }

    #[test]
    fn a_list_of_required_parameters_may_follow() {
        let text = format!(
            "{LINK}\n\nThese fields are required:\n\n- `a`: the `first`\n- `b`\n\nAlso `c`.\n"
        );
        assert_eq!(read_page(&text)[1..], ["required a @ 5:4 a", "required b @ 6:4 b"]);
    }

    #[test]
    fn tables_say_what_is_required() {
        let table = "| Parameter | Required | Value |\n|---|---|---|\n| `a` | Yes | any |\n\
                     | `b` | no | `high` |\n| `c` | **required** | `true` |\n";
        let text = format!("{LINK}\n\n{table}");
        assert_eq!(read_page(&text)[1..], ["required a @ 5:4 a", "required c @ 7:4 c"]);
        let table = "| Field name | Required |\n|---|---|\n| **a** | Yes |\n| and more | yes |\n";
        assert_eq!(read_page(&format!("{LINK}\n\n{table}"))[1..], ["required a @ 5:5 a"]);
        let table = "| Required fields | Text |\n|---|---|\n| `a` | The `x`. |\n";
        let text = format!("{LINK}\n\n{table}");
        assert_eq!(read_page(&text)[1..], ["required a @ 5:4 a"]);
        for table in [
            "| Required permission | Text |\n|---|---|\n| `a` | The `x`. |\n",
            "| Required field, always | Required |\n|---|---|\n| `a` | No |\n",
            "| Step | Required |\n|---|---|\n| first | Yes |\n",
        ] {
            assert_eq!(read_page(&format!("{LINK}\n\n{table}")).len(), 1, "{table}");
        }
        let table =
            "| Step | Call |\n|---|---|\n| 1 | [x](#operation/b) and its required `x` field |\n";
        assert_eq!(read_page(table), ["step b @ 3:22 b", "required x @ 3:43 x"]);
    }

    #[test]
    fn values_are_facts() {
        let text = format!(
            "{LINK}. Set the `on` privilege to `true` and `n` to `5`, and\n`s` to `x y`. \
             Do not set `off` to `true`.\n"
        );
        let sentence = "Set the `on` privilege to `true` and `n` to `5`, and `s` to `x y`.";
        assert_eq!(
            read_page(&text)[1..],
            [
                format!("on=true @ 1:84 true: {sentence}"),
                format!("n=5 @ 1:102 5: {sentence}"),
                format!("s=\"x y\" @ 2:9 x y: {sentence}"),
            ]
        );
    }

    #[test]
    fn where_something_is_sent_is_a_fact() {
        let text = format!(
            "{LINK} and provide the user ID in the header. Send `x` in the request body.\n"
        );
        assert_eq!(
            read_page(&text)[1..],
            ["user ID in header @ 1:87 header", "`x` in body @ 1:119 body"]
        );
    }

    #[test]
    fn a_step_ends_with_its_section() {
        let fact = "Enter the required `x` parameter.";
        let text =
            format!("# Users\n\n## One\n\n{LINK}\n\n### More\n\n{fact}\n\n## Two\n\n{fact}\n");
        assert_eq!(read_page(&text)[1..], ["required x @ 9:21 x"]);
        assert_eq!(read_page(&format!("{LINK}\n\n---\n\n{fact}\n")).len(), 1);
    }

    #[test]
    fn a_link_without_text_begins_a_step() {
        assert_eq!(read_page("[](#operation/a)\n"), ["step a @ 1:15 a"]);
        assert_eq!(read_page("See ![](x.png)[](#operation/a)\n"), ["step a @ 1:29 a"]);
    }

    #[test]
    fn html_says_what_its_markdown_would() {
        let table = "<table><thead><tr><th width=\"9\">Field</th><th>Required</th></tr></thead>\n\
                     <tbody><tr><td><p><code>a</code></p></td><td><strong>Yes</strong></td></tr>\n\
                     <tr>\n  <td>\n    <code>b</code>\n  </td>\n  <td>No</td>\n</tr></tbody></table>\n";
        let text = format!("{LINK}\n\n{table}");
        assert_eq!(read_page(&text)[1..], ["required a @ 4:25 a"]);

        let link = "<a href=\"https://x.org/?a&amp;b#operation/a\" class=\"button\">Add</a>";
        let text = format!("Then {link} with the required <code>x</code> field.\n");
        assert_eq!(read_page(&text), ["step a @ 1:48 a", "required x @ 1:98 x"]);

        let text = format!(
            "<details><summary>More</summary> {link}:\n   set <code>n</code>\n   to <code>5</code>.\n</details>\n"
        );
        let sentence = "Add: set `n` to `5`.";
        assert_eq!(
            read_page(&text),
            ["step a @ 1:76 a".to_owned(), format!("n=5 @ 3:13 5: {sentence}")]
        );
    }

    #[test]
    fn a_cell_may_hold_blocks_and_omit_its_end() {
        let table = "<table>\n<tr><th>Field<th>Mandatory\n<tr><td>\n\n`a`\n\n- and more\n\n</td><td>x\n\
                     <tr><td><code>b<td>\n</table>\n";
        let text = format!("{LINK}\n\n{table}");
        assert_eq!(read_page(&text)[1..], ["required a @ 7:2 a"]);
    }

    #[test]
    fn scripts_and_comments_say_nothing() {
        let fact = "Set <code>a</code> to <code>b</code>.";
        for hidden in [format!("<pre>{fact}</pre>"), format!("<!-- {fact} -->")] {
            assert_eq!(read_page(&format!("{LINK}\n\n{hidden}\n")).len(), 1, "{hidden}");
        }
    }

    #[test]
    fn steps_in_components_are_read() {
        let text = format!(
            "<Steps>\n  <Step>\n    {LINK}.\n    The field `x` is required.\n  </Step>\n</Steps>\n"
        );
        assert_eq!(read_page(&text), ["step usersPost @ 3:49 usersPost", "required x @ 4:16 x"]);
    }

    #[test]
    fn code_blocks_are_no_prose() {
        let text = format!("{LINK}\n\n```\nEnter the required `x` parameter.\n```\n");
        assert_eq!(read_page(&text).len(), 1);
    }
}
