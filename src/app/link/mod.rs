//! The page's line to the engine: a worker that may die, or the engine itself in the page.

mod pending;

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Function, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use self::pending::Pending;
use super::later::Loader;
use crate::decoder::decode;
use crate::engine::Engine;
use crate::protocol::{Request, RequestId, Response};

/// A worker that is silent for so long with requests open is taken for dead.
const SILENCE_MS: u32 = 2_500;

/// The same while it opens a corpus, which may be large.
const OPENING_MS: u32 = 60_000;

/// What a worker posts when it can take requests; everything else it posts is bytes.
pub const READY: &str = "ready";

/// Asks the engine, wherever it runs. Cheap to clone; all clones are one line.
#[derive(Clone)]
pub struct EngineLink(Rc<RefCell<Line>>);

impl PartialEq for EngineLink {
    fn eq(&self, other: &EngineLink) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Line {
    /// Starts a worker; gives `null` or throws where there are none.
    spawn: Function,
    /// For the engine in the page; a worker has its own.
    later: Loader,
    transport: Transport,
    pending: Pending<Callback<Response>>,
    /// The bundle, kept for the next worker.
    corpus: Option<Vec<u8>>,
    shelf: Shelf,
    /// Fires when the worker has been silent for too long.
    watch: Option<Timeout>,
}

/// How far the corpus is open.
enum Shelf {
    /// Nobody has asked.
    Unasked,
    /// These wait for the shelf.
    Asked(Vec<Callback<Response>>),
    /// The shelf, or why there is none.
    Done(Box<Response>),
}

/// The bytes of a corpus to come, or the sentence with which they fail to.
pub type Promised = Pin<Box<dyn Future<Output = Result<Vec<u8>, String>>>>;

enum Transport {
    /// Nothing has been asked yet.
    Unstarted,
    Worker {
        worker: web_sys::Worker,
        ready: bool,
        /// The corpus is sent and not yet confirmed.
        opening: bool,
        _listeners: [EventListener; 2],
    },
    InPlace(Rc<RefCell<Engine>>),
}

impl EngineLink {
    /// A line that starts its workers with `spawn`, a function without parameters. Where there are
    /// none, the engine works in the page and has the second part of the wasm from `later`.
    pub fn new(spawn: Function, later: Loader) -> EngineLink {
        EngineLink(Rc::new(RefCell::new(Line {
            spawn,
            later,
            transport: Transport::Unstarted,
            pending: Pending::default(),
            corpus: None,
            shelf: Shelf::Unasked,
            watch: None,
        })))
    }

    /// Opens a bundle and answers with its shelf. All who ask get the shelf of the first bundle: on
    /// one line there is one.
    pub fn open(&self, corpus: Promised, then: Callback<Response>) {
        {
            let mut line = self.0.borrow_mut();
            match &mut line.shelf {
                Shelf::Unasked => line.shelf = Shelf::Asked(vec![then]),
                Shelf::Asked(waiting) => return waiting.push(then),
                Shelf::Done(response) => {
                    let response = (**response).clone();
                    drop(line);
                    return then.emit(response);
                }
            }
        }
        let link = self.clone();
        spawn_local(async move {
            match corpus.await {
                Ok(bytes) => {
                    let opened = link.clone();
                    let then = Callback::from(move |response| opened.opened(response));
                    {
                        let mut line = link.0.borrow_mut();
                        line.corpus = Some(bytes);
                        line.pending.ask(Request::Open(Vec::new()), then);
                    }
                    link.start();
                }
                Err(why) => link.opened(Response::Failed(why)),
            }
        });
    }

    /// The shelf has come, or why it does not.
    fn opened(&self, response: Response) {
        let done = Shelf::Done(Box::new(response.clone()));
        let before = std::mem::replace(&mut self.0.borrow_mut().shelf, done);
        if let Shelf::Asked(waiting) = before {
            for then in waiting {
                then.emit(response.clone());
            }
        }
    }

    /// Ends the worker; nothing that was asked is answered any more.
    pub fn close(&self) {
        let mut line = self.0.borrow_mut();
        if let Transport::Worker { worker, .. } = &line.transport {
            worker.terminate();
        }
        line.transport = Transport::Unstarted;
        line.pending = Pending::default();
        line.watch = None;
    }

    /// Sends a request; `then` is called exactly once, never before this returns to the browser
    /// when the engine is in a worker.
    pub fn ask(&self, request: Request, then: Callback<Response>) {
        let mut line = self.0.borrow_mut();
        let id = line.pending.ask(request.clone(), then);
        match &line.transport {
            Transport::Worker {
                worker,
                ready: true,
                ..
            } => {
                post(worker, id, &request);
                line.pending.sent(id);
                drop(line);
                self.watch();
            }
            // Sent when the worker is ready.
            Transport::Worker { .. } | Transport::Unstarted => {}
            Transport::InPlace(_) => {
                drop(line);
                self.answer_in_place();
            }
        }
    }

