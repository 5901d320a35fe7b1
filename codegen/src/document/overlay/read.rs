//! An overlay document becomes a list of actions.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::{Node, Object},
    source::Span,
};
use serde_json_path::JsonPath;

/// One correction.
pub(super) struct Action<'a> {
    /// What it selects.
    pub(super) target: JsonPath,
    /// The same as it is written.
    pub(super) text: &'a str,
    /// Where that is written.
    pub(super) span: Span,
    /// What it does.
    pub(super) change: Change<'a>,
}

/// What an action does to each place that it selects.
pub(super) enum Change<'a> {
    /// Joins a value to it.
    Update(&'a Node),
    /// Takes it out.
    Remove,
}

const OVERLAY: &[&str] = &["overlay", "info", "extends", "actions"];
const INFO: &[&str] = &["title", "version"];
const ACTION: &[&str] = &["target", "description", "update", "remove"];

/// Reads an overlay; what is wrong with an action is found, and the others are returned.
pub(super) fn actions<'a>(overlay: &'a Node, diagnostics: &mut Diagnostics) -> Vec<Action<'a>> {
    let mut reader = Reader { diagnostics };
    reader.frame(overlay).unwrap_or_default()
}

struct Reader<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_> {
    fn invalid(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.diagnostics
            .push(Diagnostic::new(Code::InvalidOverlay, message).at(span, "").help(help));
    }

    fn frame<'a>(&mut self, overlay: &'a Node) -> Option<Vec<Action<'a>>> {
        let members = self.members(overlay, "an overlay", OVERLAY)?;
        match members.get("overlay").and_then(Node::as_str) {
            Some(version) if version.starts_with("1.0.") => {}
            Some(version) => self.invalid(
                members.get("overlay").unwrap_or(overlay).span,
                format!("version `{version}` of the overlay format is not known"),
                "write `overlay: 1.0.0`",
            ),
            None => self.invalid(
                overlay.span,
                "the overlay does not say which version of the format it is in",
                "begin it with `overlay: 1.0.0`",
            ),
        }
        match members.get("info") {
            Some(info) => {
                let info = self.members(info, "`info`", INFO).map(|_| info);
                for name in INFO.iter().filter(|_| info.is_some()) {
                    self.text(info?, name, "`info`");
                }
            }
            None => self.invalid(
                overlay.span,
                "the overlay has no `info`",
                "add `info` with `title` and `version`",
            ),
        }
        let Some(actions) = members.get("actions").and_then(Node::as_array) else {
            let span = members.get("actions").unwrap_or(overlay).span;
            self.invalid(span, "the overlay has no list of `actions`", "add `actions`, a list");
            return None;
        };
        Some(actions.iter().filter_map(|action| self.action(action)).collect())
    }

    fn action<'a>(&mut self, action: &'a Node) -> Option<Action<'a>> {
        let members = self.members(action, "an action", ACTION)?;
        // All that is wrong with an action is said, not only the first thing.
        let reason = self.text(action, "description", "an action");
        let target = self.text(action, "target", "an action");
        let change = self.change(action, members);
        let (text, span) = target?;
        match JsonPath::parse(text) {
            Ok(target) => reason.and(change).map(|change| Action { target, text, span, change }),
            Err(error) => {
                let message = format!("the target `{text}` is not a JSONPath: {error}");
                self.invalid(span, message, "write it as RFC 9535 has it: `$.paths['/users'].get`");
                None
            }
        }
    }

    fn change<'a>(&mut self, action: &Node, members: &'a Object) -> Option<Change<'a>> {
        const HELP: &str = "give the action either an `update` or `remove: true`";
        match (members.get("update"), members.get("remove").map(|it| (it, it.as_bool()))) {
            (Some(update), None | Some((_, Some(false)))) => Some(Change::Update(update)),
            (None, Some((_, Some(true)))) => Some(Change::Remove),
            (_, Some((remove, None))) => {
                let message =
                    format!("`remove` is `true` or `false`, and here it is {}", remove.kind());
                self.invalid(remove.span, message, HELP);
                None
            }
            (Some(_), Some((remove, _))) => {
                self.invalid(remove.span, "the action both updates and removes its target", HELP);
                None
            }
            (None, _) => {
                self.invalid(
                    action.span,
                    "the action neither updates nor removes its target",
                    HELP,
                );
                None
            }
        }
    }

    /// The members of an object that has no others than the known ones and extensions.
    fn members<'a>(&mut self, node: &'a Node, what: &str, known: &[&str]) -> Option<&'a Object> {
        let Some(members) = node.as_object() else {
            let message = format!("{what} is an object, and here it is {}", node.kind());
            self.invalid(node.span, message, &format!("write {what} with {}", list(known)));
            return None;
        };
        for key in members.keys() {
            if !known.contains(&key.name.as_str()) && !key.name.starts_with("x-") {
                let message = format!("{what} has no member `{}`", key.name);
                self.invalid(key.span, message, &format!("its members are {}", list(known)));
            }
        }
        Some(members)
    }

    /// A member that must be there and hold text.
    fn text<'a>(&mut self, node: &'a Node, name: &str, what: &str) -> Option<(&'a str, Span)> {
        let member = node.get(name);
        let text = member.and_then(Node::as_str).filter(|text| !text.trim().is_empty());
        if let (Some(member), Some(text)) = (member, text) {
            return Some((text, member.span));
        }
        let help = match name {
            "description" => "say why the correction is needed, best with a link",
            "target" => "say what to change, as JSONPath",
            _ => "add it, as text",
        };
        let span = member.unwrap_or(node).span;
        self.invalid(span, format!("{what} needs a `{name}`"), help);
        None
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
