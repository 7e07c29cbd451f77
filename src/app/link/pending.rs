//! Which requests are open, and what becomes of them when a worker dies. No browser in here.

use crate::protocol::{Request, RequestId};

/// A request that has brought down so many workers is given up.
pub(super) const MAX_TRIES: u8 = 2;

/// Open requests, each with what is waiting for it.
pub(super) struct Pending<T> {
    next: u32,
    /// In the order of asking.
    open: Vec<(RequestId, Waiting<T>)>,
}

struct Waiting<T> {
    request: Request,
    tries: u8,
    then: T,
}

impl<T> Default for Pending<T> {
    fn default() -> Pending<T> {
        Pending {
            next: 0,
            open: Vec::new(),
        }
    }
}

impl<T> Pending<T> {
    /// Notes a request and names it.
    pub(super) fn ask(&mut self, request: Request, then: T) -> RequestId {
        let id = RequestId(self.next);
        self.next += 1;
        let waiting = Waiting {
            request,
            tries: 0,
            then,
        };
        self.open.push((id, waiting));
        id
    }

    /// What waited for `id`; `None` when it was answered before or never asked.
    pub(super) fn answered(&mut self, id: RequestId) -> Option<T> {
        let at = self.open.iter().position(|it| it.0 == id)?;
        Some(self.open.remove(at).1.then)
    }

    /// Whether nobody waits.
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// The open requests in order, as they are to be sent to a new worker; each counts one try.
    pub(super) fn send_all(&mut self) -> Vec<(RequestId, Request)> {
        self.open
            .iter_mut()
            .map(|(id, it)| {
                it.tries += 1;
                (*id, it.request.clone())
            })
            .collect()
    }

    /// Counts the try of a request that is sent at once.
    pub(super) fn sent(&mut self, id: RequestId) {
        if let Some(it) = self.open.iter_mut().find(|it| it.0 == id) {
            it.1.tries += 1;
        }
    }

    /// After a death: takes out the requests that were tried often enough, for an apology.
    pub(super) fn given_up(&mut self) -> Vec<T> {
        let lost = self.open.extract_if(.., |it| it.1.tries >= MAX_TRIES);
        lost.map(|(_, it)| it.then).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_request_is_answered_once() {
        let mut pending = Pending::default();
        let id = pending.ask(Request::Corpus, "overview");
        assert_eq!(pending.answered(id), Some("overview"));
        assert_eq!(pending.answered(id), None);
        assert!(pending.is_empty());
    }

    #[test]
    fn after_one_death_everything_is_sent_again_after_two_it_is_given_up() {
        let mut pending = Pending::default();
        let id = pending.ask(Request::Corpus, "overview");
        pending.sent(id);
        assert!(pending.given_up().is_empty());
        assert_eq!(pending.send_all(), [(id, Request::Corpus)]);
        assert_eq!(pending.given_up(), ["overview"]);
        assert!(pending.is_empty());
    }

    #[test]
    fn what_was_never_sent_is_not_blamed() {
        let mut pending = Pending::default();
        pending.ask(Request::Corpus, ());
        assert!(pending.given_up().is_empty());
        assert!(pending.given_up().is_empty());
        assert_eq!(pending.send_all().len(), 1);
    }
}