    fn start(&self) {
        let spawned = self.0.borrow().spawn.call0(&JsValue::NULL);
        let worker = spawned.ok().and_then(|it| it.dyn_into().ok());
        match worker {
            Some(worker) => self.listen(worker),
            None => self.work_in_place(),
        }
    }

    fn listen(&self, worker: web_sys::Worker) {
        let heard = self.clone();
        let on_message = EventListener::new(&worker, "message", move |event| {
            let data = event
                .dyn_ref::<web_sys::MessageEvent>()
                .map(web_sys::MessageEvent::data);
            heard.hear(&data.unwrap_or_default());
        });
        let died = self.clone();
        let on_error = EventListener::new(&worker, "error", move |event| {
            event.prevent_default();
            died.restart();
        });
        self.0.borrow_mut().transport = Transport::Worker {
            worker,
            ready: false,
            opening: false,
            _listeners: [on_message, on_error],
        };
        self.watch();
    }

    /// A message from the worker: that it is ready, or an answer.
    fn hear(&self, data: &JsValue) {
        if data.as_string().as_deref() == Some(READY) {
            self.0.borrow_mut().send_everything();
            self.watch();
            return;
        }
        let bytes = data.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec);
        let answer = bytes.and_then(|it| decode::<(RequestId, Response)>(&it));
        let Some((id, response)) = answer else {
            return;
        };
        let then = {
            let mut line = self.0.borrow_mut();
            if let Transport::Worker { opening, .. } = &mut line.transport {
                *opening = false;
            }
            line.pending.answered(id)
        };
        self.watch();
        if let Some(then) = then {
            then.emit(response);
        }
    }

    /// Waits for a sign of life as long as somebody waits for an answer.
    fn watch(&self) {
        let mut line = self.0.borrow_mut();
        let patience = match line.transport {
            Transport::Worker { opening: true, .. } | Transport::Worker { ready: false, .. } => {
                OPENING_MS
            }
            _ => SILENCE_MS,
        };
        line.watch = (!line.pending.is_empty()).then(|| {
            let link = self.clone();
            Timeout::new(patience, move || link.restart())
        });
    }

    /// The worker is dead or as good as dead: a new one gets all that is open. One that never
    /// was ready is not replaced; the page does its work.
    fn restart(&self) {
        let (was_ready, lost) = {
            let mut line = self.0.borrow_mut();
            line.watch = None;
            let was_ready = match &line.transport {
                Transport::Worker { worker, ready, .. } => {
                    worker.terminate();
                    *ready
                }
                _ => return,
            };
            line.transport = Transport::Unstarted;
            (was_ready, line.pending.given_up())
        };
        for then in lost {
            then.emit(Response::Failed(
                "This question stopped the engine twice, so it was given up; please ask it \
                 another way."
                    .to_owned(),
            ));
        }
        if was_ready {
            self.start();
        } else {
            self.work_in_place();
        }
    }

    fn work_in_place(&self) {
        self.0.borrow_mut().transport = Transport::InPlace(Rc::default());
        self.answer_in_place();
    }

    fn answer_in_place(&self) {
        let mut line = self.0.borrow_mut();
        let requests = line.open_requests();
        let Transport::InPlace(engine) = &line.transport else {
            return;
        };
        for (id, request) in requests {
            let (link, engine, later) = (self.clone(), engine.clone(), line.later.clone());
            // Carried out in this order; one that waits for the second part holds up none.
            spawn_local(async move {
                let answer = later.answer(&engine, request).await;
                let then = link.0.borrow_mut().pending.answered(id);
                if let Some(then) = then {
                    then.emit(answer);
                }
            });
        }
    }
}

impl Line {
    /// Everything open, with the corpus before it if the engine is new and has none.
    fn open_requests(&mut self) -> Vec<(RequestId, Request)> {
        let mut requests = self.pending.send_all();
        let has_corpus =
            matches!(self.transport, Transport::InPlace(ref it) if it.borrow().is_open());
        if !has_corpus {
            let corpus = Request::Open(self.corpus.clone().unwrap_or_default());
            let opens = |it: &&mut (RequestId, Request)| matches!(it.1, Request::Open(_));
            match requests.iter_mut().find(opens) {
                Some((_, request)) => *request = corpus,
                // Nobody waits for this answer: the shelf is known from the engine before.
                None => requests.insert(0, (RequestId(u32::MAX), corpus)),
            }
        }
        requests
    }

    /// To a worker that has just become ready.
    fn send_everything(&mut self) {
        let requests = self.open_requests();
        let Transport::Worker {
            worker,
            ready,
            opening,
            ..
        } = &mut self.transport
        else {
            return;
        };
        *ready = true;
        *opening = true;
        for (id, request) in requests {
            post(worker, id, &request);
        }
    }
}

fn post(worker: &web_sys::Worker, id: RequestId, request: &Request) {
    let bytes = postcard::to_allocvec(&(id, request)).expect("requests are plain data");
    // Fails only for a worker that is gone; its silence is noticed.
    let _ = worker.post_message(&Uint8Array::from(bytes.as_slice()));
}
