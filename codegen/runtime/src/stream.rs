//! Streams over all pages: typed at their edge, and nowhere else.

#[cfg(feature = "blocking")]
use super::blocking;
use super::{
    call::Call,
    error::Error,
    page,
    paging::Paged,
    reply::{Payload, Reply},
    walk::Walk,
};
use futures_core::Stream;
use std::{
    fmt,
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

impl<O: Paged> Call<'_, O> {
    /// Every item of every page, from the page that the call asks for. Each page is a call of its
    /// own, made when it is needed.
    pub fn items(self) -> Items<O> {
        Items { walk: self.walk(), page: Vec::new().into_iter() }
    }

    /// Every page, from the one that the call asks for. Each is a call of its own, made when it is
    /// needed.
    pub fn pages(self) -> Pages<O> {
        Pages { walk: self.walk(), operation: PhantomData }
    }

    fn walk(mut self) -> Walk {
        self.request.accept_types(O::ACCEPT);
        Walk::new(self.core.clone(), self.request, O::PAGING)
    }
}

/// Every item of every page, as a [`Stream`] and by [`next`](Self::next).
///
/// It ends when the server says that there is no more, or, where it says nothing, on an empty page
/// or on one that was there before. An error comes after the items that were read before it, and
/// ends the stream. It borrows nothing, so it can be given to a task of its own.
#[must_use = "a stream does nothing until it is read"]
pub struct Items<O: Paged> {
    walk: Walk,
    page: vec::IntoIter<O::Item>,
}

impl<O: Paged> Items<O> {
    /// How many pages are read at most: 10,000 unless set. If there are more, the stream ends in an
    /// error.
    pub fn max_pages(mut self, most: usize) -> Self {
        self.walk.bound(most);
        self
    }

    /// The next item, or `None` after the last.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Every item that is left, in a list.
    ///
    /// # Errors
    ///
    /// A page could not be read. Use [`next`](Self::next) to keep what came before it.
    pub async fn into_vec(mut self) -> Result<Vec<O::Item>, Error> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O::Item, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let Some(reply) = ready!(self.walk.poll(context)) else { return Poll::Ready(None) };
            match reply.and_then(items::<O>) {
                Ok(items) => self.page = items.into_iter(),
                Err(error) => {
                    self.walk.end();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    /// The items, each of which blocks the thread until it is there. Inside an asynchronous
    /// runtime it is a single error: use [`next`](Self::next) there.
    #[cfg(feature = "blocking")]
    pub fn block(self) -> impl Iterator<Item = Result<O::Item, Error>> {
        blocking::each(self.walk.operation(), self)
    }
}

/// The items of a page, unless the page says that it is a failure.
fn items<O: Paged>(mut reply: Reply) -> Result<Vec<O::Item>, Error> {
    O::Output::check(&mut reply)?;
    page::typed(&reply, O::PAGING.items)
}

/// Every page, as a [`Stream`] and by [`next`](Self::next).
///
/// It ends as [`Items`] does. It borrows nothing, so it can be given to a task of its own.
#[must_use = "a stream does nothing until it is read"]
pub struct Pages<O> {
    walk: Walk,
    operation: PhantomData<fn() -> O>,
}

/// What a page is read as.
type PageOf<O> = <<O as super::endpoint::Operation>::Output as Payload>::Value;

impl<O: Paged> Pages<O> {
    /// How many pages are read at most: 10,000 unless set. If there are more, the stream ends in an
    /// error.
    pub fn max_pages(mut self, most: usize) -> Self {
        self.walk.bound(most);
        self
    }

    /// The next page, or `None` after the last.
    pub async fn next(&mut self) -> Option<Result<PageOf<O>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<PageOf<O>, Error>>> {
        let reply = ready!(self.walk.poll(context));
        let page =
            reply.map(|reply| reply.and_then(|mut reply: Reply| O::Output::decode(&mut reply)));
        if matches!(page, Some(Err(_))) {
            self.walk.end();
        }
        Poll::Ready(page)
    }

    /// The pages, each of which blocks the thread until it is there. Inside an asynchronous
    /// runtime it is a single error: use [`next`](Self::next) there.
    #[cfg(feature = "blocking")]
    pub fn block(self) -> impl Iterator<Item = Result<PageOf<O>, Error>> {
        blocking::each(self.walk.operation(), self)
    }
}

/// Nothing in them is ever pinned.
impl<O: Paged> Unpin for Items<O> {}

impl<O: Paged> Stream for Items<O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<O: Paged> Stream for Pages<O> {
    type Item = Result<PageOf<O>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<O: Paged> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items").field(&self.walk).finish()
    }
}

impl<O> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pages").field(&self.walk).finish()
    }
}
