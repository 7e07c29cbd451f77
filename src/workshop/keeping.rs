//! Corpora that stay in this browser: which there are, and what became of keeping one.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Date, Math, Uint8Array};
use wasm_bindgen_futures::spawn_local;

use super::host::{About, Host, Room};
use crate::app::browser;
use crate::app::view::count;

/// Tells the page, which does not load the workshop for it, that there is something to see.
const MARK: &str = "crossread-keeps";

/// The corpora that this browser keeps. Cheap to clone; all clones are one.
#[derive(Clone)]
pub(super) struct Keeping(Rc<Inner>);

struct Inner {
    host: Host,
    changed: Box<dyn Fn()>,
    kept: RefCell<Vec<About>>,
    room: Cell<Option<Room>>,
    /// The corpus on the desk, by the id under which it is kept.
    current: RefCell<Option<String>>,
    /// The corpus that was removed last.
    removed: RefCell<Option<(About, Uint8Array)>>,
    /// What became of the last attempt to keep the corpus on the desk.
    said: RefCell<String>,
}

impl Keeping {
    /// What `host` keeps; `changed` is told when something is to be drawn.
    pub(super) fn new(host: Host, changed: impl Fn() + 'static) -> Keeping {
        let keeping = Keeping(Rc::new(Inner {
            host,
            changed: Box::new(changed),
            kept: RefCell::default(),
            room: Cell::default(),
            current: RefCell::new(browser::page_parameter("kept")),
            removed: RefCell::default(),
            said: RefCell::default(),
        }));
        keeping.look_again();
        keeping
    }

    /// What is kept, the one kept last first.
    pub(super) fn kept(&self) -> Vec<About> {
        self.0.kept.borrow().clone()
    }

    /// The storage of this site.
    pub(super) fn room(&self) -> Option<Room> {
        self.0.room.get()
    }

    /// The id of the corpus on the desk.
    pub(super) fn current(&self) -> Option<String> {
        self.0.current.borrow().clone()
    }

    /// What the corpus is called that was removed last and can come back.
    pub(super) fn removed(&self) -> Option<String> {
        let removed = self.0.removed.borrow();
        removed.as_ref().map(|it| it.0.title.clone())
    }

    /// What became of keeping the corpus on the desk.
    pub(super) fn said(&self) -> String {
        self.0.said.borrow().clone()
    }

    /// The bundle of the corpus on the desk, from an earlier visit.
    pub(super) async fn current_bundle(&self) -> Option<(String, Uint8Array)> {
        let id = self.current()?;
        let bytes = self.0.host.bundle(&id).await.ok()?;
        Some((id, bytes))
    }

    /// Keeps the corpus on the desk, in the place of what it was before, and amends the address so
    /// that a reload finds it.
    pub(super) fn keep(&self, title: String, n_documents: u32, bytes: Uint8Array) {
        let id = self
            .0
            .current
            .borrow_mut()
            .get_or_insert_with(new_id)
            .clone();
        let about = About {
            id,
            title,
            saved: Date::now(),
            bytes: bytes.length().into(),
            n_documents: n_documents.into(),
        };
        let keeping = self.clone();
        spawn_local(async move {
            let said = match keeping.0.host.keep(&about, &bytes).await {
                Ok(()) => {
                    browser::set_page_parameter("kept", &about.id);
                    let documents = count(n_documents, "document");
                    format!("{documents} kept in this browser.")
                }
                Err(why) => format!("{why} Until this page is closed, everything works."),
            };
            keeping.0.said.replace(said);
            keeping.look_again();
        });
    }

    /// Removes a corpus; it can come back until another is removed or the page is closed.
    pub(super) fn remove(&self, about: About) {
        let keeping = self.clone();
        spawn_local(async move {
            let host = &keeping.0.host;
            if let Ok(bytes) = host.bundle(&about.id).await {
                keeping.0.removed.replace(Some((about.clone(), bytes)));
            }
            if let Err(why) = host.forget(&about.id).await {
                keeping.0.said.replace(why);
            }
            keeping.look_again();
        });
    }

    /// Brings back what was removed last.
    pub(super) fn restore(&self) {
        let Some((about, bytes)) = self.0.removed.take() else {
            return;
        };
        let keeping = self.clone();
        spawn_local(async move {
            if let Err(why) = keeping.0.host.keep(&about, &bytes).await {
                keeping.0.said.replace(why);
            }
            keeping.look_again();
        });
    }

    fn look_again(&self) {
        let keeping = self.clone();
        spawn_local(async move {
            let Inner { host, .. } = &*keeping.0;
            match host.kept().await {
                Ok(kept) => {
                    // Without the mark the list is seen one click later.
                    browser::store(MARK, if kept.is_empty() { "" } else { "yes" });
                    keeping.0.kept.replace(kept);
                }
                Err(why) => {
                    keeping.0.said.replace(why);
                }
            }
            keeping.0.room.set(host.storage().await);
            (keeping.0.changed)();
        });
    }
}

/// A name for a corpus that no other has: the time and a random number.
fn new_id() -> String {
    let random = (Math::random() * f64::from(u32::MAX)) as u32;
    format!("{:x}-{random:08x}", Date::now() as u64)
}
