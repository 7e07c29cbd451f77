//! Where one engine plays its trials, one after another.

use std::cell::RefCell;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use crate::behaviors::Behavior;
use crate::engine::{Engine, Scheme, Session};
use crate::page::Page;
use crate::site::Site;

/// Where pictures of failed trials go.
const FAILURES: &str = "build/browser-failures";

/// One engine with its host. Its browser is started when first needed and is kept from trial to
/// trial; after a failed one it is replaced, so that no trial inherits another's trouble.
pub struct Stage {
    engine: Engine,
    folder: PathBuf,
    set: Mutex<Set>,
}

#[derive(Default)]
struct Set {
    site: Option<Site>,
    session: Option<Session>,
    n_started: u32,
}

impl Stage {
    /// A stage on which nothing runs yet; `folder` holds the page under `site`.
    pub fn new(engine: Engine, folder: &Path) -> Stage {
        Stage {
            engine,
            folder: folder.to_path_buf(),
            set: Mutex::default(),
        }
    }

    /// The engine that plays here.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Plays one behavior.
    ///
    /// # Errors
    ///
    /// What went wrong and where, fit to show; a picture of the page is then in [`FAILURES`].
    pub fn play(&self, behavior: &Behavior) -> Result<(), String> {
        let outcome = self.play_once(behavior);
        match &outcome {
            // WebKitGTK 2.50 traps in sound wasm now and then (ARCHITECTURE.md, “wasm-opt”). A trap of
            // ours comes again.
            Err(message) if self.engine == Engine::WebKit && message.contains("wasm-function[") => {
                eprintln!("webkit: {} trapped and is played once more", behavior.name);
                self.play_once(behavior)
            }
            _ => outcome,
        }
    }

    fn play_once(&self, behavior: &Behavior) -> Result<(), String> {
        let mut set = self.set.lock().unwrap_or_else(PoisonError::into_inner);
        self.prepare(&mut set, behavior.scheme)?;
        let (Some(site), Some(session)) = (&set.site, &set.session) else {
            unreachable!("`prepare` has filled both");
        };
        let page = Page::new(session, site);
        let outcome = catching(|| {
            page.start_afresh();
            (behavior.play)(&page);
            page.expect_no_trouble();
        });
        let Err(message) = outcome else {
            // In a WebKitGTK that has run the page for minutes, safe code now and then reads out of
            // bounds, as in no other engine; the page then starts again from its address. A trial
            // is not to fail for those before it, so each has a browser of its own.
            if self.engine == Engine::WebKit {
                set.session = None;
            }
            return Ok(());
        };

        let picture =
            Path::new(FAILURES).join(format!("{}-{}.png", self.engine.name(), behavior.name));
        let is_taken = fs::create_dir_all(FAILURES).is_ok() && page.try_picture(&picture);
        set.session = None;
        Err(if is_taken {
            format!("{message}\n(the page then: {})", picture.display())
        } else {
            message
        })
    }

    /// Ends the browser.
    pub fn clear(&self) {
        self.set
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .session = None;
    }

    fn prepare(&self, set: &mut Set, scheme: Scheme) -> Result<(), String> {
        if set.site.is_none() {
            let root = self.folder.join("site");
            set.site =
                Some(Site::serve(&root).map_err(|error| format!("no host for the page: {error}"))?);
        }
        if set
            .session
            .as_ref()
            .is_some_and(|session| session.scheme == scheme)
        {
            return Ok(());
        }
        set.session = None;
        set.n_started += 1;
        let folder = self
            .folder
            .join(format!("{}-{}", self.engine.name(), set.n_started));
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        set.session = Some(Session::start(self.engine, scheme, &folder)?);
        Ok(())
    }
}

thread_local! {
    /// Where the last panic of this thread happened.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs `play`; if it panics, returns what it said and where, instead of printing that into the
/// list of results.
fn catching(play: impl FnOnce()) -> Result<(), String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        panic::set_hook(Box::new(|info| {
            PLACE.set(info.location().map(ToString::to_string).unwrap_or_default());
        }));
    });
    panic::catch_unwind(AssertUnwindSafe(play)).map_err(|payload| {
        let said = payload.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| payload.downcast_ref::<&str>().copied());
        format!(
            "{} ({})",
            said.unwrap_or("a panic without words"),
            PLACE.take()
        )
    })
}
