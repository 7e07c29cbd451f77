//! Carries out requests, in a worker or in the page, with all that they need from elsewhere.

use std::cell::RefCell;

use super::later::{Answer, InPieces, Later, Loader, MISSING};
use crate::engine::{Engine, sentence};
use crate::protocol::{Reply, Request, RequestId, Response};
use crate::shards::Need;

/// What a reader is told when a piece of the corpus cannot be fetched.
const OUT_OF_REACH: &str = "A part of this collection could not be fetched. Check the connection, \
                            then try again.";

/// What a reader is told when a piece of the corpus is another than the root says.
const DO_NOT_FIT: &str = "A part of this collection is not what it should be, so nothing is shown of it. \
                          If it was just replaced, reload the page.";

/// Has one corpus, or none yet.
pub struct Clerk {
    loader: Loader,
    engine: RefCell<Engine>,
    pieces: RefCell<Option<Pieces>>,
}

/// A corpus that is fetched piece by piece.
struct Pieces {
    /// Empty when it is open.
    root: Vec<u8>,
    /// Where the root lies.
    address: String,
    /// Opened with the first request, as soon as the second part of the wasm is here.
    shards: Option<Box<dyn InPieces>>,
}

impl Clerk {
    /// One that has no corpus yet.
    pub fn new(loader: Loader) -> Clerk {
        Clerk {
            loader,
            engine: RefCell::default(),
            pieces: RefCell::default(),
        }
    }

    /// Carries out one request. What follows an opening may be asked before that is answered.
    pub async fn reply(&self, id: RequestId, request: Request) -> Reply {
        let (response, met) = match self.answer(request).await {
            Ok(answer) => answer,
            Err(why) => (Response::Failed(why), Vec::new()),
        };
        Reply { id, met, response }
    }

    async fn answer(&self, mut request: Request) -> Result<Answer, String> {
        if let Request::OpenShards(root, address) = &mut request {
            self.pieces.replace(Some(Pieces {
                root: std::mem::take(root),
                address: address.clone(),
                shards: None,
            }));
        }
        if self.pieces.borrow().is_some() {
            return self.answer_in_pieces(&request).await;
        }
        let at_once = self.engine.borrow_mut().answer_at_once(request);
        let response = match at_once {
            Ok(response) => response,
            Err(request) => (self.later().await?.answer)(&self.engine.borrow(), *request),
        };
        Ok((response, Vec::new()))
    }

    async fn answer_in_pieces(&self, request: &Request) -> Result<Answer, String> {
        let later = self.later().await?;
        loop {
            let asked = self.with_shards(later, |shards| shards.ask(request))?;
            match asked {
                Ok(answer) => return Ok(answer),
                Err(needs) => self.bring(later, needs).await?,
            }
        }
    }

    /// Fetches what is needed; what is not what it should be is fetched once more, from its host.
    async fn bring(&self, later: &Later, mut needs: Vec<Need>) -> Result<(), String> {
        let address = self.pieces.borrow().as_ref().map(|it| it.address.clone());
        let address = address.unwrap_or_default();
        for is_anew in [false, true] {
            let asked = needs.clone();
            let files = self.loader.fetch(address.clone(), asked, is_anew).await;
            let files = files.ok_or(OUT_OF_REACH)?;
            let mut refused = Vec::new();
            for (need, bytes) in needs.into_iter().zip(files) {
                let taken = self.with_shards(later, |shards| shards.bring(&need, bytes))?;
                if !taken {
                    refused.push(need);
                }
            }
            if refused.is_empty() {
                return Ok(());
            }
            needs = refused;
        }
        Err(DO_NOT_FIT.to_owned())
    }

    async fn later(&self) -> Result<&'static Later, String> {
        self.loader.get().await.ok_or_else(|| MISSING.to_owned())
    }

    /// What `act` does with the corpus in pieces.
    fn with_shards<T>(
        &self,
        later: &Later,
        act: impl FnOnce(&mut dyn InPieces) -> T,
    ) -> Result<T, String> {
        let mut pieces = self.pieces.borrow_mut();
        let pieces = pieces.as_mut().ok_or("No corpus is open yet.")?;
        if pieces.shards.is_none() {
            pieces.shards = Some((later.open)(&pieces.root).map_err(|it| sentence(&it))?);
            pieces.root = Vec::new();
        }
        let shards = pieces.shards.as_mut();
        Ok(act(&mut **shards.expect("it was opened above")))
    }
}
