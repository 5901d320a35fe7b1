//! Values that come one in a line.

use super::server::{Server, answer, wait};
use crate::{
    Error,
    runtime::{Call, Endpoint, JsonLines, Method, Operation},
};

enum Count {}

impl Operation for Count {
    type Output = JsonLines<i32>;
    const ENDPOINT: Endpoint = Endpoint::new("count", Method::GET, "/numbers");
}

/// The values that stand in an answer, and what ended it if that is an error.
fn counted(server: &Server, limit: usize) -> (Vec<i32>, Option<Error>) {
    let client = server.builder().body_limit(limit).build().unwrap();
    let mut numbers = Vec::new();
    wait(async {
        let mut lines = Call::<Count>::new(client.users().core).await.unwrap();
        while let Some(line) = lines.next().await {
            match line {
                Ok(number) => numbers.push(number),
                Err(error) => return (numbers, Some(error)),
            }
        }
        (numbers, None)
    })
}

#[test]
fn lines_before_one_that_is_too_large_are_whole() {
    let server = Server::new([&answer("200 OK", "", "1\n2\n30000\n4\n")]);
    let (numbers, error) = counted(&server, 4);
    assert_eq!(numbers, [1, 2]);
    assert!(matches!(error, Some(Error::TooLarge(_))), "{error:?}");
}

#[test]
fn a_line_that_breaks_off_is_no_value() {
    let whole = answer("200 OK", "", "1\n23");
    let server = Server::new([whole.strip_suffix('3').unwrap()]);
    let (numbers, error) = counted(&server, 4);
    assert_eq!(numbers, [1]);
    assert!(matches!(error, Some(Error::Transport(_))), "{error:?}");
}

#[cfg(feature = "blocking")]
#[test]
fn a_thread_gets_lines_one_by_one() {
    let server = Server::new([&answer("200 OK", "", "1\n2")]);
    let client = server.client();
    let lines = Call::<Count>::new(client.users().core).block().unwrap().block();
    assert_eq!(lines.collect::<Result<Vec<_>, _>>().unwrap(), [1, 2]);
}
