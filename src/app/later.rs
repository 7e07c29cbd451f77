//! What comes later: views that nobody sees first, answers that only they ask for, and the pieces of
//! a corpus that is not here as a whole.
//!
//! The build cuts the wasm in two at the function that gives [`LATER`] (`src/bin/page.rs`): what can
//! be reached only from there goes into a file of its own, which is loaded when it is first needed.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;

use yew::Html;
use yew::functional::HookContext;

use super::pages::{self, Page};
use crate::corpus::DocumentId;
use crate::engine::Engine;
use crate::protocol::{Request, Response, Source};
use crate::shards::{Need, Shards};

/// The ways into the second part.
pub struct Later {
    /// Draws the views that `Page` does not.
    pub(super) draw: fn(&Page, &mut HookContext) -> Html,
    /// Answers what [`Engine::answer_at_once`] does not.
    pub(super) answer: fn(&Engine, Request) -> Response,
    /// Opens a corpus by its root.
    pub(super) open: fn(&[u8]) -> Opened,
}

/// A corpus of which few files are here. What can do this is in the second part, with all that it
/// takes; the first knows no more of it.
pub(super) trait InPieces {
    /// Answers from what is here, or names the files that are missing.
    fn ask(&mut self, request: &Request) -> Result<Answer, Vec<Need>>;
    /// Takes a file; whether it was what it should be.
    fn bring(&mut self, need: &Need, bytes: Vec<u8>) -> bool;
}

impl InPieces for Shards {
    fn ask(&mut self, request: &Request) -> Result<Answer, Vec<Need>> {
        let response = match request {
            Request::OpenShards(..) => Response::Opened(self.shelf()),
            _ => self.answer(request)?,
        };
        let met = self.sources_of(&response);
        Ok((response, met))
    }

    fn bring(&mut self, need: &Need, bytes: Vec<u8>) -> bool {
        Shards::bring(self, &need.name, bytes).is_ok()
    }
}

/// A corpus in pieces, or a sentence without a period.
type Opened = Result<Box<dyn InPieces>, String>;

/// An answer, and the sources that it mentions where the shelf does not list them.
pub(super) type Answer = (Response, Vec<(DocumentId, Source)>);

/// The second part itself. Whoever names this has both parts in one.
pub static LATER: Later = Later {
    draw: pages::draw_later,
    answer: Engine::answer_later,
    open: |root| Ok(Box::new(Shards::open(root)?)),
};

/// Loads the second part; nothing when that fails, and it can then be tried again.
pub type Load = fn() -> Pin<Box<dyn Future<Output = Option<&'static Later>>>>;

/// Fetches files of the corpus whose root lies at an address, unpacked, in their order; past the
/// browser's cache if it is so wanted. Nothing when one cannot be had.
pub type Fetch = fn(String, Vec<Need>, bool) -> Pin<Box<dyn Future<Output = Option<Vec<Vec<u8>>>>>>;

/// What a reader is told when the second part cannot be loaded.
pub const MISSING: &str =
    "A part of the page could not be loaded. Check the connection, then try again.";

/// Loads what comes later, when it is first asked for. All clones are one.
#[derive(Clone)]
pub struct Loader {
    load: Load,
    fetch: Fetch,
    loaded: Rc<Cell<Option<&'static Later>>>,
}

impl PartialEq for Loader {
    fn eq(&self, other: &Loader) -> bool {
        Rc::ptr_eq(&self.loaded, &other.loaded)
    }
}

impl Loader {
    /// One that has loaded nothing yet.
    pub fn new(load: Load, fetch: Fetch) -> Loader {
        Loader {
            load,
            fetch,
            loaded: Rc::default(),
        }
    }

    /// What a [`Fetch`] gives.
    pub(super) async fn fetch(
        &self,
        address: String,
        needs: Vec<Need>,
        is_anew: bool,
    ) -> Option<Vec<Vec<u8>>> {
        (self.fetch)(address, needs, is_anew).await
    }

    /// The second part, if it is here.
    pub fn loaded(&self) -> Option<&'static Later> {
        self.loaded.get()
    }

    /// The second part, as soon as it is here.
    pub async fn get(&self) -> Option<&'static Later> {
        if self.loaded().is_none() {
            self.loaded.set((self.load)().await);
        }
        self.loaded()
    }
}
