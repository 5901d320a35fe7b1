//! How-to pages: prose whose links to operations begin the steps, and what its sentences say of
//! the calls.

mod prose;
mod sentence;

use super::{Guide, Step};
use crate::source::{SourceId, Sources};
use prose::{Block, blocks};
use sentence::{Sentence, sentences};

/// Whether a page links to an operation.
pub(super) fn detect(sources: &Sources, page: SourceId) -> bool {
    blocks(page, &sources.get(page).text).iter().any(|block| !block.links.is_empty())
}

/// Reads the steps of a page, in order.
pub(super) fn read(sources: &Sources, page: SourceId) -> Guide {
    let mut reader = Reader { steps: Vec::new(), level: 0, open: None, announced: false };
    for block in blocks(page, &sources.get(page).text) {
        reader.block(&block);
    }
    Guide { source: page, steps: reader.steps }
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
            let operation = operation.clone();
            self.steps.push(Step { operation, endpoint: None, facts: Vec::new() });
            self.open = Some(self.level);
        }
        let Some(step) = self.step() else { return };
        step.facts.extend(sentence.facts());
        step.endpoint = step.endpoint.take().or_else(|| sentence.endpoint());
        self.announced = sentence.announces_required();
    }

    /// The step of which the page speaks.
    fn step(&mut self) -> Option<&mut Step> {
        self.open.and_then(|_| self.steps.last_mut())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Fact;

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
        for step in read(&sources, page).steps {
            shown.push(format!("step {} @ {}", step.operation.value, place(step.operation.span)));
            if let Some(endpoint) = step.endpoint {
                let (method, path) = &endpoint.value;
                shown.push(format!("endpoint {method} {path} @ {}", place(endpoint.span)));
            }
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
        let table = "| Required fields | Text |\n|---|---|\n| `a` | The `x`. |\n";
        let text = format!("{LINK}\n\n{table}");
        assert_eq!(read_page(&text)[1..], ["required a @ 5:4 a"]);
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
    fn code_blocks_are_no_prose() {
        let text = format!("{LINK}\n\n```\nEnter the required `x` parameter.\n```\n");
        assert_eq!(read_page(&text).len(), 1);
    }
}
