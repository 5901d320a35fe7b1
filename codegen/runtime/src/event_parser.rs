//! The bytes of an event stream become events (WHATWG HTML, section 9.2.6).

use std::{collections::VecDeque, sync::Arc, time::Duration};

/// An event before anyone looked at its data.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Raw {
    pub(super) data: String,
    pub(super) event: String,
    /// Shared, for it may be large and stands for many events.
    pub(super) id: Option<Arc<str>>,
}

/// Reads lines as bytes come, wherever the pieces are cut.
#[derive(Debug)]
pub(super) struct Parser {
    line: Vec<u8>,
    /// Whether the last byte was a carriage return, whose line feed may follow.
    after_return: bool,
    is_first_line: bool,
    /// The lines of data, each with its line feed; nothing before the first.
    data: String,
    event: String,
    id: Option<Arc<str>>,
    retry: Option<Duration>,
    ready: VecDeque<Raw>,
    limit: usize,
}

impl Parser {
    /// A parser for events of at most so many bytes.
    #[inline]
    pub(super) fn new(limit: usize) -> Self {
        Self {
            line: Vec::new(),
            after_return: false,
            is_first_line: true,
            data: String::new(),
            event: String::new(),
            id: None,
            retry: None,
            ready: VecDeque::new(),
            limit,
        }
    }

    #[inline]
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    #[inline]
    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// The next whole event.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Raw> {
        self.ready.pop_front()
    }

    /// Takes bytes; false, where an event is larger than the limit.
    #[inline]
    pub(super) fn push(&mut self, bytes: &[u8]) -> bool {
        for &byte in bytes {
            let after_return = std::mem::replace(&mut self.after_return, byte == b'\r');
            match byte {
                b'\n' if after_return => {}
                b'\r' | b'\n' => self.end_line(),
                byte if self.line.len() + self.data.len() < self.limit => self.line.push(byte),
                _ => return false,
            }
        }
        true
    }

    #[inline]
    fn end_line(&mut self) {
        let bytes = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&bytes);
        let is_first = std::mem::replace(&mut self.is_first_line, false);
        let line = text.strip_prefix('\u{feff}').filter(|_| is_first).unwrap_or(&text);
        if line.is_empty() {
            self.dispatch();
            return;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        // A comment is a field without a name.
        match field {
            "data" => self.data.extend([value, "\n"]),
            "event" => value.clone_into(&mut self.event),
            "id" if !value.contains('\0') => self.id = Some(value.into()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            _ => {}
        }
    }

    /// Ends an event; one without data is none.
    #[inline]
    fn dispatch(&mut self) {
        let (mut data, event) = (std::mem::take(&mut self.data), std::mem::take(&mut self.event));
        if data.pop().is_some() {
            let event = if event.is_empty() { "message".to_owned() } else { event };
            self.ready.push_back(Raw { data, event, id: self.id.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(pieces: &[&[u8]]) -> Vec<(String, String)> {
        let mut parser = Parser::new(1 << 10);
        assert!(pieces.iter().all(|piece| parser.push(piece)));
        std::iter::from_fn(|| parser.next()).map(|raw| (raw.event, raw.data)).collect()
    }

    fn data(text: &str) -> Vec<String> {
        events(&[text.as_bytes()]).into_iter().map(|(_, data)| data).collect()
    }

    #[test]
    fn lines_end_in_each_of_three_ways() {
        for end in ["\n", "\r", "\r\n"] {
            let text = ["data: a", "data: b", "", "data: c", "", ""].join(end);
            assert_eq!(data(&text), ["a\nb", "c"], "{end:?}");
        }
    }

    #[test]
    fn events_are_the_same_wherever_the_bytes_are_cut() {
        let text = "\u{feff}event: é\r\ndata: {\"a\":1}\r\n\r\n: comment\rdata\r\r";
        let whole = events(&[text.as_bytes()]);
        let expected = [("é", "{\"a\":1}"), ("message", "")];
        assert_eq!(whole, expected.map(|(event, data)| (event.to_owned(), data.to_owned())));
        let single: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(events(&single), whole);
    }

    #[test]
    fn one_space_behind_the_colon_belongs_to_nothing() {
        assert_eq!(data("data:a\n\ndata:  b\n\n"), ["a", " b"]);
    }

    #[test]
    fn an_event_without_data_or_without_end_is_none() {
        assert!(data("event: ping\n\nid: 1\n\ndata: half\n").is_empty());
        assert!(data("data: half").is_empty());
    }

    #[test]
    fn the_last_id_holds_until_the_next() {
        let mut parser = Parser::new(100);
        parser.push(b"id: 7\ndata: a\n\ndata: b\n\nid: x\0\ndata: c\n\nid\ndata: d\n\n");
        let ids: Vec<_> = std::iter::from_fn(|| parser.next()).map(|raw| raw.id).collect();
        let expected = [Some("7"), Some("7"), Some("7"), Some("")];
        assert_eq!(ids, expected.map(|id| id.map(Arc::from)));
    }

    #[test]
    fn the_time_to_wait_is_a_number() {
        let mut parser = Parser::new(100);
        parser.push(b"retry: 1500\nretry: soon\n");
        assert_eq!(parser.retry(), Some(Duration::from_millis(1500)));
    }

    #[test]
    fn an_event_that_never_ends_is_too_large() {
        assert!(Parser::new(8).push(b"data: 12\n\ndata: 12\n\n"));
        assert!(!Parser::new(8).push(b"data: 123"));
        assert!(!Parser::new(8).push(b"data:1\ndata:2\ndata:3\ndata:4"));
    }
}
