//! A server on this machine that fails in the way it is told to, and remembers what came of it.
//!
//! Servers for tests of HTTP answer properly; this one works on the connection itself.

use std::{
    io::{Error, ErrorKind, Result},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::sleep,
};

/// What the server does when a request has come.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Resets the connection, with the request unread.
    ResetUnread,
    /// Reads the request, says this, and then does something about the connection.
    Say(String, Then),
    /// Reads the request, says what is made of it, and keeps the connection.
    Answer(fn(&Request) -> String),
}

/// What becomes of a connection when all is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// It takes the next request.
    Stay,
    /// It is closed in good order.
    Close,
    /// It is reset.
    Reset,
    /// Nothing more is said.
    Stall,
    /// A space follows every millisecond, for ever.
    Trickle,
    /// As many spaces follow as the client takes, up to this number.
    Pour(u64),
}

impl Act {
    /// Reads the request and says nothing.
    pub(crate) fn silence(then: Then) -> Self {
        Self::Say(String::new(), then)
    }

    /// An answer with further headers, each with its line break.
    pub(crate) fn answer(status: &str, headers: &str, body: &str) -> Self {
        Self::Say(answer(status, headers, body), Then::Stay)
    }

    /// An answer in JSON.
    pub(crate) fn json(status: &str, body: &str) -> Self {
        Self::answer(status, "Content-Type: application/json\r\n", body)
    }

    /// An answer whose body has this length, of which this is the beginning.
    pub(crate) fn begun(status: &str, length: u64, body: &str, then: Then) -> Self {
        Self::Say(format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n{body}"), then)
    }
}

/// An answer with further headers, each with its line break.
pub(crate) fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len())
}

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// The path and the query.
    pub(crate) target: String,
    pub(crate) body: String,
}

impl Request {
    /// The request, once all of it is there.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut headers = [httparse::EMPTY_HEADER; 32];
        let mut head = httparse::Request::new(&mut headers);
        let httparse::Status::Complete(start) = head.parse(bytes).unwrap() else { return None };
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let length = head.headers.iter().find(|it| it.name.eq_ignore_ascii_case("content-length"));
        let length = length.map_or(0, |it| text(it.value).parse().unwrap());
        let body = text(bytes[start..].get(..length)?);
        let (method, target) = (head.method.unwrap().to_owned(), head.path.unwrap().to_owned());
        Some(Self { method, target, body })
    }
}

/// A request and what was done about it.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    /// Nothing where it was not read.
    pub(crate) request: Option<Request>,
    pub(crate) act: Act,
}

/// A server that lives as long as the runtime it was started on.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) url: String,
    state: Arc<Mutex<State>>,
}

struct State {
    script: Box<dyn FnMut() -> Act + Send>,
    exchanges: Vec<Exchange>,
    poured: u64,
}

impl Server {
    /// Acts so, one after the other, whatever connection requests come on. What comes after the
    /// last act is reset; it counts all the same.
    pub(crate) async fn acting<const N: usize>(acts: [Act; N]) -> Self {
        let mut acts = acts.into_iter();
        Self::new(move || acts.next().unwrap_or(Act::ResetUnread)).await
    }

    /// Acts the same way for ever.
    pub(crate) async fn always(act: Act) -> Self {
        Self::new(move || act.clone()).await
    }

    pub(crate) async fn new(script: impl FnMut() -> Act + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = State { script: Box::new(script), exchanges: Vec::new(), poured: 0 };
        let state = Arc::new(Mutex::new(state));
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                // That clients hang up is part of what is tested.
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        Self { url, state }
    }

    /// How many requests arrived, those included that were not read.
    pub(crate) fn arrived(&self) -> usize {
        self.state.lock().unwrap().exchanges.len()
    }

    /// Everything that happened, in this order.
    pub(crate) fn exchanges(&self) -> Vec<Exchange> {
        self.state.lock().unwrap().exchanges.clone()
    }

    /// The method and the target of each request that was read.
    pub(crate) fn lines(&self) -> Vec<String> {
        let requests = self.exchanges().into_iter().filter_map(|it| it.request);
        requests.map(|it| format!("{} {}", it.method, it.target)).collect()
    }

    /// How many bytes the clients took of what was poured.
    pub(crate) fn poured(&self) -> u64 {
        self.state.lock().unwrap().poured
    }
}

/// Serves a connection for as long as there is one.
async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>) -> Result<()> {
    stream.set_nodelay(true)?;
    while stream.peek(&mut [0]).await? > 0 {
        let act = (state.lock().unwrap().script)();
        let request = match act {
            Act::ResetUnread => None,
            _ => Some(read(&mut stream).await?),
        };
        let exchange = Exchange { request: request.clone(), act: act.clone() };
        state.lock().unwrap().exchanges.push(exchange);
        let (text, then) = match (act, request) {
            (Act::Answer(text), Some(request)) => (text(&request), Then::Stay),
            (Act::Say(text, then), _) => (text, then),
            _ => (String::new(), Then::Reset),
        };
        stream.write_all(text.as_bytes()).await?;
        match then {
            Then::Stay => continue,
            Then::Close => {}
            Then::Reset => stream.set_zero_linger()?,
            Then::Stall => drop(stream.read(&mut [0]).await?),
            Then::Trickle => trickle(&mut stream).await?,
            Then::Pour(length) => pour(&mut stream, length, &state).await?,
        }
        break;
    }
    Ok(())
}

async fn read(stream: &mut TcpStream) -> Result<Request> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(Error::from(ErrorKind::UnexpectedEof));
        }
        if let Some(request) = Request::parse(&bytes) {
            return Ok(request);
        }
    }
}

async fn trickle(stream: &mut TcpStream) -> Result<()> {
    loop {
        stream.write_all(b" ").await?;
        sleep(Duration::from_millis(1)).await;
    }
}

async fn pour(stream: &mut TcpStream, length: u64, state: &Mutex<State>) -> Result<()> {
    let block = vec![b' '; 1 << 14];
    let mut left = length;
    while left > 0 {
        let part = block.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let count = stream.write(&block[..part]).await? as u64;
        state.lock().unwrap().poured += count;
        left -= count;
    }
    Ok(())
}
