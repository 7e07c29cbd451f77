//! What comes with the second part of the wasm: views that nobody sees first, and answers that
//! only they ask for.
//!
//! The build cuts the wasm in two at the function that gives [`LATER`] (`src/bin/page.rs`): what can
//! be reached only from there goes into a file of its own, which is loaded when it is first needed.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use yew::Html;
use yew::functional::HookContext;

use super::pages;
use super::route::Route;
use crate::engine::Engine;
use crate::protocol::{Request, Response};

/// The ways into the second part.
pub struct Later {
    /// Draws the views that `Page` does not.
    pub(super) draw: fn(&Route, &mut HookContext) -> Html,
    /// Answers what [`Engine::answer_at_once`] does not.
    answer: fn(&Engine, Request) -> Response,
}

/// The second part itself. Whoever names this has both parts in one.
pub static LATER: Later = Later {
    draw: pages::draw_later,
    answer: Engine::answer_later,
};

/// Loads the second part; nothing when that fails, and it can then be tried again.
pub type Load = fn() -> Pin<Box<dyn Future<Output = Option<&'static Later>>>>;

/// What a reader is told when the second part cannot be loaded.
pub const MISSING: &str =
    "A part of the page could not be loaded. Check the connection, then try again.";

/// The second part, loaded when it is first asked for. All clones are one.
#[derive(Clone)]
pub struct Loader {
    load: Load,
    loaded: Rc<Cell<Option<&'static Later>>>,
}

impl PartialEq for Loader {
    fn eq(&self, other: &Loader) -> bool {
        Rc::ptr_eq(&self.loaded, &other.loaded)
    }
}

impl Loader {
    /// One that has loaded nothing yet.
    pub fn new(load: Load) -> Loader {
        Loader {
            load,
            loaded: Rc::default(),
        }
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

    /// Carries out one request, with the second part if it takes that.
    pub async fn answer(&self, engine: &RefCell<Engine>, request: Request) -> Response {
        let at_once = engine.borrow_mut().answer_at_once(request);
        match at_once {
            Ok(response) => response,
            Err(request) => match self.get().await {
                Some(later) => (later.answer)(&engine.borrow(), *request),
                None => Response::Failed(MISSING.to_owned()),
            },
        }
    }
}
